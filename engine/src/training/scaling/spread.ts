import { BESIROGLU, BESIROGLU_ERRORS, bestSplit, HOFFMANN, LEAST_HUBER, type ScalingLaw, type Split } from './law.ts';

/** The laws that an answer is given by: the refit that is used, its better optimum by the loss that it names, and the law as printed. */
export const LAWS = [
  { id: 'besiroglu', law: BESIROGLU },
  { id: 'least-huber', law: LEAST_HUBER },
  { id: 'hoffmann', law: HOFFMANN },
] as const satisfies readonly { readonly id: string; readonly law: ScalingLaw }[];

/** Where the points of the fit lie in the middle, on a logarithmic scale: there the best size is known best. */
const CENTRE_FLOP = 1e21; // 240 points of Hoffmann et al., figure 4, from 1.4e18 to 1.3e22
/** Standard error of the exponent a in N ~ C^a. */
const EXPONENT_ERROR = 0.02; // Besiroglu et al., arXiv 2404.10102: a = 0.513, error 0.020
const NINETY = 1.645; // of a normal distribution, both sides

interface Between {
  readonly low: number;
  readonly high: number;
}

/** A best split with how far it may be off at 90 %: the exponent's error grows with the distance from the points of the fit. */
export interface SpreadSplit extends Split {
  readonly parametersBetween: Between;
  readonly tokensBetween: Between;
}

/** The best split by the refitted law, its range from the error of the exponent. */
export function spreadSplit(flop: number, law: ScalingLaw = BESIROGLU): SpreadSplit {
  const best = bestSplit(law, flop);
  const factor = Math.exp(Math.abs(Math.log(flop / CENTRE_FLOP)) * EXPONENT_ERROR * NINETY);
  const around = (value: number): Between => ({ low: value / factor, high: value * factor });
  return { ...best, parametersBetween: around(best.parameters), tokensBetween: around(best.tokens) };
}

/** A loss by the refit with the error of its floor, which is the largest part of how far it may be off. */
export function lossBetween(loss: number): Between {
  const width = NINETY * BESIROGLU_ERRORS.E;
  return { low: loss - width, high: loss + width };
}
