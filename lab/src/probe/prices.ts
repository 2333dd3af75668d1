/** Seconds that each count of an operator's variant costs. */
export type Prices = ReadonlyMap<string, readonly number[]>;

/** How long operators with such counts took. */
export interface Timed {
  readonly variant: string;
  readonly counts: readonly number[];
  readonly seconds: number;
}

/** Prices, none below zero, whose sums are nearest to what was measured, relative to it. */
export function pricesOf(timed: readonly Timed[]): Prices {
  return new Map([...groups(timed)].map(([variant, members]) => [variant, fitted(members)]));
}

/** Seconds of an operator; undefined where nothing of its kind was measured. */
export function secondsOf(prices: Prices, { variant, counts }: Pick<Timed, 'variant' | 'counts'>): number | undefined {
  const each = prices.get(variant);
  return each && counts.reduce((sum, count, i) => sum + count * each[i]!, 0);
}

function groups(timed: readonly Timed[]): Map<string, Timed[]> {
  const all = new Map<string, Timed[]>();
  for (const each of timed) {
    const members = all.get(each.variant);
    if (members) members.push(each);
    else all.set(each.variant, [each]);
  }
  return all;
}

const SWEEPS = 2000;

/** Least squares of relative errors by coordinate descent, each price held at zero or above (Franc, Hlaváč and Navara, 2005). */
function fitted(members: readonly Timed[]): readonly number[] {
  const width = members[0]!.counts.length;
  // Every row says: Σ count/seconds · price = 1. Columns are brought to one length.
  const rows = members.map(({ counts, seconds }) => counts.map((count) => count / seconds));
  const lengths = Array.from({ length: width }, (_, j) => Math.sqrt(rows.reduce((sum, row) => sum + row[j]! ** 2, 0)));
  const unit = rows.map((row) => row.map((value, j) => (lengths[j]! > 0 ? value / lengths[j]! : 0)));
  const prices = new Array<number>(width).fill(0);
  const rests = unit.map(() => 1);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (let j = 0; j < width; j++) {
      if (lengths[j] === 0) continue;
      const step = unit.reduce((sum, row, i) => sum + row[j]! * rests[i]!, 0);
      const next = Math.max(0, prices[j]! + step);
      const change = next - prices[j]!;
      prices[j] = next;
      for (const [i, row] of unit.entries()) rests[i]! -= change * row[j]!;
    }
  return prices.map((price, j) => (lengths[j]! > 0 ? price / lengths[j]! : 0));
}
