import type { Trace } from '../request.ts';
import { type Chance, normalQuantile, normalShare } from './random.ts';

/** Counts with their shares; `mean` is kept because rates follow from it. */
export interface Histogram {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly mean: number;
}

/** How long prompts or answers are, in tokens. */
export type LengthSpec =
  | { readonly kind: 'constant'; readonly tokens: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** Log-normal by its median or mean and its 95th percentile (of the law itself, before it is cut to `low`..`high`). */
  | {
      readonly kind: 'lognormal';
      readonly median?: number;
      readonly mean?: number;
      readonly p95: number;
      readonly low?: number;
      readonly high?: number;
    }
  /** P(low + k - 1) proportional to k^-exponent. */
  | { readonly kind: 'zipf'; readonly exponent: number; readonly low: number; readonly high: number }
  | { readonly kind: 'histogram'; readonly histogram: Histogram };

/** Prompt and answer together. */
export type Lengths =
  /** `correlation` of the two, as that of the normal variables behind them (a Gaussian copula); 0 = none. */
  | { readonly input: LengthSpec; readonly output: LengthSpec; readonly correlation?: number }
  /** Pairs drawn from a trace, with whatever ties its prompts to its answers. */
  | { readonly trace: Trace };

/** The length below which a share u of all lie; whole, at least 1. */
export type Quantile = (u: number) => number;

const Z95 = 1.6448536269514722;
/** Zipf's table; wider ranges are cut to steps of equal width. */
const MOST_STEPS = 65_536;

/** Quantile function of a length, and its mean where that is cheap to have. Throws RangeError for a spec that says nothing. */
export function quantileOf(spec: LengthSpec): Quantile {
  switch (spec.kind) {
    case 'constant': {
      const tokens = whole(spec.tokens);
      return () => tokens;
    }
    case 'uniform': {
      const [low, high] = [whole(Math.min(spec.low, spec.high)), whole(Math.max(spec.low, spec.high))];
      return (u) => Math.min(high, low + Math.floor(u * (high - low + 1)));
    }
    case 'lognormal': {
      const { mu, sigma } = logNormal(spec);
      const { low = 1, high = 1e8 } = spec;
      return (u) => Math.min(high, Math.max(low, whole(Math.exp(mu + sigma * normalQuantile(u)))));
    }
    case 'zipf': {
      const span = Math.max(1, whole(spec.high) - whole(spec.low) + 1);
      const step = Math.ceil(span / MOST_STEPS);
      const pairs = Array.from({ length: Math.ceil(span / step) }, (_, k): [number, number] => [
        whole(spec.low) + k * step,
        Math.exp(-spec.exponent * Math.log(k * step + 1)),
      ]);
      return quantileOf({ kind: 'histogram', histogram: histogramOf(pairs) });
    }
    case 'histogram': {
      const { values, weights } = spec.histogram;
      const sums = new Float64Array(weights.length);
      weights.reduce((sum, weight, i) => {
        sums[i] = sum + weight;
        return sum + weight;
      }, 0);
      const all = sums.at(-1) ?? 0;
      if (!(all > 0)) throw new RangeError('a histogram without weight');
      return (u) => whole(values[firstAbove(sums, u * all)]!);
    }
  }
}

/** Location and width of the logarithm. Two widths may have the same mean and p95; the narrower one is meant. */
function logNormal({ median, mean, p95 }: Extract<LengthSpec, { kind: 'lognormal' }>): { mu: number; sigma: number } {
  const centre = median ?? mean;
  if (centre === undefined || !(centre > 0) || !(p95 > 0))
    throw new RangeError('a log-normal length needs median or mean, and p95');
  const ratio = Math.log(Math.max(p95, centre) / centre);
  if (median !== undefined) return { mu: Math.log(median), sigma: ratio / Z95 };
  // ln p95 - ln mean = Z95 s - s^2 / 2: at most Z95^2 / 2, where s = Z95.
  const sigma = Z95 - Math.sqrt(Math.max(0, Z95 * Z95 - 2 * ratio));
  return { mu: Math.log(centre) - (sigma * sigma) / 2, sigma };
}

/** Mean tokens of a spec: exact where a formula exists, else from 4,096 evenly spaced quantiles. */
export function meanOf(spec: LengthSpec): number {
  if (spec.kind === 'constant') return whole(spec.tokens);
  if (spec.kind === 'histogram') return spec.histogram.mean;
  const known = MEANS.get(spec);
  if (known !== undefined) return known;
  const quantile = quantileOf(spec);
  let sum = 0;
  for (let i = 0; i < 4096; i++) sum += quantile((i + 0.5) / 4096);
  MEANS.set(spec, sum / 4096);
  return sum / 4096;
}

/** One law is asked for its mean by everything that plans or scores with it. */
const MEANS = new WeakMap<LengthSpec, number>();

/** All requests are as long: no chance has a part in it. */
export const isFixed = (lengths: Lengths): boolean =>
  !('trace' in lengths) && lengths.input.kind === 'constant' && lengths.output.kind === 'constant';

/** Draws prompt and answer of one request into `into`. */
export function drawerOf(lengths: Lengths): (chance: Chance, into: { input: number; output: number }) => void {
  if ('trace' in lengths) {
    const { trace } = lengths;
    if (trace.count === 0) throw new RangeError('no lengths to draw from');
    return (chance, into) => {
      const at = Math.min(trace.count - 1, Math.floor(chance.uniform() * trace.count));
      into.input = trace.input[at]!;
      into.output = trace.output[at]!;
    };
  }
  const [input, output] = [quantileOf(lengths.input), quantileOf(lengths.output)];
  const r = Math.max(-1, Math.min(1, lengths.correlation ?? 0));
  if (r === 0)
    return (chance, into) => {
      into.input = input(chance.uniform());
      into.output = output(chance.uniform());
    };
  const rest = Math.sqrt(1 - r * r);
  return (chance, into) => {
    const a = chance.normal();
    const b = r * a + rest * chance.normal();
    into.input = input(normalShare(a));
    into.output = output(normalShare(b));
  };
}

/** A histogram from pairs of (value, weight), in order of value. */
export function histogramOf(pairs: readonly (readonly [number, number])[]): Histogram {
  const ordered = [...pairs].filter(([, weight]) => weight > 0).sort((a, b) => a[0] - b[0]);
  const all = ordered.reduce((sum, [, weight]) => sum + weight, 0);
  return {
    values: ordered.map(([value]) => value),
    weights: ordered.map(([, weight]) => weight),
    mean: all > 0 ? ordered.reduce((sum, [value, weight]) => sum + value * weight, 0) / all : 0,
  };
}

const whole = (tokens: number): number => Math.max(1, Math.round(tokens));

/** Index of the first sum above x. */
export function firstAbove(sums: Float64Array, x: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
