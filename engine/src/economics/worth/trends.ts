import { baseValue, type Catalogue, type Price } from '../../facts/index.ts';

/** One seller's price of one chip in one region over time. */
export interface PriceSeries {
  readonly chip: string;
  readonly seller: string;
  readonly region: string;
  readonly years: number;
  /** Relative change a year, from the first to the last. */
  readonly change: number;
  readonly hyperscaler: boolean;
}

/** Sellers whose list prices hardly move. */
const HYPERSCALERS = /^(amazon|aws|google|microsoft|azure|oracle|ibm|alibaba)/i;
/** A price that was looked up twice in one season says nothing of a trend. */
const LEAST_YEARS = 0.6;

/** An ISO date, month or year as a number of years; a year alone is its middle. */
export function yearOf(date: string): number {
  const [year = 0, month, day = 1] = date.split('-').map(Number);
  return month === undefined ? year + 0.5 : year + (month - 1) / 12 + (day - 1) / 365.25;
}

/** The same seller, chip and region, the first price against the last: what a price did, and not who was asked. */
export function priceSeries(catalogue: Pick<Catalogue, 'prices'>, kind: Price['kind']): PriceSeries[] {
  const groups = new Map<string, Price[]>();
  for (const price of catalogue.prices) {
    if (price.kind !== kind || price.usd.date.length <= 4) continue;
    const key = [price.chip, price.seller, price.region ?? ''].join('|');
    groups.set(key, [...(groups.get(key) ?? []), price]);
  }
  return [...groups.values()].flatMap((rows) => {
    const sorted = rows.toSorted((a, b) => yearOf(a.usd.date) - yearOf(b.usd.date));
    const [first, last] = [sorted[0]!, sorted.at(-1)!];
    const years = yearOf(last.usd.date) - yearOf(first.usd.date);
    if (years < LEAST_YEARS) return [];
    const change = (last.usd.value / first.usd.value) ** (1 / years) - 1;
    const { chip, seller, region = '' } = first;
    return [{ chip, seller, region, years, change, hyperscaler: HYPERSCALERS.test(seller) }];
  });
}

/** The middle of several numbers; NaN of none. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Change a year by a line through all prices of a chip at once, whoever asks them: what should not be done. */
export function pooledChange(catalogue: Pick<Catalogue, 'prices'>, kind: Price['kind'], chip: string): number | null {
  const rows = catalogue.prices.filter(
    (price) => price.kind === kind && price.chip === chip && price.usd.date.length > 4,
  );
  const slope = slopeOf(rows.map(({ usd }) => [yearOf(usd.date), Math.log(usd.value)] as const));
  return slope === null ? null : Math.expm1(slope);
}

/** What a chip of one maker cost for its dense 16-bit speed, by year. */
export interface SpeedPrice {
  readonly chip: string;
  readonly year: number;
  readonly usd: number;
  readonly usdPerTflops: number;
}

/** The maker's own prices, a row a chip and year: one seller, so that no mix of sellers can shift. */
export function speedPrices(catalogue: Pick<Catalogue, 'prices' | 'chips'>, maker: string): SpeedPrice[] {
  return catalogue.prices
    .filter(({ kind, seller }) => kind === 'purchase' && seller === maker)
    .flatMap(({ chip: id, usd }) => {
      const chip = catalogue.chips.find((one) => one.id === id);
      const peak = chip && (chip.peak.fp16 ?? chip.peak.bf16);
      if (!peak) return [];
      return [{ chip: id, year: yearOf(usd.date), usd: usd.value, usdPerTflops: usd.value / (baseValue(peak) / 1e12) }];
    })
    .toSorted((a, b) => a.year - b.year);
}

/** Years in which a price per speed halves, by a line through the logarithms; null of fewer than three. */
export function halfLife(prices: readonly SpeedPrice[]): number | null {
  const slope = slopeOf(prices.map(({ year, usdPerTflops }) => [year, Math.log(usdPerTflops)] as const));
  return slope === null || slope >= 0 ? null : Math.LN2 / -slope;
}

function slopeOf(points: readonly (readonly [number, number])[]): number | null {
  if (points.length < 3) return null;
  const mean = (i: 0 | 1) => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return spread === 0 ? null : points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}
