import type { Grade } from '../../serving/index.ts';

/** Half-widths of ln(measured / predicted) that hold 90 % of rows. */
export interface LogWidth {
  readonly low: number;
  readonly high: number;
}

/** What a range is wanted of. */
export type SpreadOf = 'tpot' | 'ttft' | 'throughput';

/**
 * SEAM: to be read from serving/widths.ts as soon as calibration writes it. Until then: 90th percentiles of the errors of a prototype on
 * engines, models or chips that were not in its fit (Ridgepoint serving study 2026-11, table 4.1: TPOT 8-45 %, TTFT 20-144 %), the middle
 * of the groups for chips with kernels of their own, the upper half for the others.
 */
const WIDTHS: Readonly<Record<Grade, Readonly<Record<SpreadOf, number>>>> = {
  silicon: { tpot: 0.2, ttft: 0.5, throughput: 0.12 },
  family: { tpot: 0.28, ttft: 0.55, throughput: 0.2 },
  datasheet: { tpot: 0.4, ttft: 0.7, throughput: 0.33 },
};

/** How far a time or a rate may be off, by the grade of the kernels behind it. */
export function spreadOf(grade: Grade, of: SpreadOf): LogWidth {
  const width = WIDTHS[grade][of];
  return { low: width, high: width };
}
