/** Half-widths of ln(measured / predicted) for step times, from families left out. Written by docs/intervals.ts; not by hand. */
export interface StepWidth {
  readonly kind: 'dense' | 'moe';
  readonly grade: 'family' | 'datasheet';
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
  readonly source: string;
}

export const STEP_WIDTHS: readonly StepWidth[] = [
  {
    kind: 'dense',
    grade: 'family',
    p80: { low: 0.096, high: 0.131 },
    p90: { low: 0.115, high: 0.176 },
    source: 'docs/intervals.ts: 2260 rows of 30 families, each left out in turn',
  },
  {
    kind: 'moe',
    grade: 'family',
    p80: { low: 0.204, high: 0.431 },
    p90: { low: 0.225, high: 0.736 },
    source: 'docs/intervals.ts: 155 rows of 6 families, each left out in turn',
  },
  {
    kind: 'dense',
    grade: 'datasheet',
    p80: { low: 0.437, high: 0.196 },
    p90: { low: 0.46, high: 0.273 },
    source: 'docs/intervals.ts: 39 rows of 5 families, each left out in turn',
  },
  {
    kind: 'moe',
    grade: 'datasheet',
    p80: { low: 0.39, high: 0.39 },
    p90: { low: 0.47, high: 0.47 },
    source: 'no row of this kind: Ridgepoint training study 2026-11, section 5, a chip never seen',
  },
];

/** Half-widths of ln(measured / predicted) for peak memory beside the runtime's own range: 62 rows. */
export const MEMORY_WIDTH = { p80: { low: 0.105, high: 0.1 }, p90: { low: 0.13, high: 0.128 } };
