import { type Architecture, flopsPerToken } from '../../model/index.ts';
import type { Convention } from './conventions.ts';
import { positive, type TrainingRow } from './row.ts';

export type Quantity = 'step_time_s' | 'tokens_per_s_per_gpu' | 'memory_gb_per_gpu';

export interface Measured {
  readonly quantity: Quantity;
  readonly measured: number;
}

/**
 * What a row measured, in the scorer's quantities. A TFLOP/s figure alone is turned back into seconds with the source's own counting
 * of FLOP; it is never compared across sources.
 */
export function measuredOf(
  row: TrainingRow,
  architecture: Architecture,
  convention: Convention,
  tokens: number,
  sequence: number,
  accelerators: number,
): { quantities: Measured[]; assumed: string[] } {
  const quantities: Measured[] = [];
  const assumed: string[] = [];
  const step = positive(row.measured.step_time_s) ?? loggedStep(row, tokens, sequence);
  const rate = positive(row.measured.tokens_per_s_per_gpu) ?? jobRate(row, accelerators, step);
  if (step !== undefined) quantities.push({ quantity: 'step_time_s', measured: step });
  if (rate !== undefined) quantities.push({ quantity: 'tokens_per_s_per_gpu', measured: rate });
  const tflops = positive(row.measured.tflops_per_gpu);
  if (step === undefined && rate === undefined && tflops !== undefined) {
    const flops = publishedFlopsPerToken(architecture, convention, sequence) * tokens;
    quantities.push({ quantity: 'step_time_s', measured: flops / (tflops * 1e12 * accelerators) });
    assumed.push(`step from TFLOP/s (${convention.counting})`);
  }
  const memory = positive(row.measured.memory_gb_per_gpu);
  if (memory !== undefined) quantities.push({ quantity: 'memory_gb_per_gpu', measured: memory });
  return { quantities, assumed };
}

/** MLPerf logs a median rate: samples/s for LoRA, tokens/s for GPT-3. */
function loggedStep(row: TrainingRow, tokens: number, sequence: number): number | undefined {
  const rate = positive(row.published_extra?.tracked_throughput_median);
  if (rate === undefined) return undefined;
  return /gpt3/.test(row.family) ? tokens / rate : tokens / sequence / rate;
}

/** Some tables print tokens/s of the whole job and neither step time nor a rate per accelerator. */
function jobRate(row: TrainingRow, accelerators: number, step: number | undefined): number | undefined {
  const job = positive(row.published_extra?.tokens_per_s);
  return step === undefined && job !== undefined && row.run.stage !== 'rl' ? job / accelerators : undefined;
}

/**
 * FLOP per token as the source counts them.
 * `megatron-hardware`: 96 B s l h² (1 + s/6h + V/16lh), recomputation counted (Narayanan 2021, equation 3);
 * `parameters-times-8`: 4 x 2 x parameters of the layers (BLOOM chronicles before line 590).
 */
export function publishedFlopsPerToken(architecture: Architecture, convention: Convention, sequence: number): number {
  const h = architecture.hidden;
  const l = architecture.order.length;
  switch (convention.counting) {
    case 'megatron-hardware':
      return 96 * l * h ** 2 * (1 + sequence / (6 * h) + architecture.vocab / (16 * l * h));
    case 'parameters-times-8':
      return 8 * 12 * l * h ** 2;
    default:
      return flopsPerToken(architecture, sequence, convention.counting).total;
  }
}
