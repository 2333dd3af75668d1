import type { Parameter } from '../../cost/index.ts';

/** What a chip family draws under serving load; all but `unpacking` are shares of the chip's power rating (TDP). */
export interface PowerParameters {
  readonly floor: number;
  readonly limit: number;
  readonly weights: number;
  readonly experts: number;
  readonly cache: number;
  readonly products: number;
  readonly padding: number;
  readonly polling: number;
  readonly unpacking: number;
}

export type PowerName = keyof PowerParameters;

/** A parameter of the law with its unit, meaning, start and bounds; what fits them: calibration/power.ts. */
export const POWER_PARAMETERS: readonly (Parameter & { readonly name: PowerName })[] = [
  of('floor', 'share of TDP', 'drawn while iterations run, before any byte or FLOP is counted', 0.2, 0.08, 0.4),
  of('limit', 'share of TDP', 'what the chip settles at under full load, and while it runs prompts', 0.9, 0.7, 1),
  of('weights', 'share of TDP', 'reading dense matrices at full bandwidth', 0.3, 0.05, 2),
  of(
    'experts',
    'share of TDP',
    'reading experts at full bandwidth: grouped products, gathers and scatters',
    0.4,
    0.05,
    2.5,
  ),
  of('cache', 'share of TDP', 'reading keys and values at full bandwidth: attention of one query', 0.3, 0.2, 2),
  of('products', 'share of TDP', 'tokens multiplied at the peak rate; grows with the root of the rate', 1, 0, 4),
  of(
    'padding',
    'share of TDP',
    'rows of 8-bit experts, filled up to whole tiles where they are block-scaled, at the peak rate; root',
    0.8,
    0,
    4,
  ),
  of(
    'polling',
    'share of TDP',
    'waiting in all-to-all kernels of experts shared by attention-data-parallel ranks',
    0,
    0,
    0.4,
  ),
  of('unpacking', '1', 'widening weights that are narrower than their products, over reading them', 0.3, 0, 3),
];

function of(name: PowerName, unit: string, meaning: string, start: number, low: number, high: number) {
  return { name, unit, meaning, start, low, high };
}
