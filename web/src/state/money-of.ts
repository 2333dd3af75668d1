import type { Currency } from '@ridgepoint/engine/units';

interface Money {
  readonly currency: Currency;
  readonly perUsd: number;
  readonly age?: { readonly date: string } | null;
}

/** The currency in which an answer is told, with its rate and the date of it; null where an answer has no money. */
export function moneyOf(answer: unknown): (Money & { readonly date: string }) | null {
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
