/** Half-widths of ln(measured / predicted) for step times, from families left out. Written by `npm run accuracy`. */
export interface StepWidth {
  readonly kind: 'dense' | 'moe';
  readonly grade: 'family' | 'datasheet';
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
  readonly source: string;
}

export const STEP_WIDTHS: readonly StepWidth[] = [
  { kind: 'dense', grade: 'family', p80: { low: 0.13, high: 0.13 }, p90: { low: 0.2, high: 0.2 }, source: 'start values: Ridgepoint training study 2026-11' },
  { kind: 'moe', grade: 'family', p80: { low: 0.25, high: 0.25 }, p90: { low: 0.35, high: 0.35 }, source: 'start values: Ridgepoint training study 2026-11' },
  { kind: 'dense', grade: 'datasheet', p80: { low: 0.21, high: 0.21 }, p90: { low: 0.34, high: 0.34 }, source: 'start values: Ridgepoint training study 2026-11' },
  { kind: 'moe', grade: 'datasheet', p80: { low: 0.39, high: 0.39 }, p90: { low: 0.47, high: 0.47 }, source: 'start values: Ridgepoint training study 2026-11' },
];

/** Half-widths of ln(measured / predicted) for peak memory: the upper side is what an out-of-memory error costs. */
export const MEMORY_WIDTH = { p80: { low: 0.07, high: 0.06 }, p90: { low: 0.1, high: 0.1 } };
