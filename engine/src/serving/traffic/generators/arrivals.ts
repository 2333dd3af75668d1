import { type Chance, chanceFor, STREAMS } from './random.ts';

/** The law of the gaps between requests at a steady rate. `cv` = standard deviation over mean of a gap. */
export type GapLaw =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'constant' }
  | { readonly kind: 'gamma'; readonly cv: number }
  | { readonly kind: 'weibull'; readonly cv: number };

/** How the rate moves about its mean. */
export type RateShape =
  | { readonly kind: 'steady' }
  /** Weights of equal parts of a day, from midnight on; 24 = hours. They are scaled to a mean of 1. `startHour` = hour of the day at time 0. */
  | { readonly kind: 'daily'; readonly weights: readonly number[]; readonly startHour?: number }
  /** Random phases with these mean lengths; requests come only while on. */
  | { readonly kind: 'on-off'; readonly onSeconds: number; readonly offSeconds: number };

export interface ArrivalSpec {
  /** Mean over a day, or over on and off. */
  readonly perSecond: number;
  readonly gaps?: GapLaw;
  readonly shape?: RateShape;
}

/** Seconds of the next request, ascending; Infinity = no more. */
export type Arrivals = () => number;

const DAY = 86_400;

/**
 * Arrival times without end. Gaps are drawn with mean 1 and run through the integral of the rate (time rescaling), so every law of gaps
 * goes with every shape of the day.
 */
export function arrivalsOf(
  { perSecond, gaps = { kind: 'poisson' }, shape = { kind: 'steady' } }: ArrivalSpec,
  seed: number,
): Arrivals {
  if (!(perSecond > 0)) return () => Number.POSITIVE_INFINITY;
  const chance = chanceFor(seed, STREAMS.arrivals);
  const gap = gapOf(gaps, chance);
  if (shape.kind === 'on-off') return onOff(shape, perSecond, gap, chance);
  if (shape.kind === 'daily') return daily(shape, perSecond, gap);
  let now = 0;
  return () => {
    now += gap() / perSecond;
    return now;
  };
}

/** Gaps with mean 1. */
export function gapOf(law: GapLaw, chance: Chance): () => number {
  switch (law.kind) {
    case 'poisson':
      return () => chance.exponential();
    case 'constant':
      return () => 1;
    case 'gamma': {
      if (!(law.cv > 0)) return () => 1;
      const shape = 1 / (law.cv * law.cv);
      return () => chance.gamma(shape) / shape;
    }
    case 'weibull': {
      if (!(law.cv > 0)) return () => 1;
      const power = 1 / weibullShape(law.cv);
      const scale = 1 / gammaFunction(1 + power);
      return () => scale * Math.exp(power * Math.log(chance.exponential()));
    }
  }
}

function onOff(
  { onSeconds, offSeconds }: Extract<RateShape, { kind: 'on-off' }>,
  perSecond: number,
  gap: () => number,
  chance: Chance,
): Arrivals {
  const whileOn = (perSecond * (onSeconds + offSeconds)) / onSeconds;
  // A phase begins on or off by their shares, so that the mean holds from the start.
  let on = chance.uniform() * (onSeconds + offSeconds) < onSeconds;
  let now = 0;
  let phaseEnds = chance.exponential() * (on ? onSeconds : offSeconds);
  let need = gap() / whileOn;
  return () => {
    for (;;) {
      if (on && now + need <= phaseEnds) {
        now += need;
        need = gap() / whileOn;
        return now;
      }
      if (on) need -= phaseEnds - now;
      now = phaseEnds;
      on = !on;
      phaseEnds += chance.exponential() * (on ? onSeconds : offSeconds);
    }
  };
}

function daily(
  { weights, startHour = 0 }: Extract<RateShape, { kind: 'daily' }>,
  perSecond: number,
  gap: () => number,
): Arrivals {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  if (!(mean > 0) || weights.some((weight) => !(weight >= 0))) return () => Number.POSITIVE_INFINITY;
  const part = DAY / weights.length;
  const rates = weights.map((weight) => (perSecond * weight) / mean);
  const start = (((startHour % 24) + 24) % 24) * 3600;
  // Time of day is counted up without end: the day after begins at DAY.
  let now = start;
  return () => {
    let need = gap();
    for (;;) {
      const at = Math.floor(now / part);
      const rate = rates[at % rates.length]!;
      const left = (at + 1) * part - now;
      if (rate * left >= need) {
        now += need / rate;
        return now - start;
      }
      need -= rate * left;
      now = (at + 1) * part;
    }
  };
}

/** Weights of a day that swings about its mean once, highest at `peakHour`, `peakToMean` times the mean (at most 2); 96 quarter hours. */
export function sinusoidDay(peakToMean: number, peakHour = 15): number[] {
  const swing = Math.max(0, Math.min(1, peakToMean - 1));
  return Array.from({ length: 96 }, (_, i) => 1 + swing * cosineOfTurn((i + 0.5) / 96 - peakHour / 24));
}

/** cos(2 pi x) by its series, the same on every engine: Math.cos is not. */
function cosineOfTurn(x: number): number {
  const turn = Math.abs(x - Math.round(x));
  // A half turn on, the cosine is the same with its sign turned: the series then converges fast.
  if (turn > 0.25) return -cosineOfTurn(0.5 - turn);
  const square = (2 * Math.PI * turn) ** 2;
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= 12; k++) {
    term *= -square / ((2 * k - 1) * (2 * k));
    sum += term;
  }
  return sum;
}

/** Shape k of the Weibull law whose CV is this: Gamma(1 + 2/k) / Gamma(1 + 1/k)^2 = 1 + cv^2, by halving. */
export function weibullShape(cv: number): number {
  const wanted = Math.log(1 + cv * cv);
  let [low, high] = [0.05, 100];
  for (let i = 0; i < 80; i++) {
    const k = (low + high) / 2;
    if (logGamma(1 + 2 / k) - 2 * logGamma(1 + 1 / k) > wanted) low = k;
    else high = k;
  }
  return (low + high) / 2;
}

const gammaFunction = (x: number): number => Math.exp(logGamma(x));

/** ln Gamma for x >= 1 (Lanczos with g = 7 and nine terms; relative error about 1e-15). */
function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const sum = terms.reduce((total, term, i) => (i === 0 ? term : total + term / (z + i)), 0);
  const t = z + 7.5;
  return 0.9189385332046727 + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
