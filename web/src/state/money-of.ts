import { computed } from '@preact/signals';
import type { Money } from '@ridgepoint/engine/wording';
import { lastAnswer } from './last-answer.ts';

/** Some answers tell the age of their rate beside it, others among what was assumed. */
type Told = Money & { readonly age?: { readonly date: string } | null };
type Dated = Told & { readonly date: string };

let before: Dated | null = null;
/** The currency in which the last answer is told, with its rate and the date of it; the same object until one of them changes. */
export const shownMoney = computed((): Dated | null => {
  const now = moneyOf(lastAnswer.value);
  if (JSON.stringify(now) !== JSON.stringify(before)) before = now;
  return before;
});

/** Null where an answer has no money. */
function moneyOf(answer: unknown): Dated | null {
  const {
    money,
    figures,
    assumed = [],
  } = (answer ?? {}) as {
    readonly money?: Told | null;
    readonly figures?: { readonly money?: Told | null } | null;
    readonly assumed?: readonly { readonly key: string; readonly date?: string }[];
  };
  const found = money ?? figures?.money;
  if (!found) return null;
  return { ...found, date: assumed.find(({ key }) => key === 'exchange_rate')?.date ?? found.age?.date ?? '' };
}
