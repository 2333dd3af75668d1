import type { Catalogue } from '../../facts/index.ts';
import { InputError } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { fewestThatDo } from './cause.ts';
import type { Decision, Standing } from './decision.ts';
import { type FactChange, factChanges, withChanges } from './fact-changes.ts';
import { atStake, standingOf } from './standing.ts';

/** What is told of a decision that changed, or came near to it. */
export interface Finding {
  readonly name: string;
  readonly kind: 'changed' | 'near';
  readonly before: Standing;
  readonly now: Standing;
  /** The facts that did it: no one of them can be left out. */
  readonly facts: readonly FactChange[];
  /** USD. */
  readonly stake: number | null;
}

/** A scenario that can no longer be read (its chip was taken out) has an answer too. */
const UNREADABLE: Standing = { answer: 'unreadable', margin: null, money: [], best: null, values: [], measure: null };

/** Whether a decision is another on new facts, and which of them did it; null where it is not. */
export const checkDecision = (
  context: Omit<Context, 'catalogue'>,
  decision: Decision,
  before: Catalogue,
  now: Catalogue,
): Finding | null => watching(context, decision, before)(now);

/** The same for one update of the facts after the other, all against the same facts before: what the decision was is reckoned once. */
export function watching(
  context: Omit<Context, 'catalogue'>,
  decision: Decision,
  before: Catalogue,
): (now: Catalogue) => Finding | null {
  const standing = (catalogue: Catalogue): Standing => {
    try {
      return standingOf({ ...context, catalogue }, decision);
    } catch (error) {
      if (error instanceof InputError) return UNREADABLE;
      throw error;
    }
  };
  let was: Standing | undefined;
  return (now) => {
    const changes = factChanges(before, now);
    if (changes.length === 0) return null;
    was ??= standing(before);
    const [old, recent] = [was, standing(now)];
    const kind = kindOf(decision, old, recent);
    if (kind === null) return null;
    // Made one by one the changes are in another order than in the catalogue; where that alone undoes it, all of them are told.
    const does = (some: readonly FactChange[]) =>
      kindOf(decision, old, standing(withChanges(before, now, some))) === kind;
    const facts = does(changes) ? fewestThatDo(changes, does) : changes;
    return { name: decision.name, kind, before: old, now: recent, facts, stake: atStake(old, recent) };
  };
}

/** Changed, come near, or neither. What was near before is not told again. */
function kindOf({ near }: Decision, before: Standing, now: Standing): Finding['kind'] | null {
  if (now.answer !== before.answer) return 'changed';
  if (near === null || now.margin === null || now.margin > near) return null;
  return before.margin === null || before.margin > near ? 'near' : null;
}

/** Most money first; what has none last. */
export const ranked = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => (b.stake ?? -1) - (a.stake ?? -1));
