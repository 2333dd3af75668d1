import type { ReadyOption } from './option.ts';
import { limitsOfOption } from './plan-serving.ts';
import { type Load, mostRunning, steadyState } from './steady-state.ts';

/** What a replica gives at a batch: the point that benchmarks of servers plot. */
export interface RatePoint {
  readonly option: ReadyOption;
  /** Requests that run at once. */
  readonly running: number;
  /** Output tokens/s that one user sees, and that one accelerator gives. */
  readonly perUser: number;
  readonly perAccelerator: number;
  /** USD of a million output tokens, all costs on them; null where no price is known. */
  readonly usdPerMillion: number | null;
}

/** An option at batches of 1, 2, 4, ... up to what its cache and slots hold. Without queueing: the best that it can give. */
export function ratePoints(option: ReadyOption, load: Load): RatePoint[] {
  const limits = limitsOfOption(option);
  const most = mostRunning(load, limits);
  const batches: number[] = [];
  for (let running = 1; running < most; running *= 2) batches.push(running);
  if (most >= 1) batches.push(most);
  return batches.map((running) => {
    const { step, outputTokensPerSecond } = steadyState(option.timer, load, limits, running);
    const perAccelerator = outputTokensPerSecond / option.accelerators;
    return {
      option,
      running,
      perUser: 1 / step,
      perAccelerator,
      usdPerMillion: option.usdPerHour === null ? null : (option.usdPerHour / 3600 / perAccelerator) * 1e6,
    };
  });
}

/** Of all points those that no other beats in both rates, the fastest for a user first. */
export function rateFront(points: readonly RatePoint[]): RatePoint[] {
  const sorted = [...points].sort((a, b) => b.perUser - a.perUser || b.perAccelerator - a.perAccelerator);
  const front: RatePoint[] = [];
  for (const point of sorted)
    if (front.length === 0 || point.perAccelerator > front.at(-1)!.perAccelerator) front.push(point);
  return front;
}
