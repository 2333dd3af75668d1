import { BESIROGLU, bestSplit, lossBy, type ScalingLaw, type Split, TRAIN_FLOP } from './law.ts';
import { leastOn } from './minimum.ts';

/** How repeating tokens, and parameters beyond what the unique tokens call for, lose their worth. */
export interface RepetitionLaw extends ScalingLaw {
  /** Repetitions after which a repeated token has lost 1 - 1/e of its worth. */
  readonly tokenDecay: number;
  /** The same of parameters in excess. */
  readonly parameterDecay: number;
}

/** N. Muennighoff et al., Scaling Data-Constrained Language Models, arXiv 2305.16264, with the digits of its repository (datablations). */
export const MUENNIGHOFF: RepetitionLaw = {
  E: Math.exp(0.6254804),
  A: Math.exp(6.255414),
  B: Math.exp(7.3049974),
  alpha: 0.3526596,
  beta: 0.3526596,
  tokenDecay: 15.387756,
  parameterDecay: 5.309743,
};

/** The refit of Chinchilla's figure with that decay: one scale of loss for data with and without repetition. */
export const REPEATED: RepetitionLaw = {
  ...BESIROGLU,
  tokenDecay: MUENNIGHOFF.tokenDecay,
  parameterDecay: MUENNIGHOFF.parameterDecay,
};

/** New tokens worth as much as `tokens` drawn from `unique` ones. Between `unique` and (1 + decay) times as many. */
export function worthOfTokens(law: RepetitionLaw, tokens: number, unique: number): number {
  return tokens <= unique ? tokens : decayed(unique, tokens / unique - 1, law.tokenDecay);
}

/** Loss of `parameters` trained on `tokens`, of which `unique` are different. */
export function repeatedLoss(law: RepetitionLaw, parameters: number, tokens: number, unique: number): number {
  const called = parametersFor(law, Math.min(tokens, unique));
  const worth = parameters <= called ? parameters : decayed(called, parameters / called - 1, law.parameterDecay);
  return lossBy(law, worth, worthOfTokens(law, tokens, unique));
}

/** Parameters and tokens with the least loss for `flop` where only `unique` tokens exist. */
export function bestRepeatedSplit(
  law: RepetitionLaw,
  flop: number,
  unique: number,
): Split & { readonly epochs: number } {
  const free = bestSplit(law, flop);
  const loss = (parameters: number) => repeatedLoss(law, parameters, flop / TRAIN_FLOP / parameters, unique);
  // Lack of data never calls for more parameters than data without end does.
  const parameters =
    free.tokens <= unique ? free.parameters : leastOn(loss, free.parameters / 1e3, free.parameters * 4);
  const tokens = flop / TRAIN_FLOP / parameters;
  return { parameters, tokens, loss: loss(parameters), epochs: Math.max(1, tokens / unique) };
}

const decayed = (once: number, repetitions: number, decay: number): number =>
  once + once * decay * -Math.expm1(-repetitions / decay);

/** Parameters whose best amount of new tokens is `tokens`. */
function parametersFor({ alpha, beta, A, B }: ScalingLaw, tokens: number): number {
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  return G * (tokens * G) ** (beta / alpha);
}
