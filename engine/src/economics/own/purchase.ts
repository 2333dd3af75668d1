import { type Because, defineTerm, derive } from '../../because/index.ts';
import { type Catalogue, cited, type Price } from '../../facts/index.ts';
import { constantOf } from '../../training/run/index.ts';

/** Prices so many years older than the newest one are history. */
const YEARS = 2;
/** Where only one price is known, others are taken to lie within this share of it (assumption: sellers' prices of H100 servers in 2025 did). */
const USUAL_SPREAD = 0.15;

const serverPrice = defineTerm<[number, number]>(
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
 * What one accelerator costs with its share of a server: the newest price of the catalogue, a board's made a server's; the range is
 * that of all prices of the two years before it, at least 15 % either way. Null where no price is known.
 */
export function purchasePrice(catalogue: Pick<Catalogue, 'prices' | 'constants'>, chip: string): Because | null {
  const all = catalogue.prices.filter((price) => price.chip === chip && price.kind === 'purchase');
  const newest = all.reduce<Price | null>(
    (best, price) => (best && best.usd.date >= price.usd.date ? best : price),
    null,
  );
  if (!newest) return null;
  const oldest = String(Number(newest.usd.date.slice(0, 4)) - YEARS);
  const offers = all.filter(({ usd }) => usd.date.slice(0, 4) > oldest).map((price) => asServer(catalogue, price));
  const used = asServer(catalogue, newest);
  const values = offers.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  return {
    ...used,
    name: 'server_price',
    low: Math.min(used.value * (1 - USUAL_SPREAD), ...values),
    high: Math.max(used.value * (1 + USUAL_SPREAD), ...values),
    date: newest.usd.date,
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
  };
}
