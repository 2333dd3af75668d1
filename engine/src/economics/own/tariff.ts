/** Hours of a day, and months, that a tariff tells apart. */
const HOURS = 24;
const MONTHS = 12;

/** Months in which the price of every hour of the day is a multiple of the tariff's base price. */
export interface TariffSeason {
  /** 1 to 12. */
  readonly months: readonly number[];
  /** For each of the 24 hours from midnight, the price over the base price. */
  readonly factors: readonly number[];
}

/** When an accelerator works if it does not work always: spread over all hours, or in the cheapest ones first. */
export type WorkingHours = 'even' | 'cheapest';

/** Mean prices over the base price: of the hours in which it works, and of those in which it waits. */
export interface HourPrices {
  readonly working: number;
  readonly idle: number;
}

/** A tariff as multiples of its base price, cheapest first, one a month and hour, all of equal weight; `[1]` where it knows no hours. */
export function hourFactors(seasons: readonly TariffSeason[] | undefined): readonly number[] {
  if (!seasons || seasons.length === 0) return [1];
  return Array.from({ length: MONTHS }, (_, month) => {
    const season = seasons.find(({ months }) => months.includes(month + 1));
    return season?.factors ?? Array.from({ length: HOURS }, () => 1);
  })
    .flat()
    .sort((a, b) => a - b);
}

/** What the hours of work and of waiting cost on average, where a share `busy` (0 to 1) of all hours is worked; `factors` ascend. */
export function hourPrices(factors: readonly number[], busy: number, when: WorkingHours): HourPrices {
  const sums = sumsOf(factors);
  const mean = sums[factors.length]! / factors.length;
  if (when === 'even' || factors.length === 1) return { working: mean, idle: mean };
  const hours = busy * factors.length;
  const whole = Math.min(factors.length, Math.max(0, Math.floor(hours)));
  const worked = sums[whole]! + (whole < factors.length ? factors[whole]! * Math.max(0, hours - whole) : 0);
  const left = factors.length - hours;
  return {
    working: hours > 0 ? worked / hours : mean,
    idle: left > 1e-9 ? (mean * factors.length - worked) / left : mean,
  };
}

/** Sums of the first 0, 1, 2 ... factors; one tariff is asked for thousands of shares in a search for a crossover. */
function sumsOf(factors: readonly number[]): Float64Array {
  const found = known.get(factors);
  if (found) return found;
  const sums = new Float64Array(factors.length + 1);
  for (let i = 0; i < factors.length; i++) sums[i + 1] = sums[i]! + factors[i]!;
  known.set(factors, sums);
  return sums;
}
const known = new WeakMap<readonly number[], Float64Array>();
