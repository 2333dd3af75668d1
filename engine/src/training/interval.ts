import type { Ranged } from './answer.ts';
import { presetById } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { STEP_WIDTHS } from './widths.ts';

/** Half-widths of the natural logarithm: the range is value · e^(-low) .. value · e^(high). */
export interface LogInterval {
  readonly low: number;
  readonly high: number;
}

/** How far a step time may be off, from the errors of families left out: by grade of the chip and kind of model. */
export function stepInterval(problem: TrainingProblem, level: 80 | 90 = 90): LogInterval {
  const moe = problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe');
  const known = presetById(problem.preset) !== undefined && problem.machine.grade !== 'datasheet';
  const width = STEP_WIDTHS.find(
    (w) => w.kind === (moe ? 'moe' : 'dense') && w.grade === (known ? 'family' : 'datasheet'),
  )!;
  return level === 90 ? width.p90 : width.p80;
}

export const rangedBy = (value: number, unit: string, interval: LogInterval): Ranged => ({
  value,
  low: value * Math.exp(-interval.low),
  high: value * Math.exp(interval.high),
  unit,
});

/** A quantity that falls as the time rises (throughput, utilisation) has the time's range turned round. */
export const inverseOf = (interval: LogInterval): LogInterval => ({ low: interval.high, high: interval.low });
