import { defineTerm } from '../../because/index.ts';

/** Loss of a language model by its parameters and tokens: E + A / N^α + B / D^β. */
export interface ScalingLaw {
  readonly E: number;
  readonly A: number;
  readonly B: number;
  readonly alpha: number;
  readonly beta: number;
}

/** As published by Hoffmann et al., arXiv 2203.15556, approach 3. */
export const HOFFMANN: ScalingLaw = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
/** The same figure's points fitted anew by Besiroglu et al., arXiv 2404.10102, by likelihood; trust/calibrate/scaling finds these digits. */
export const BESIROGLU: ScalingLaw = { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };
/** Their standard errors, over resamplings of the 240 points. */
export const BESIROGLU_ERRORS: ScalingLaw = { E: 0.03, A: 124.58, B: 1293.23, alpha: 0.02, beta: 0.02 }; // the same, table 1
/** The same points by least Huber loss, which that repository's grid search and our own fitter both end at: the better optimum. */
export const LEAST_HUBER: ScalingLaw = { E: 1.8172, A: 477.84, B: 2143.86, alpha: 0.3473, beta: 0.3672 };

/** FLOP of training on one token, of one parameter: 2 forward and 4 backward. */
export const TRAIN_FLOP = 6;

/** Nats per token after training N parameters on D tokens, each seen once. */
export const lossOf = defineTerm<[number, number, number, number, number, number, number]>(
  {
    term: 'scaling.loss',
    formula: 'E + A / N^α + B / D^β',
    unit: 'nats/token',
    symbols: {
      N: { unit: '1', meaning: 'parameters' },
      D: { unit: '1', meaning: 'tokens seen, each once' },
      E: { unit: 'nats/token', meaning: 'loss that no model gets below' },
      A: { unit: '1', meaning: 'weight of too few parameters' },
      α: { unit: '1', meaning: 'how fast parameters help' },
      B: { unit: '1', meaning: 'weight of too few tokens' },
      β: { unit: '1', meaning: 'how fast tokens help' },
    },
    source: 'J. Hoffmann et al., arXiv 2203.15556, equation 2',
  },
  (parameters, tokens, E, A, alpha, B, beta) => E + A / parameters ** alpha + B / tokens ** beta,
);

/** Loss by a law. */
export const lossBy = (law: ScalingLaw, parameters: number, tokens: number): number =>
  lossOf(parameters, tokens, law.E, law.A, law.alpha, law.B, law.beta);

/** A model and the tokens it is trained on. */
export interface Split {
  readonly parameters: number;
  readonly tokens: number;
  readonly loss: number;
}

/**
 * Parameters and tokens that give the least loss for `flop`, with 6 FLOP a parameter and token and no lack of data.
 * Source: arXiv 2203.15556, equation 4: N = G (C/6)^(β/(α+β)), D = (C/6)^(α/(α+β)) / G, G = (α A / (β B))^(1/(α+β)).
 */
export function bestSplit(law: ScalingLaw, flop: number): Split {
  const { alpha, beta, A, B } = law;
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const parameters = G * (flop / TRAIN_FLOP) ** (beta / (alpha + beta));
  const tokens = flop / TRAIN_FLOP / parameters;
  return { parameters, tokens, loss: lossBy(law, parameters, tokens) };
}

/** Tokens that bring `parameters` down to `loss`; Infinity where that many parameters never get there. */
export function tokensFor(law: ScalingLaw, parameters: number, loss: number): number {
  const left = loss - law.E - law.A / parameters ** law.alpha;
  return left > 0 ? (law.B / left) ** (1 / law.beta) : Number.POSITIVE_INFINITY;
}
