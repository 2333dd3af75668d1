import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import { CURRENCIES } from '@ridgepoint/engine/units';
import { shownMoney } from '../state/money-of.ts';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';

/** Pages whose question has a currency. */
const WITH_MONEY = ['train', 'serve', 'decide', 'crossover', 'compare', 'casebook'] as const;
type WithMoney = (typeof WITH_MONEY)[number];

/** In which money the page answers, whatever its language; it stands in the link, and the rate and its date below. */
export function CurrencySwitch() {
  const { page, said } = place.value;
  const here = WITH_MONEY.find((id) => id === (page || 'train'));
  if (!here) return null;
  const { take } = speaker.value.messages;
  const money = shownMoney.value;
  const chosen = said.currency ?? 'USD';
  const rate = money && money.currency === chosen && chosen !== 'USD' ? money : null;
  return (
    <>
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
      </label>
      {rate && (
        <span class="rate">{take.rate({ currency: rate.currency, perUsd: String(rate.perUsd), date: rate.date })}</span>
      )}
    </>
  );
}

/** The question of the page as it stands, in another money. A dollar needs no word. */
function inMoney(page: WithMoney, currency: string): Readonly<Record<string, string>> {
  const { said, page: at } = place.peek();
  const { currency: _, ...rest } = at === page ? said : {};
  if (currency === 'USD') return rest;
  // Pages of several scenarios fill in by themselves what their link leaves out.
  const usual = page in QUESTIONS ? QUESTIONS[page as keyof typeof QUESTIONS].example : {};
  return { ...(Object.keys(rest).length > 0 ? rest : usual), currency };
}
