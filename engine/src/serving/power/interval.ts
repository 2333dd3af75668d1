import type { PowerFamily } from './family.ts';
import type { ReplicaPower } from './replica-power.ts';

/** Watts with their intervals; `low`..`high` holds 90 %, `low80`..`high80` 80 %. */
export interface WattsRange {
  readonly watts: number;
  readonly low: number;
  readonly high: number;
  readonly low80: number;
  readonly high80: number;
  readonly grade: PowerFamily['grade'];
}

/** The interval of watts of a whole replica: widths of its family, kept between idle and the accelerators' rating. */
export function wattsRange(power: ReplicaPower, watts: number): WattsRange {
  const { widths, grade } = power.family;
  const rating = Math.max(watts, power.accelerators * power.shape.chip.tdp);
  const below = (width: number) => Math.max(Math.min(watts, power.idleWatts), watts * Math.exp(-width));
  const above = (width: number) => Math.min(rating, watts * Math.exp(width));
  return {
    watts,
    low: below(widths.p90.low),
    high: above(widths.p90.high),
    low80: below(widths.p80.low),
    high80: above(widths.p80.high),
    grade,
  };
}
