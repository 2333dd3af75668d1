import { baseValue, type Chip } from '../../../facts/index.ts';
import type { Architecture } from '../../../model/index.ts';
import { type Deployment, type EngineFamily, type WeightFormat, weightBytes } from '../../../serving/index.ts';
import { count } from '../row.ts';
import type { ServingRow } from './serving-row.ts';

export interface Ranks {
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  /** Copies of the replica that the system holds. */
  readonly replicas: number;
  readonly assumed: readonly string[];
}

/** Weights take at most this share of memory where the row leaves tensor parallelism open: the rest is for the cache. */
const MOST_WEIGHTS = 0.65;
const INSIDE_A_NODE = 8;

/**
 * Ranks of a replica as the row prints them. Silent: the smallest power of two of accelerators whose memory holds the weights with room
 * for a cache; the rest of the system are copies, as submissions for throughput do.
 */
export function ranksOfRow(row: ServingRow, chip: Chip, architecture: Architecture, weights: WeightFormat): Ranks {
  const assumed: string[] = [];
  const { serving, hardware } = row;
  const pp = count(serving.pp) ?? 1;
  const dp = count(serving.dp) ?? 1;
  const chips = accelerators(row, chip);
  let tp = neuronCores(row) ?? count(serving.tp);
  if (tp !== undefined && neuronCores(row) === undefined && dp > 1 && chips !== undefined && tp * pp * dp > chips) {
    // vLLM prints tensor and data parallelism of the same ranks: attention is copied, not cut.
    if (chips % (dp * pp) === 0) tp = Math.max(1, chips / (dp * pp));
  }
  // Optimum Habana's pages cut one model over all processors that they count.
  if (tp === undefined && chip.architecture.startsWith('gaudi') && chips !== undefined) {
    tp = Math.max(1, chips / (pp * dp));
    if (chips > 1) assumed.push(`tp=${tp}`);
  }
  if (tp === undefined) {
    tp = smallestThatHolds(chip, architecture, weights, pp, chips ?? INSIDE_A_NODE);
    if (chips !== 1) assumed.push(`tp=${tp}`);
  }
  const spread = attentionIsSpread(row, architecture, tp, dp);
  if (spread) {
    assumed.push(`dp=${tp}`, `ep=${tp}`);
    return { tp: 1, pp, dp: tp, ep: tp, replicas: Math.max(1, Math.floor((chips ?? tp * pp) / (tp * pp))), assumed };
  }
  const ranks = tp * dp;
  const ep = expertRanks(row, architecture, ranks, assumed);
  const replicas = Math.max(1, Math.floor((chips ?? ranks * pp) / (ranks * pp)));
  if (hardware.gpus === null && chips === undefined) assumed.push(`gpus=${ranks * pp}`);
  return { tp, pp, dp, ep, replicas, assumed };
}

/** Tables made with llama.cpp of 2023, which cut rows of matrices over cards; layers are dealt since January 2024 (its pull request 4766). */
const ROWS_CUT = /^mlc-llm-perf-bench/;

/** llama.cpp and its like deal whole layers to the cards that they see, unless a row says that matrices are cut. */
export function layersDealt(row: ServingRow, family: EngineFamily): ServingRow {
  const cards = count(row.hardware.gpus) ?? 1;
  if (family !== 'llamacpp' || cards === 1 || count(row.serving.tp)) return row;
  const cut = ROWS_CUT.test(row.family) && /llama\.cpp/i.test(row.serving.engine ?? '');
  return { ...row, serving: { ...row.serving, tp: cut ? cards : 1, pp: cut ? 1 : cards } };
}

/**
 * A table whose notes say that models with experts ran with attention data parallelism: its "TP" counts ranks, experts are whole on one.
 * So do submissions of MLPerf that put whole experts of a model with latent attention on each rank: a latent cannot be cut.
 * Source: github.com/NVIDIA/TensorRT-LLM docs/source/blogs/Best_perf_practice_on_DeepSeek-R1_in_TensorRT-LLM.md, max throughput.
 */
const attentionIsSpread = (
  { notes, serving, mlperf }: ServingRow,
  architecture: Architecture,
  tp: number,
  dp: number,
): boolean =>
  dp === 1 &&
  tp > 1 &&
  architecture.blocks.some((b) => b.mlp?.kind === 'moe') &&
  (/moe runs use attention dp/i.test(notes ?? '')
    ? count(serving.ep) === undefined
    : Boolean(mlperf) && count(serving.ep) === tp && architecture.blocks.some((b) => b.mixer?.kind === 'mla'));

/** Neuron counts cores; a chip of Inferentia2 or Trainium1 has two. Source: AWS Neuron documentation, NeuronCore-v2. */
const CORES_A_CHIP = 2;

function neuronCores(row: ServingRow): number | undefined {
  const cores =
    count(row.hardware.neuron_cores) ?? (/neuron/i.test(row.serving.engine ?? '') ? count(row.serving.tp) : undefined);
  return cores === undefined ? undefined : Math.max(1, Math.ceil(cores / CORES_A_CHIP));
}

/** Accelerators of the system. Atlas A3 counts dies, two of which are one module. */
export function accelerators(row: ServingRow, chip: Chip): number | undefined {
  const cores = neuronCores(row);
  if (cores !== undefined) return cores;
  const gpus = count(row.hardware.gpus) ?? sockets(row);
  if (gpus !== undefined && chip.id === 'ascend910c') return Math.max(1, Math.round(gpus / 2));
  return gpus;
}

/** A server without accelerator runs on its processors, two of them unless its name says "1S". */
function sockets(row: ServingRow): number | undefined {
  if (row.hardware.accelerator || !row.hardware.host) return undefined;
  const printed = count(/(\d)S[-_/]/.exec(row.source?.where ?? '')?.[1]);
  return (count(row.hardware.nodes) ?? 1) * (printed ?? 2);
}

function smallestThatHolds(
  chip: Chip,
  architecture: Architecture,
  weights: WeightFormat,
  pp: number,
  most: number,
): number {
  const room = MOST_WEIGHTS * baseValue(chip.memory.capacity);
  for (let tp = 1; tp < most; tp *= 2) {
    if (weightBytes(architecture, { tp, pp, dp: 1, ep: 1, weights }).total <= room) return tp;
  }
  return 2 ** Math.floor(Math.log2(Math.max(1, most)));
}

/** Expert parallelism as printed, if it divides the ranks; else whole experts on every rank are not assumed: each is cut. */
function expertRanks(row: ServingRow, architecture: Architecture, ranks: number, assumed: string[]): number {
  if (!architecture.blocks.some((b) => b.mlp?.kind === 'moe')) return 1;
  const printed = count(row.serving.ep);
  if (printed === undefined || printed === 1) return 1;
  if (ranks % printed === 0) return printed;
  const ep = ranks;
  assumed.push(`ep=${ep}`);
  return ep;
}

/** The deployment's part of the ranks. */
export const deploymentOf = ({ tp, pp, dp, ep }: Ranks, weights: WeightFormat, kv: Deployment['kv']): Deployment => ({
  tp,
  pp,
  dp,
  ep,
  weights,
  kv,
});
