import { bestSplit, type ScalingLaw, type Split, TRAIN_FLOP, tokensFor } from './law.ts';
import { leastOn } from './minimum.ts';

/** FLOP of reading or writing one token, of one parameter. */
const SERVE_FLOP = 2;

/** A model trained for a loss and then used. */
export interface Lifetime extends Split {
  readonly trainingFlop: number;
  readonly servingFlop: number;
}

/**
 * Parameters and tokens that reach `loss` with the least FLOP over training and `servedTokens` of use: the more a model is used, the
 * smaller it should be and the longer it should be trained. `servingPrice` weighs a FLOP of serving against one of training (it often
 * costs more, for decoding uses accelerators badly). Throws RangeError where no size reaches the loss.
 * Source: N. Sardana et al., Beyond Chinchilla-Optimal, arXiv 2401.00448, equation 3.
 */
export function lifetimeSplit(law: ScalingLaw, loss: number, servedTokens: number, servingPrice = 1): Lifetime {
  if (!(loss > law.E)) throw new RangeError(`no model gets to a loss of ${loss}: its lower end is ${law.E}`);
  const smallest = (law.A / (loss - law.E)) ** (1 / law.alpha); // with endless data
  const flop = (parameters: number) =>
    TRAIN_FLOP * parameters * tokensFor(law, parameters, loss) + SERVE_FLOP * servingPrice * parameters * servedTokens;
  const parameters = leastOn(flop, smallest, smallest * 1e6);
  const tokens = tokensFor(law, parameters, loss);
  return {
    parameters,
    tokens,
    loss,
    trainingFlop: TRAIN_FLOP * parameters * tokens,
    servingFlop: SERVE_FLOP * parameters * servedTokens,
  };
}

/** FLOP of training alone with which the best split reaches a loss. Throws RangeError where none does. */
export function flopFor(law: ScalingLaw, loss: number): number {
  if (!(loss > law.E)) throw new RangeError(`no model gets to a loss of ${loss}: its lower end is ${law.E}`);
  // Along the best splits the loss above E is a pure power of the budget.
  const { alpha, beta } = law;
  const unit = bestSplit(law, TRAIN_FLOP).loss - law.E;
  return TRAIN_FLOP * (unit / (loss - law.E)) ** ((alpha + beta) / (alpha * beta));
}
