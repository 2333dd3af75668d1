import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import { CURRENCIES, type Currency } from '@ridgepoint/engine/units';
import { lastAnswer } from '../state/last-answer.ts';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';

/** Pages whose question has a currency. */
const WITH_MONEY = ['train', 'serve', 'decide'] as const;
type WithMoney = (typeof WITH_MONEY)[number];

interface Money {
  readonly currency: Currency;
  readonly perUsd: number;
  readonly age?: { readonly date: string } | null;
}

/** In which money the page answers, whatever its language; it stands in the link, and the rate and its date beside it. */
export function CurrencySwitch() {
  const { page, said } = place.value;
  const here = WITH_MONEY.find((id) => id === (page || 'train'));
  if (!here) return null;
  const { take } = speaker.value.messages;
  const money = moneyOf(lastAnswer.value);
  const chosen = said.currency ?? 'USD';
  const rate = money && money.currency === chosen && chosen !== 'USD' ? money : null;
  return (
    <label class="currency">
      <span class="unseen">{take.currency}</span>
      <select
        value={chosen}
        onChange={(event) => go({ page: here, said: inMoney(here, event.currentTarget.value) }, true)}
      >
        {CURRENCIES.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      {rate && (
        <span class="quiet">
          {take.rate({ currency: rate.currency, perUsd: String(rate.perUsd), date: rate.date })}
        </span>
      )}
    </label>
  );
}

/** The question of the page as it stands, in another money. A dollar needs no word. */
function inMoney(page: WithMoney, currency: string): Readonly<Record<string, string>> {
  const { said, page: at } = place.peek();
  const { currency: _, ...rest } = at === page ? said : {};
  if (currency === 'USD') return rest;
  return { ...(Object.keys(rest).length > 0 ? rest : QUESTIONS[page].example), currency };
}

function moneyOf(answer: unknown): (Money & { readonly date: string }) | null {
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
