import { type BillWish, type ExchangeRate, exchangeRate, exchangeRates } from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import { ASSERTABLE } from '../../report/assertion.ts';
import { typedCurrency } from '../../units/index.ts';
import { type Assertable, type AssertionRule, readAssertions } from '../assertions.ts';
import { refuse } from '../input-error.ts';
import { readMoney } from './field.ts';
import { nearestIds } from './lookup.ts';
import type { Economics } from './shared-fields.ts';

/** Where the electricity comes from when nobody says: most of the published runs. */
const USUAL_GRID = 'USA';

/** A number with nothing behind it, or only its scale. */
const BARE = /^\s*[\d.,_]+(e[+-]?\d+)?\s*(k|K|M|B|T|万|亿|万亿)?\s*$/;

export const isBare = (typed: string): boolean => BARE.test(typed);

/** What a scenario says of money: read before anything is searched, so that a slip is told at once. */
export interface MoneyWords {
  readonly wish: BillWish;
  readonly rate: ExchangeRate;
  readonly budget: number | null; // USD
  readonly rules: readonly AssertionRule[];
}

/** The parts of a scenario that speak of money. */
interface Priced {
  readonly economics?: Economics;
  readonly limits?: { readonly budget?: string };
  readonly assert?: Readonly<Record<string, string>>;
}

/** Prices, grid, currency, budget and asserts of a scenario. Throws InputError. */
export function readMoneyWords(
  catalogue: Catalogue,
  { economics = {}, limits = {}, assert }: Priced,
  chip: string,
  assertable: Assertable = ASSERTABLE,
): MoneyWords {
  const rates = exchangeRates(catalogue);
  const { currency = 'USD' } = economics;
  // A bare number is in the currency that was asked for: "--price 20 --currency CNY" means yuan.
  const worded = (typed: string, unit: 'USD' | 'USD/h') =>
    currency !== 'USD' && BARE.test(typed) ? `${typed} ${unit.replace('USD', currency)}` : typed;
  const usd = (path: string, typed: string | undefined, unit: 'USD' | 'USD/h') =>
    typed === undefined ? undefined : readMoney(path, worded(typed, unit), unit, rates);
  return {
    wish: {
      chip,
      grid: economics.grid ? gridOf(catalogue, economics.grid) : USUAL_GRID,
      priceKind: economics.price_kind,
      usdPerAcceleratorHour: usd('economics.price', economics.price, 'USD/h'),
      pue: economics.pue,
    },
    // Who counts in yuan is answered in yuan.
    rate:
      exchangeRate(catalogue, economics.currency ?? typedCurrency(limits.budget) ?? 'USD') ??
      exchangeRate(catalogue, 'USD')!,
    budget: usd('limits.budget', limits.budget, 'USD') ?? null,
    rules: readAssertions(assert, rates, assertable),
  };
}

/** The grid that a name means, in either language. Throws InputError. */
export function gridOf(catalogue: Catalogue, typed: string): string {
  const found = catalogue.grids.find(({ id, name, nameZh, aliases = [] }) =>
    [id, name, nameZh, ...aliases].some((n) => n.toLowerCase() === typed.toLowerCase()),
  );
  if (found) return found.id;
  // A city or a state has the grid of its place: "shanghai" as for what owning costs there.
  const site = placeNamed(catalogue, typed);
  if (site) return site.grid;
  const near = nearestIds(catalogue.grids, typed);
  throw refuse('unknown-name', 'economics.grid', {
    value: typed,
    values: { kind: 'grid' },
    nearest: near.length > 0 ? near : LARGE_GRIDS,
  });
}

/** The place that a name means, in either language. */
export const placeNamed = (catalogue: Catalogue, typed: string): Catalogue['places'][number] | undefined =>
  catalogue.places.find(({ id, name, nameZh, aliases = [] }) =>
    [id, name, nameZh, ...aliases].some((n) => n.toLowerCase() === typed.toLowerCase()),
  );

/** Shown where nothing is spelt alike. */
const LARGE_GRIDS = ['USA', 'CHN', 'DEU'];
