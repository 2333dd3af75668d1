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
    p80: { low: 0.158, high: 0.101 },
    p90: { low: 0.167, high: 0.107 },
    source: 'docs/intervals.ts: 958 rows of 30 families, by values refitted without each group',
  },
  {
    kind: 'moe',
    grade: 'family',
    p80: { low: 0.153, high: 0.14 },
    p90: { low: 0.192, high: 0.185 },
    source: 'docs/intervals.ts: 150 rows of 6 families, by values refitted without each group',
  },
  {
    kind: 'dense',
    grade: 'datasheet',
    p80: { low: 0.21, high: 0.21 },
    p90: { low: 0.34, high: 0.34 },
    source: 'docs/intervals.ts: 39 rows of 5 families, by values refitted without each group',
  },
  {
    kind: 'moe',
    grade: 'datasheet',
    p80: { low: 0.39, high: 0.39 },
    p90: { low: 0.47, high: 0.47 },
    source: 'no row of this kind: Ridgepoint training study 2026-11, section 5, a chip never seen',
  },
];

/** Half-widths of ln(measured / predicted) for peak memory beside the runtime's own range: 61 rows. */
export const MEMORY_WIDTH = { p80: { low: 0.06, high: 0.142 }, p90: { low: 0.078, high: 0.16 } };
