import type { Distribution, RangeRuns, SimulatedRun } from '../serving/index.ts';
import type { LatencyLimit } from '../serving/search/option.ts';
import type { Ranged } from '../training/answer.ts';
import { type LatencyFigures, type PromiseFigures, SPREAD_SHARES, type SpreadPoint } from './simulation-report.ts';

/** A number of the middle run, from the least to the most that the other two give. */
export function rangedOver(runs: RangeRuns, unit: string, of: (run: SimulatedRun) => number): Ranged {
  const value = of(runs.middle);
  const all = [runs.fast, runs.slow].flatMap((run) => (run ? [of(run)] : [])).filter((x) => !Number.isNaN(x));
  return { value, low: Math.min(value, ...all), high: Math.max(value, ...all), unit };
}

/** The distribution of a latency with the range of each of its figures; null where nothing was measured. */
export function latencyFigures(runs: RangeRuns, of: (run: SimulatedRun) => Distribution | null): LatencyFigures | null {
  const middle = of(runs.middle);
  if (!middle || middle.count === 0) return null;
  const at = (key: 'mean' | 'p50' | 'p90' | 'p95' | 'p99') =>
    rangedOver(runs, 's', (run) => of(run)?.[key] ?? Number.NaN);
  return { mean: at('mean'), p50: at('p50'), p90: at('p90'), p95: at('p95'), p99: at('p99'), max: middle.max };
}

/** The distribution of a latency, with the range of each of its points. */
export function spreadOf(runs: RangeRuns, name: 'ttft' | 'tpot' | 'e2e', width: Width): SpreadPoint[] {
  const { count } = runs.middle.metrics[name];
  if (count === 0) return [];
  return SPREAD_SHARES.filter((share) => share === 0 || (1 - share) * count >= 1).map((share) => {
    const { value, low, high } = atLeast(
      rangedOver(runs, 's', (run) => run.quantile(name, share)),
      width,
    );
    return [share, value, low, high];
  });
}

/** Half-widths of ln(measured / predicted). */
interface Width {
  readonly low: number;
  readonly high: number;
}

/** A range at least as wide as that of such figures in general. */
export const atLeast = (of: Ranged, { low, high }: Width): Ranged => ({
  ...of,
  low: Math.min(of.low, of.value * Math.exp(-low)),
  high: Math.max(of.high, of.value * Math.exp(high)),
});

/** What ends no sooner than a part of it does: neither end of its range lies before the part's. */
export const noSooner = (whole: Ranged, part: Ranged): Ranged => ({
  ...whole,
  low: Math.max(whole.low, Math.min(part.low, whole.value)),
  high: Math.max(whole.high, part.high),
});

/** A point of its spread so; both are of the same share of as many requests. */
export function behindPoint([share, value, low, high]: SpreadPoint, part: SpreadPoint | undefined): SpreadPoint {
  if (part?.[0] !== share) return [share, value, low, high];
  return [share, value, Math.max(low, Math.min(part[2], value)), Math.max(high, part[3])];
}

/** All figures of a latency so: each share of answers ends no sooner than that share of first tokens came. */
export function behind(whole: LatencyFigures | null, part: LatencyFigures | null): LatencyFigures | null {
  if (!whole || !part) return whole;
  const of = (key: 'mean' | 'p50' | 'p90' | 'p95' | 'p99') => noSooner(whole[key], part[key]);
  return { mean: of('mean'), p50: of('p50'), p90: of('p90'), p95: of('p95'), p99: of('p99'), max: whole.max };
}

/** The same for all figures of a latency. */
export function widened(of: LatencyFigures | null, width: Width): LatencyFigures | null {
  if (!of) return null;
  const { mean, p50, p90, p95, p99, max } = of;
  return {
    mean: atLeast(mean, width),
    p50: atLeast(p50, width),
    p90: atLeast(p90, width),
    p95: atLeast(p95, width),
    p99: atLeast(p99, width),
    max,
  };
}

/** Each promise beside what came of it; where the line grows without end none is kept, and a refused request keeps none. */
export const promiseFigures = (
  runs: RangeRuns,
  limits: readonly LatencyLimit[],
  widthOf: (quantity: LatencyLimit['quantity']) => Width,
): PromiseFigures[] =>
  limits.map(({ quantity, percentile, seconds: limit }) => {
    const of = (name: LatencyLimit['quantity']) =>
      atLeast(
        rangedOver(runs, 's', (run) => run.quantile(name, percentile)),
        widthOf(name),
      );
    const value = quantity === 'e2e' ? noSooner(of('e2e'), of('ttft')) : of(quantity);
    const keptUp = runs.middle.overload === null && refusedShare(runs.middle) <= 1 - percentile;
    const kept = keptUp && value.value <= limit;
    const slowKeepsUp = !runs.slow || runs.slow.overload === null;
    const sure = kept ? value.high <= limit && slowKeepsUp : !keptUp || value.low > limit;
    return { quantity, percentile, limit, value, kept, sure };
  });

/** Of all requests that were decided on. */
export function refusedShare({ result, metrics }: SimulatedRun): number {
  const refused = Object.values(metrics.refused).reduce((sum, count) => sum + count, 0);
  return refused / Math.max(1, refused + result.finished);
}
