import type { Because } from '../because/index.ts';
import { type Catalogue, cited, type Price } from '../facts/index.ts';
import type { Ranged } from '../training/answer.ts';

/** Sellers whose list prices hardly move and are hardly paid: H100 10 to 12 USD/h against 2 to 4 elsewhere in 2025. */
const HYPERSCALERS = /\b(aws|amazon|azure|microsoft|google|gcp|oracle|oci|ibm)\b/i;
/** Sellers that price lists know under an older or longer name. */
const NOW_CALLED: ReadonlyMap<string, string> = new Map([
  ['Lambda Labs', 'Lambda'],
  ['DataCrunch', 'Verda'],
  ['Datacrunch', 'Verda'],
]);
/** Prices this many years older than the newest one are history. */
const YEARS = 2;

export interface ChosenPrice {
  /** USD/h for one accelerator, or USD to buy it; the range is the cheapest to the dearest seller. */
  readonly usd: Ranged;
  readonly sellers: readonly string[];
  /** Root `price`; one cited fact for each seller. */
  readonly because: Because;
}

/**
 * The price used when the user gives none: the median over sellers other than the hyperscalers, each with its newest price
 * no more than two years older than the newest of all. With hyperscalers where nobody else sells the chip. Null where the
 * catalogue has no price of that kind.
 */
export function choosePrice(
  catalogue: Pick<Catalogue, 'prices'>,
  chipId: string,
  kind: Price['kind'] = 'rent-on-demand',
): ChosenPrice | null {
  const all = catalogue.prices.filter((price) => price.chip === chipId && price.kind === kind);
  const others = all.filter((price) => !HYPERSCALERS.test(price.seller));
  const considered = others.length > 0 ? others : all;
  if (considered.length === 0) return null;
  const newest = considered
    .map(({ usd }) => usd.date)
    .sort()
    .at(-1)!;
  const oldest = String(Number(newest.slice(0, 4)) - YEARS) + newest.slice(4);
  const offers = [...groupBySeller(considered)]
    .map(([seller, prices]) => ({ seller, price: newestOf(prices) }))
    .filter(({ price }) => price.usd.date >= oldest.slice(0, price.usd.date.length))
    .sort((a, b) => a.price.usd.value - b.price.usd.value || (a.seller < b.seller ? -1 : 1));
  const values = offers.map(({ price }) => price.usd.value);
  const usd: Ranged = {
    value: median(values),
    low: values[0]!,
    high: values.at(-1)!,
    unit: offers[0]!.price.usd.unit,
  };
  const sellers = offers.map(({ seller }) => seller);
  return {
    usd,
    sellers,
    because: {
      name: 'price',
      ...usd,
      kind: 'formula',
      formula: `median of ${sellers.join(', ')}`,
      source:
        others.length > 0 ? 'Ridgepoint: hyperscaler list prices left out' : 'Ridgepoint: only hyperscalers list it',
      date: newest,
      inputs: offers.map(({ seller, price }) => cited(keyOf(seller), price.usd)),
    },
  };
}

function groupBySeller(prices: readonly Price[]): Map<string, Price[]> {
  const groups = new Map<string, Price[]>();
  for (const price of prices) {
    const seller = NOW_CALLED.get(price.seller) ?? price.seller;
    groups.set(seller, [...(groups.get(seller) ?? []), price]);
  }
  return groups;
}

/** The newest price of one seller; the cheapest of that day where regions or sizes differ. */
const newestOf = (prices: readonly Price[]): Price =>
  prices.reduce((best, price) =>
    price.usd.date > best.usd.date || (price.usd.date === best.usd.date && price.usd.value < best.usd.value)
      ? price
      : best,
  );

/** The middle value of a sorted list, or the mean of the two middle ones. */
function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const keyOf = (seller: string): string => seller.toLowerCase().replace(/[^a-z0-9]+/g, '_');
