import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Random numbers of one stream. Only sums, products, sqrt, log and exp are used: sin, cos and pow differ in their last digit between
 * versions of Node, and a seed must give the same traffic on all.
 */
export interface Chance {
  /** Evenly in (0, 1). */
  uniform(): number;
  /** Normal with mean 0 and deviation 1 (Marsaglia's polar method). */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Gamma with this shape and scale 1 (Marsaglia and Tsang 2000). */
  gamma(shape: number): number;
}

/** What a stream is for; part of its seed, so that one use of chance does not shift another. */
export const STREAMS = { arrivals: 1, lengths: 2, sessions: 3, clients: 4 } as const;

/** The stream of (seed, use, number): the same numbers whatever else was drawn. */
export function chanceFor(seed: number, use: number, number = 0): Chance {
  // splitmix32 of the parts, in turn, gives four words that share no pattern.
  let state =
    mixed(mixed(mixed(seed | 0) ^ Math.floor(seed / 2 ** 32)) ^ mixed(use)) ^
    mixed(number | 0) ^
    Math.floor(number / 2 ** 32);
  const word = () => {
    state = (state + 0x9e3779b9) | 0;
    return mixed(state);
  };
  return new Stream(xoroshiro128plusFromState([word(), word() | 1, word(), word()]));
}

/** A class and no closures: traffic makes several streams a request. */
class Stream implements Chance {
  readonly #random: ReturnType<typeof xoroshiro128plusFromState>;

  constructor(random: ReturnType<typeof xoroshiro128plusFromState>) {
    this.#random = random;
  }

  uniform(): number {
    return uniformFloat64(this.#random) || 2 ** -54;
  }

  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  exponential(): number {
    return -Math.log(this.uniform());
  }

  gamma(shape: number): number {
    // A shape below 1 is one above, times u^(1/shape).
    if (shape < 1) return this.gamma(shape + 1) * Math.exp(Math.log(this.uniform()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const t = 1 + c * x;
      if (t <= 0) continue;
      const v = t * t * t;
      if (Math.log(this.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
    }
  }
}

/** The finalizer of MurmurHash3: every bit of the input reaches every bit of the output. */
function mixed(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * Point below which a normal variable lies with this chance: Acklam's rational approximation, relative error below 1.2e-9.
 */
export function normalQuantile(p: number): number {
  const tail = Math.min(p, 1 - p);
  if (tail < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(Math.max(tail, 1e-300)));
    const x = polynomial(q, TAIL_TOP) / (polynomial(q, TAIL_BOTTOM) * q + 1);
    return p < 0.5 ? x : -x;
  }
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(r, MIDDLE_TOP) * q) / (polynomial(r, MIDDLE_BOTTOM) * r + 1);
}

/** By Horner's rule; a loop, for each request draws from several laws. */
function polynomial(x: number, factors: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < factors.length; i++) sum = sum * x + factors[i]!;
  return sum;
}

const MIDDLE_TOP = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const MIDDLE_BOTTOM = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
];
const TAIL_TOP = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BOTTOM = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

/** Chance that a normal variable lies below x (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
export function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = 0.3989422804014327 * Math.exp((-x * x) / 2) * poly;
  return x > 0 ? 1 - tail : tail;
}
