import type { ServingFlip } from '../../../report/index.ts';
import { acceleratorsOf, usdPerHourOf, type Way } from './plan-rows.ts';

/** Rates that are looked at: so many times below and above what was asked, in steps of an eighth of a doubling. */
const REACH = 64;
const STEP = 2 ** (1 / 8);

/**
 * Where the better of the two best kinds of accelerators changes: by the price of the other, and by the rate. Replicas are whole, so that at
 * low rates the smaller one wins; between simulated rates a replica carries what it was found to carry.
 */
export function flipsOf(ways: readonly Way[], requestsPerSecond: number): ServingFlip[] {
  const priced = ways.filter((way) => usdPerHourOf(way) !== null);
  const best = cheapest(priced);
  if (!best) return [];
  const others = [...new Set(priced.map(({ option }) => option.chip.id))].filter(
    (chip) => chip !== best.option.chip.id,
  );
  const next = cheapest(priced.filter(({ option }) => others.includes(option.chip.id)));
  if (!next) return [];
  const of = (chip: string) => priced.filter(({ option }) => option.chip.id === chip);
  const [mine, theirs] = [of(best.option.chip.id), of(next.option.chip.id)];
  const flips = (rate: number) => costAt(theirs, rate, requestsPerSecond) < costAt(mine, rate, requestsPerSecond);
  return [
    {
      best: best.option.chip.id,
      bestName: best.option.chip.name,
      other: next.option.chip.id,
      otherName: next.option.chip.name,
      price: { below: usdPerHourOf(best)! / acceleratorsOf(next), now: next.option.usdPerHour! },
      rateBelow: mine.length > 0 && theirs.length > 0 ? firstRate(flips, requestsPerSecond, 1 / STEP) : null,
      rateAbove: mine.length > 0 && theirs.length > 0 ? firstRate(flips, requestsPerSecond, STEP) : null,
    },
  ];
}

const cheapest = (ways: readonly Way[]): Way | null =>
  ways.reduce<Way | null>(
    (best, way) => (best === null || usdPerHourOf(way)! < usdPerHourOf(best)! ? way : best),
    null,
  );

function firstRate(flips: (rate: number) => boolean, from: number, step: number): number | null {
  if (flips(from)) return null;
  for (let rate = from * step; rate <= from * REACH && rate >= from / REACH; rate *= step) if (flips(rate)) return rate;
  return null;
}

/** USD/h of the cheapest of these ways at another rate. */
const costAt = (ways: readonly Way[], rate: number, asked: number): number =>
  Math.min(
    ...ways.map(
      (way) => Math.ceil(rate / carriesOf(way, asked) - 1e-9) * way.option.accelerators * way.option.usdPerHour!,
    ),
  );

/** Between what it carries as simulated and what one replica fewer failed to carry, in the middle; never more than without waiting. */
function carriesOf({ replicas, carries }: Way, asked: number): number {
  const held = asked / replicas;
  const most = replicas > 1 ? asked / (replicas - 1) : Number.POSITIVE_INFINITY;
  return Math.max(held, Math.min(carries ?? held, Math.sqrt(held * Math.min(most, carries ?? most))));
}
