import type { Chip } from '../../../facts/index.ts';
import type { Machine } from '../../../machine/index.ts';
import type { Architecture } from '../../../model/index.ts';
import type { Deployment, EngineProfile, ReplicaSettings, WeightFormat } from '../../../serving/index.ts';
import { count, positive } from '../../rows/row.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import type { Load } from '../load.ts';

/** Flags that a benchmark starts its engine with; what is absent is the engine's default. */
export interface EngineFlags
  extends Partial<
    Pick<
      ReplicaSettings,
      | 'scheduler'
      | 'maxBatch'
      | 'maxBatchedTokens'
      | 'chunkedPrefill'
      | 'prefixCache'
      | 'speculativeTokens'
      | 'acceptance'
      | 'reservesPrompt'
      | 'waitsFor'
    >
  > {
  /** Share of memory for weights and cache, in the engine's own sense. */
  readonly fraction?: number;
  /** Iterations with prompts are launched kernel by kernel, or replayed in pieces; absent = as the engine does it. */
  readonly eagerPrompts?: boolean;
  /** Most tokens of an iteration that graphs were captured for. */
  readonly graphTokens?: number;
  /** A word in the name of the kernel of experts that the benchmark asks for. */
  readonly expertKernel?: string;
  /** 32-bit products on tensor cores (VLLM_FLOAT32_MATMUL_PRECISION=high). */
  readonly tensorFloats?: boolean;
  /** Where guessed tokens come from; absent = the model's own prediction modules. */
  readonly guessedBy?: 'mtp' | 'lookup';
  /** Blocks that the engine itself logged. */
  readonly blocks?: number;
}

/** What a protocol is told of a row that is mapped so far. */
export interface Mapped {
  readonly row: ServingRow;
  readonly chip: Chip;
  readonly architecture: Architecture;
  readonly profile: EngineProfile;
  readonly machine: Machine;
  readonly deployment: Deployment;
  readonly replicas: number;
}

/** What a benchmark did with the deployment, in the engine's words. */
export interface Benchmark {
  readonly load: Load;
  readonly flags: EngineFlags;
  readonly assumed: readonly string[];
}

/** How one source measures: which rows it covers, what it sends, what it publishes. One file a source. */
export interface Protocol {
  readonly name: string;
  readonly holds: (row: ServingRow) => boolean;
  /** Elements of the cache where a row is silent. */
  readonly kv: (row: ServingRow, chip: Chip, weights: WeightFormat) => Deployment['kv'];
  readonly benchmark: (mapped: Mapped) => Benchmark | { readonly refused: string };
  /** Where lengths, start, statistic and flags were read. */
  readonly source: string;
}

/** The engines' own default: the cache is as wide as activations. */
export const wideCache = (): Deployment['kv'] => 'bf16';

/** FP8 where the weights are narrow already and the chip multiplies FP8: what NVIDIA's quantised checkpoints ask for. */
export const narrowCache = (_: ServingRow, chip: Chip, weights: WeightFormat): Deployment['kv'] =>
  weights.bits <= 9 && (chip.peak.fp8 || chip.peak.mxfp8) ? 'fp8' : 'bf16';

/** Lengths that a row prints, or why it cannot be run. */
export function printedLengths(row: ServingRow): { input: number; output: number } | { refused: string } {
  const input = count(row.serving.input_len);
  const output = count(row.serving.output_len);
  if (input === undefined || output === undefined)
    return { refused: 'the lengths of prompts and answers are not stated' };
  return { input, output };
}

/** Most requests that a row states to be under way: its concurrency, else its batch. */
export const concurrencyOf = (row: ServingRow): number | undefined =>
  count(row.serving.concurrency) ?? count(row.serving.batch);

/** Requests a second; "inf" and silence give undefined. */
export const rateOf = (row: ServingRow): number | undefined => positive(row.serving.request_rate);

/** The first part of a family: "inferencex/DeepSeek-R1/..." is of "inferencex". */
export const familyIs =
  (...names: readonly string[]) =>
  (row: ServingRow): boolean =>
    names.some((name) => row.family === name || row.family.startsWith(`${name}/`));
