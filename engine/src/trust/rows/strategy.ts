import type { Chip } from '../../facts/index.ts';
import type { Architecture } from '../../model/index.ts';
import type { Strategy } from '../../training/strategy.ts';
import type { Convention } from './conventions.ts';
import { precisionOfRow } from './precision.ts';
import { presetOfRow } from './preset.ts';
import { recomputeOfRow } from './recompute.ts';
import { count, type TrainingRow } from './row.ts';
import { tuningFlags } from './tuning-flags.ts';

export type StrategyOfRow =
  | {
      readonly strategy: Strategy;
      readonly assumed: readonly string[] /** The layout is to be searched for. */;
      readonly open?: true;
    }
  | { readonly refused: string };

/** The strategy a row ran with; what it leaves out comes from its convention and is listed. */
export function strategyOfRow(
  row: TrainingRow,
  chip: Chip,
  architecture: Architecture,
  convention: Convention,
): StrategyOfRow {
  const { run } = row;
  const gpus = count(row.hardware.gpus);
  if (gpus === undefined) return { refused: 'the number of accelerators is not stated' };
  const assumed: string[] = [];
  const sharded = convention.zero === 3 || /fsdp|zero-3/i.test(run.zero_or_fsdp ?? '');
  if (!run.tp && !run.pp && gpus > 1 && !sharded && !run.dp) {
    return layoutUnknown(row, chip, convention, gpus);
  }
  const tp = count(run.tp) ?? 1;
  const cp = count(run.cp) ?? 1;
  const { pp, vp: chunks } = stagesThatHold(row, gpus, tp, cp, assumed);
  const dp = gpus / (tp * pp * cp);
  if (!Number.isInteger(dp)) return { refused: `tp ${tp} x pp ${pp} x cp ${cp} does not divide ${gpus} accelerators` };
  const stated = count(run.global_batch);
  const microBatch = count(run.micro_batch) ?? note(assumed, 'micro_batch', usualMicroBatch(convention, stated, dp));
  const globalBatch = stated ?? note(assumed, 'batch', microBatch * dp);
  const layers = architecture.order.length;
  const vp = chunks ?? virtualStages(row, layers, pp, assumed);
  const tuning = tuningFlags(row);
  const recompute = recomputeOfRow(row, convention, Math.max(1, layers / pp), expertShare(architecture));
  const { precision, assumed: precisionAssumed } = precisionOfRow(run.precision, chip, convention);
  const zero = gpus === 1 ? 0 : zeroOf(run.zero_or_fsdp, convention);
  const experts = architecture.blocks.reduce(
    (most, b) => (b.mlp?.kind === 'moe' ? Math.max(most, b.mlp.experts) : most),
    1,
  );
  const ep = experts > 1 ? Math.min(experts, count(run.ep) ?? 1) : 1;
  assumed.push(...recompute.assumed, ...precisionAssumed);
  const offloadLayers = count(row.recipe?.offload_layers) ?? 0;
  return {
    strategy: {
      tp,
      pp,
      vp,
      cp,
      dp,
      ep,
      etp: expertTensorParallel(row, tp, cp * dp, ep),
      schedule: vp > 1 ? 'interleaved' : '1f1b',
      layout: layoutOf(row, pp * vp, layers) ?? lossLayout(architecture, pp * vp),
      cpKind: 'ring',
      zero,
      shardGroup: zero > 0 ? shardGroup(row, convention, dp, tp) : null,
      // A replica never holds more than its share of the batch.
      microBatch: Math.max(1, Math.min(microBatch, Math.ceil(globalBatch / dp))),
      globalBatch,
      recompute: tuning && run.recompute == null && tuning.checkpointing ? 'full' : recompute.recompute,
      recomputeLayers: recompute.recomputeLayers,
      tpComm: tpCommOf(row, convention, tp),
      tpOverlap: 'none',
      gatherAgain: true,
      dpOverlap: convention.preset !== 'megatron-deepspeed' && convention.preset !== 'megatron-lm',
      fusedActivation: false,
      offload: {
        weights: false,
        optimizer: false,
        activations: Boolean(tuning?.offloadActivations) || offloadLayers > 0,
        to: 'cpu',
      },
      precision,
      optimizer: tuning
        ? { kind: 'adamw', state: tuning.optimizer === 'bf16' ? 'bf16' : 'int8', master: false }
        : { kind: 'adam', state: 'fp32', master: true },
      preset: presetOfRow(row, convention, chip),
    },
    assumed,
  };
}

/** A batch where neither it nor the layout is printed: the four million tokens a step that pre-training runs use. */
const USUAL_TOKENS = 4e6; // Llama 2 and 3, GPT-3: 3.2M to 16M

/** Everything but the degrees, which are searched for. */
function layoutUnknown(row: TrainingRow, chip: Chip, convention: Convention, gpus: number): StrategyOfRow {
  const sequence = count(row.run.seq_len) ?? convention.sequence ?? 4096;
  const assumed: string[] = ['layout=searched'];
  const globalBatch =
    count(row.run.global_batch) ??
    note(assumed, 'batch', Math.max(1, Math.round(USUAL_TOKENS / sequence / gpus)) * gpus);
  const { precision, assumed: more } = precisionOfRow(row.run.precision, chip, convention);
  const recompute = recomputeOfRow(row, convention, 1);
  return {
    open: true,
    assumed: [...assumed, ...more, ...(row.run.recompute ? [] : ['recompute=searched'])],
    strategy: {
      tp: 1,
      pp: 1,
      vp: 1,
      cp: 1,
      dp: gpus,
      ep: 1,
      etp: 1,
      schedule: '1f1b',
      cpKind: 'ring',
      zero: zeroOf(row.run.zero_or_fsdp, convention),
      shardGroup: null,
      microBatch: 1,
      globalBatch,
      recompute: recompute.recompute,
      recomputeLayers: null,
      tpComm: convention.tpComm,
      tpOverlap: 'none',
      gatherAgain: true,
      dpOverlap: true,
      fusedActivation: false,
      offload: { weights: false, optimizer: false, activations: false, to: 'cpu' },
      precision,
      optimizer: { kind: 'adam', state: 'fp32', master: true },
      preset: presetOfRow(row, convention, chip),
    },
  };
}

/** Frameworks before gradient accumulation run a replica's whole share at once. */
const usualMicroBatch = (convention: Convention, batch: number | undefined, dp: number): number =>
  convention.accumulates === false && batch !== undefined ? Math.max(1, Math.round(batch / dp)) : convention.microBatch;

function note(assumed: string[], key: string, value: number): number {
  assumed.push(`${key}=${value}`);
  return value;
}

/** Share of the layers that have routed experts. */
const expertShare = ({ blocks, order }: Architecture): number =>
  order.filter((k) => blocks[k]!.mlp?.kind === 'moe').length / order.length;

/** Stages as printed, or fewer with more chunks where a stage's ranks cannot hold the expert ranks: the column was that of a neighbour. */
function stagesThatHold(
  row: TrainingRow,
  gpus: number,
  tp: number,
  cp: number,
  assumed: string[],
): { pp: number; vp?: number } {
  const printed = count(row.run.pp) ?? 1;
  const ep = count(row.run.ep) ?? 1;
  let pp = printed;
  const holds = () => (gpus / pp) % ep === 0 && (gpus / pp) % (tp * cp) === 0;
  while (pp > 1 && pp % 2 === 0 && !holds()) pp /= 2;
  if (pp === printed || !holds()) return { pp: printed };
  assumed.push(`pp=${pp}`);
  return { pp, vp: (printed / pp) * (count(row.run.vp) ?? 1) };
}

/** Chunks a rank. NeMo's tables that leave the column out interleave by single layers. */
function virtualStages(row: TrainingRow, layers: number, pp: number, assumed: string[]): number {
  if (pp === 1) return 1;
  const printed = count(row.run.vp);
  if (printed !== undefined) return printed;
  if (!/^(nemo|nemo-launcher|mlperf)\//.test(row.family) || layers % pp !== 0) return 1;
  return note(assumed, 'vp', layers / pp);
}

function zeroOf(printed: string | null | undefined, convention: Convention): 0 | 1 | 2 | 3 {
  const text = (printed ?? '').toLowerCase();
  const level = /zero-?([0-3])/.exec(text)?.[1];
  if (level !== undefined) return Number(level) as 0 | 1 | 2 | 3;
  if (/fsdp/.test(text)) return 3;
  return convention.zero;
}

/** "FSDP=128", "FSDP (group 64)", "ZeRO-1 group 8" (-1 = all), HSDP inside a server, slices of a TPU pod. */
function shardGroup(row: TrainingRow, convention: Convention, dp: number, tp: number): number | null {
  const text = row.run.zero_or_fsdp ?? '';
  const printed = /(?:^FSDP=|group )(-?\d+)/i.exec(text)?.[1];
  let group =
    printed === undefined
      ? convention.shardGroup && Math.max(1, Math.round(sliceOf(row, convention.shardGroup) / tp))
      : Number(printed);
  if (/hsdp/i.test(text)) group = 8;
  if (group === undefined || group <= 0 || group >= dp) return null;
  return divisorUpTo(dp, group); // slices of equal size
}

/** Chips of a slice where the source says how many slices meet, or the convention's. */
const sliceOf = ({ hardware }: TrainingRow, usual: number): number =>
  hardware.slices && hardware.slices > 1 ? Math.min(usual, hardware.gpus! / hardware.slices) : usual;

/** The largest divisor of n that is at most `limit`. */
function divisorUpTo(n: number, limit: number): number {
  let best = 1;
  for (let i = 1; i * i <= n; i++) {
    if (n % i !== 0) continue;
    for (const divisor of [i, n / i]) if (divisor <= limit && divisor > best) best = divisor;
  }
  return best;
}

/**
 * The column ETP of dgxc-benchmarking's tables, which is its tensor-parallel degree or 1: Grok-1 splits every expert, on H100 until 25.05
 * (grok1/README.md, v25.04 and v25.05), and so does Llama 4 Maverick on H100 (llama4/README.md, v25.05).
 */
function expertTensorParallel(row: TrainingRow, tp: number, replicas: number, ep: number): number {
  if (ep <= 1 || tp === 1) return 1;
  const stated = count((row.recipe?.recipe as Record<string, unknown> | undefined)?.etp);
  if (stated !== undefined) return stated;
  const release = Number(/v?(\d\d\.\d\d)/.exec(row.release ?? '')?.[1] ?? 0);
  const hopper = /H100/.test(row.hardware.accelerator ?? '');
  if (/maverick/i.test(row.model.name) && /^dgxc/.test(row.family)) return hopper ? tp : 1;
  return /grok/i.test(row.model.name) && ep <= replicas && !(hopper && release >= 25.05) ? tp : 1;
}

function tpCommOf(row: TrainingRow, convention: Convention, tp: number): Strategy['tpComm'] {
  if (tp === 1) return convention.tpComm;
  if (/sequence parallel/i.test(row.run.recompute ?? '')) return 'rs-ag';
  return convention.tpComm;
}

/**
 * Megatron's recipes of models with prediction modules fill every chunk to the same height and leave the last one what remains: it also
 * holds the modules and the losses (Megatron-Bridge recipes/deepseek/deepseek_v3.py, v0.1-v0.4).
 */
function lossLayout(architecture: Architecture, chunks: number): readonly number[] | undefined {
  if (!architecture.mtp || chunks === 1) return undefined;
  const layers = architecture.order.length;
  const height = Math.ceil(layers / chunks);
  return Array.from({ length: chunks }, (_, i) => Math.max(0, Math.min(height, layers - i * height)));
}

/** "Et*4|(t*4|)*14tmL": E embedding, t a layer, m a prediction module, L the loss; bars between chunks. */
export function layoutOf(row: TrainingRow, chunks: number, layers: number): readonly number[] | undefined {
  const text = (row.recipe?.recipe as Record<string, unknown> | undefined)?.pp_layout;
  if (typeof text !== 'string' || text.length > 1000) return undefined;
  // Nothing is repeated more often than there are layers: a printed 999999999 must not be written out.
  const repeat = (inner: string, times: string): string => inner.repeat(Math.min(Number(times), layers + 1));
  const opened = text.replace(/\(([^)]*)\)\*(\d+)/g, (_, inner: string, n: string) => repeat(inner, n));
  if (opened.length > 100_000) return undefined;
  const flat = opened.replace(/([a-zA-Z])\*(\d+)/g, (_, c: string, n: string) => repeat(c, n));
  const counts = flat.split('|').map((part) => [...part].filter((c) => c === 't').length);
  const whole = counts.reduce((sum, n) => sum + n, 0) === layers && counts.length === chunks;
  return whole ? counts : undefined;
}
