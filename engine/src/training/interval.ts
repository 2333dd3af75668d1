import type { Ranged, StepParts } from './answer.ts';
import { presetById } from './presets.ts';
import type { LocalFactor, TrainingProblem } from './problem.ts';
import { STEP_WIDTHS, type StepWidth } from './widths.ts';

/** Half-widths of the natural logarithm: the range is value · e^(-low) .. value · e^(high). */
export interface LogInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * How far the time of one part may be off where nobody measured this host, fabric or kernel, as ln: a part's share of the step times
 * this is added to the width in quadrature. Launches may be absent or cost several times as much; attention and fabrics differ by a
 * third to a half from release to release and site to site. Read off families whose parts nobody else witnesses (docs/intervals.ts).
 */
export const UNSURE: Readonly<Partial<Record<keyof StepParts, number>>> = {
  launch: 2.5,
  attention: 0.35,
  exposedDp: 0.4,
  exposedEp: 0.4,
};

/** Squared width that the parts add which only a family's own runs could tell. */
export function unsureVariance(parts: StepParts, seconds: number): number {
  let sum = 0;
  for (const [part, width] of Object.entries(UNSURE)) {
    sum += ((width * Math.max(0, parts[part as keyof StepParts])) / seconds) ** 2;
  }
  return sum;
}

/** How far a step time may be off, from the errors of families left out: by grade of the chip, kind of model and what the step is made of. */
export function stepInterval(
  problem: TrainingProblem,
  parts: StepParts,
  seconds: number,
  level: 80 | 90 = 90,
): LogInterval {
  const { p80, p90 } = stepWidth(problem);
  const variance = (level === 90 ? 1 : VARIANCE_AT_80) * unsureVariance(parts, seconds);
  return widened(level === 90 ? p90 : p80, variance);
}

/** The width of a step time before its own parts widen it, and whose errors it is. */
export function stepWidth(problem: TrainingProblem): Pick<StepWidth, 'p80' | 'p90' | 'source'> {
  const own = ownRuns(problem.local);
  if (own) return { ...own, source: 'one more of your own runs' };
  const kind = problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe') ? 'moe' : 'dense';
  const known = presetById(problem.preset) !== undefined && problem.machine.grade !== 'datasheet';
  return STEP_WIDTHS.find((w) => w.kind === kind && w.grade === (known ? 'family' : 'datasheet'))!;
}

/** The same run measured twice differs by 2 to 6 % (a step's noise floor in published pairs). */
const NOISE = 0.06;

/** Where the user's own runs say how far one more of them lies, that holds in place of others' errors. */
export function ownRuns(
  local: LocalFactor | undefined,
): { readonly p80: LogInterval; readonly p90: LogInterval } | undefined {
  if (!local || local.low === local.high) return undefined;
  const low = Math.max(NOISE, Math.log(local.factor / local.low));
  const high = Math.max(NOISE, Math.log(local.high / local.factor));
  const share = Math.sqrt(VARIANCE_AT_80);
  return { p80: { low: share * low, high: share * high }, p90: { low, high } };
}

/** Variance of an 80 % width against a 90 % one of the same normal spread: (1.282 / 1.645)². */
export const VARIANCE_AT_80 = 0.6;

/** Both sides of a width with a variance added in quadrature. */
export const widened = (side: LogInterval, variance: number): LogInterval => ({
  low: Math.hypot(side.low, Math.sqrt(variance)),
  high: Math.hypot(side.high, Math.sqrt(variance)),
});

export const rangedBy = (value: number, unit: string, interval: LogInterval): Ranged => ({
  value,
  low: value * Math.exp(-interval.low),
  high: value * Math.exp(interval.high),
  unit,
});

/** A quantity that falls as the time rises (throughput, utilisation) has the time's range turned round. */
export const inverseOf = (interval: LogInterval): LogInterval => ({ low: interval.high, high: interval.low });
