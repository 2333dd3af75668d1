import { findProfile } from '../../../serving/index.ts';
import { promptOf } from '../../calibrate/power/prompt.ts';
import { RELEASE } from '../../calibrate/power/row.ts';
import type { ServingCase } from '../../serving/case.ts';
import { chipOfRow } from '../accelerator.ts';
import { count, positive } from '../row.ts';
import { shownValue } from '../shown-value.ts';
import type { Refused, RowCatalogue } from '../to-training-case.ts';
import { formatsOfRow } from './formats.ts';
import type { ServingQuantity } from './measured.ts';
import { servedArchitecture } from './models.ts';
import type { PowerRow, ServingRow } from './serving-row.ts';
import { problemOf } from './to-serving-case.ts';

/*
 * The configurations ask for scheduling ahead, which these releases had as an experiment: with
 * more requests an iteration grows by some 35 us for each on top of what devices take, as without it.
 */
const VERSION = RELEASE;
const PIECES = 8192; // tokens, max-num-batched-tokens of every configuration
const MULTIMODAL_FRACTION = 0.85; // the same, of multimodal tasks on H100

/** Figures of a row that are predicted. Latencies are between tokens; watts are of all accelerators together. */
const FIGURES: readonly (readonly [field: keyof PowerRow, quantity: string])[] = [
  ['output_throughput_tokens_per_sec', 'output_tokens_per_s'],
  ['median_itl_ms', 'itl_p50_ms'],
  ['p90_itl_ms', 'itl_p90_ms'],
  ['p99_itl_ms', 'itl_p99_ms'],
  ['avg_power_watts', 'power_w'],
  ['energy_per_token_joules', 'energy_per_token_j'],
];

/** Family and id of a row that prints neither. */
export const powerFamily = (row: PowerRow): string => `ml-energy/${row.task}/${row.gpu_model}`;
export const powerId = (row: PowerRow): string =>
  `ml-energy-${row.gpu_model}x${row.num_gpus}-${row.model.split('/').at(-1)}-${row.task}-${row.precision ?? ''}-tp${row.tp ?? 1}-ep${row.ep ?? 1}-dp${row.dp ?? 1}-b${row.max_num_seqs ?? 0}`;

/** Gaps of nine in ten over the usual one: steady batches of text stay below 1.3 on H100, where nothing else keeps the host busy. */
const UNEVEN = 1.35;
/**
 * A full batch decodes at an even pace. Where every tenth gap is a third longer than the usual one, hosts had other work: single B200s ran
 * Qwen3-8B and 30B-A3B alike at 33 ms a token with eight requests, though 5 ms suffice with shorter answers.
 */
export const isStarved = ({ task, median_itl_ms: usual, p90_itl_ms: long }: PowerRow): boolean =>
  (long ?? 0) > UNEVEN * (usual ?? Number.POSITIVE_INFINITY) && !LONG_PROMPTS.test(String(task));
/** Prompts of thousands of tokens beside short answers stretch gaps by themselves; pictures and films are the host's work. */
const LONG_PROMPTS = /fim/;

/** A configuration of ML.ENERGY: vLLM with its batch kept full. The source states neither prompts nor the spread of answers. */
export function toPowerCase(row: PowerRow, catalogue: RowCatalogue): ServingCase | Refused {
  const chip = chipOfRow(catalogue, row.gpu_model);
  if (!chip) return { refused: `no datasheet of "${shownValue(row.gpu_model)}" is in the catalogue` };
  const network = servedArchitecture(catalogue, { name: row.model });
  if ('refused' in network) return network;
  const { architecture } = network;
  const asServing: ServingRow = {
    id: powerId(row),
    family: powerFamily(row),
    model: { name: row.model, weights: row.precision ?? null },
    hardware: { accelerator: row.gpu_model, gpus: row.num_gpus },
    serving: {},
    measured: {},
  };
  const formats = formatsOfRow(asServing, chip, architecture, () => 'bf16');
  if ('refused' in formats) return formats;
  const { profile } = findProfile('vLLM', VERSION);
  const gpus = count(row.num_gpus) ?? 1;
  const dp = Math.min(gpus, count(row.dp) ?? 1);
  const tp = Math.max(1, Math.floor(gpus / dp));
  const ep = gpus % (count(row.ep) ?? 1) === 0 ? (count(row.ep) ?? 1) : 1;
  const routed = architecture.blocks.some((b) => b.mlp?.kind === 'moe');
  const deployment = { tp, pp: 1, dp, ep: routed ? ep : 1, weights: formats.weights, kv: formats.kv };
  const running = positive(row.avg_batch_size) ?? positive(row.max_num_seqs);
  if (running === undefined) return { refused: 'the batch is not stated' };
  const output = positive(row.avg_output_len) ?? 500;
  const { tokens: input, pictures } = promptOf(row, architecture);
  const quantities = FIGURES.flatMap(([field, quantity]): ServingQuantity[] => {
    const measured = positive(row[field]);
    return measured === undefined ? [] : [{ quantity, measured, per: 1 }];
  });
  const multimodal = /image|video/.test(row.task);
  return {
    id: powerId(row),
    family: powerFamily(row),
    accelerator: row.gpu_model,
    problem: {
      ...problemOf(catalogue, chip, architecture, deployment, profile.id),
      ...(pictures && { pictures }),
    },
    profile,
    version: VERSION,
    replicas: 1,
    load: {
      kind: 'steady',
      running,
      input: { kind: 'lognormal', mean: input, p95: (multimodal ? 1.5 : 3) * input, low: 1, high: 20_000 },
      output: { kind: 'lognormal', mean: output, p95: 2.5 * output, low: 1, high: 32_768 },
    },
    flags: {
      prefixCache: 'off',
      maxBatch: count(row.max_num_seqs) ?? Math.ceil(running),
      maxBatchedTokens: PIECES,
      ...(multimodal && chip.id === 'h100-sxm' && { fraction: MULTIMODAL_FRACTION }),
    },
    protocol: 'ml-energy',
    quantities,
    assumed: [
      ...network.assumed,
      ...formats.assumed,
      `input=${input}`,
      'output spread=log-normal',
      `version=${VERSION}`,
      ...(isStarved(row) ? ['host=busy'] : []),
    ],
  };
}
