import { type Because, defineTerm, derive } from '../../because/index.ts';
import { type Catalogue, cited, type Price } from '../../facts/index.ts';
import { constantOf } from '../../training/run/index.ts';

/** Prices so many years older than the newest one are history. */
const YEARS = 2;
/** Where only one price is known, others are taken to lie within this share of it (assumption: sellers' prices of H100 servers in 2025 did). */
const USUAL_SPREAD = 0.15;

export const serverPrice = defineTerm<[number, number]>(
  {
    term: 'own.server_of_board',
    formula: 'b · s',
    unit: 'USD',
    symbols: {
      b: { unit: 'USD', meaning: 'price of one accelerator on its board' },
      s: { unit: '1', meaning: 'price of a server over that of its board of accelerators' },
    },
    source: 'definition',
  },
  (board, ratio) => board * ratio,
);

/**
 * What one accelerator costs with its share of a server: the median of the newest year's prices, a board's made a server's; the range
 * is that of all prices of two years, at least 15 % either way. Null where no price is known.
 */
export function purchasePrice(catalogue: Pick<Catalogue, 'prices' | 'constants'>, chip: string): Because | null {
  const all = catalogue.prices.filter((price) => price.chip === chip && price.kind === 'purchase');
  const yearOf = ({ usd }: Price) => Number(usd.date.slice(0, 4));
  const newest = Math.max(...all.map(yearOf));
  const offers = all
    .filter((price) => yearOf(price) > newest - YEARS)
    .map((price) => ({ year: yearOf(price), because: asServer(catalogue, price) }));
  const latest = offers
    .filter(({ year }) => year === newest)
    .map(({ because }) => because)
    .sort((a, b) => a.value - b.value);
  const used = latest[Math.floor((latest.length - 1) / 2)];
  if (!used) return null;
  const values = offers.flatMap(({ because: { value, low = value, high = value } }) => [value, low, high]);
  const one = latest.length === 1;
  return {
    ...used,
    name: 'server_price',
    low: Math.min(used.value * (1 - USUAL_SPREAD), ...values),
    high: Math.max(used.value * (1 + USUAL_SPREAD), ...values),
    ...(!one && {
      kind: 'formula',
      formula: 'median',
      inputs: latest.map((offer, i) => ({ ...offer, name: `offer_${i + 1}` })),
    }),
  };
}

function asServer(catalogue: Pick<Catalogue, 'constants'>, { usd }: Price): Because {
  const price = cited('list_price', usd);
  if (usd.scope === 'server') return price;
  const ratio = cited('server_over_board', constantOf(catalogue, 'server-over-baseboard'));
  const scale = (edge: number | undefined) => (edge ?? usd.value) * ratio.value;
  return {
    ...derive('server_price', serverPrice, [price, ratio]),
    low: scale(usd.low),
    high: scale(usd.high),
    source: usd.source,
    date: usd.date,
  };
}
