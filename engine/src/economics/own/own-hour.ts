import { breakEvenShare, capitalPerYear, electricityPerHour, HOURS_A_YEAR, ownedHour } from './terms.ts';

/** What it takes to own one accelerator, its share of everything around it included. */
export interface Ownership {
  /** USD: accelerator with its share of server, network, storage and building. */
  readonly capexUsd: number;
  /** Years it is kept. */
  readonly years: number;
  /** Weighted average cost of capital, a share a year. */
  readonly wacc: number;
  /** Worth at the end over the price at the beginning. */
  readonly residualShare: number;
  /** Upkeep and insurance a year over the price. */
  readonly upkeepShare: number;
  /** Staff and floor space, USD a year. */
  readonly otherUsdPerYear: number;
  /** W of its share of server and network while it works. */
  readonly watts: number;
  /** Power while idle over power while working. */
  readonly idleShare: number;
  readonly pue: number;
  readonly usdPerKilowattHour: number;
}

/** USD of one accelerator for a year, by where it goes, and for each hour that is used. */
export interface OwnedYear {
  readonly capital: number;
  readonly operating: number;
  readonly electricity: number;
  readonly perUsedHour: number;
}

/** A year of owning with the accelerator at work for `busy` (0 to 1] of the hours. */
export function ownYear(own: Ownership, busy: number): OwnedYear {
  const { capital, operating } = fixedOf(own);
  const hour = electricityPerHour(own.watts, own.pue, own.usdPerKilowattHour, busy, own.idleShare);
  return {
    capital,
    operating,
    electricity: hour * HOURS_A_YEAR,
    perUsedHour: ownedHour(capital, operating, hour, busy),
  };
}

/**
 * Share of the hours above which owning is cheaper than renting the used hours at `usdPerHour`. Above 1 where renting stays cheaper
 * at any use; Infinity where the rent does not even pay for the electricity of working.
 */
export function breakEvenUse(own: Ownership, usdPerHour: number): number {
  const { capital, operating } = fixedOf(own);
  const working = electricityPerHour(own.watts, own.pue, own.usdPerKilowattHour, 1, own.idleShare);
  if (usdPerHour <= working * (1 - own.idleShare)) return Number.POSITIVE_INFINITY;
  return breakEvenShare(capital, operating, working, own.idleShare, usdPerHour);
}

const fixedOf = (own: Ownership) => ({
  capital: capitalPerYear(own.capexUsd, own.wacc, own.years, own.capexUsd * own.residualShare),
  operating: own.capexUsd * own.upkeepShare + own.otherUsdPerYear,
});
