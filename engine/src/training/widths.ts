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
    p80: { low: 0.165, high: 0.099 },
    p90: { low: 0.184, high: 0.105 },
    source: 'docs/intervals.ts: 958 rows of 30 families, by values refitted without each group',
  },
  {
    kind: 'moe',
    grade: 'family',
    p80: { low: 0.131, high: 0.142 },
    p90: { low: 0.148, high: 0.248 },
    source: 'docs/intervals.ts: 150 rows of 6 families, by values refitted without each group',
  },
  {
    kind: 'dense',
    grade: 'datasheet',
    p80: { low: 0.211, high: 0.21 },
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
