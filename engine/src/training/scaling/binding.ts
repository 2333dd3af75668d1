import { type Split, TRAIN_FLOP } from './law.ts';
import { bestRepeatedSplit, type RepetitionLaw, repeatedLoss } from './repeat.ts';

/** What a model is made of. */
export type Element = 'compute' | 'data' | 'parameters';

/** What there is: FLOP for training, different tokens, and the parameters that can be held. */
export interface Means {
  readonly flop: number;
  readonly uniqueTokens: number;
  readonly parameters: number;
}

/** How the least loss under limits would fall with a tenth more of each. */
export interface Binding {
  readonly best: Split & { readonly epochs: number };
  readonly gain: Readonly<Record<Element, number>>;
  /** The element a tenth more of which lowers the loss most; null where none lowers it. */
  readonly binds: Element | null;
}

/** A tenth more, to tell which element is short. */
const MORE = 1.1;
/** Below this a gain is rounding. */
const NOTHING = 1e-9;

/** Which of compute, data and parameters binds; the budget is spent on the best model that is no larger than can be held. */
export function whatBinds(law: RepetitionLaw, means: Means): Binding {
  const within = ({ flop, uniqueTokens, parameters }: Means) => {
    const free = bestRepeatedSplit(law, flop, uniqueTokens);
    if (free.parameters <= parameters) return free;
    const tokens = flop / TRAIN_FLOP / parameters;
    const loss = repeatedLoss(law, parameters, tokens, uniqueTokens);
    return { parameters, tokens, loss, epochs: Math.max(1, tokens / uniqueTokens) };
  };
  const best = within(means);
  const gain = {
    compute: best.loss - within({ ...means, flop: means.flop * MORE }).loss,
    data: best.loss - within({ ...means, uniqueTokens: means.uniqueTokens * MORE }).loss,
    parameters: best.loss - within({ ...means, parameters: means.parameters * MORE }).loss,
  };
  const [most] = (Object.entries(gain) as [Element, number][]).toSorted((a, b) => b[1] - a[1]);
  return { best, gain, binds: most![1] > NOTHING ? most![0] : null };
}
