import { computed } from '@preact/signals';
import type { Currency } from '@ridgepoint/engine/units';
import { lastAnswer } from './last-answer.ts';

interface Money {
  readonly currency: Currency;
  readonly perUsd: number;
  readonly age?: { readonly date: string } | null;
}

type Dated = Money & { readonly date: string };

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
    readonly money?: Money | null;
    readonly figures?: { readonly money?: Money | null } | null;
    readonly assumed?: readonly { readonly key: string; readonly date?: string }[];
  };
  const found = money ?? figures?.money;
  if (!found) return null;
  return { ...found, date: assumed.find(({ key }) => key === 'exchange_rate')?.date ?? found.age?.date ?? '' };
}
