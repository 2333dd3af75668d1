/** How the worth of a machine falls. */
export type Depreciation =
  /** By the same amount every year, to a residual share. */
  | { readonly method: 'straight-line'; readonly years: number; readonly residualShare: number }
  /** By the same share of what is left every year. */
  | { readonly method: 'declining-balance'; readonly sharePerYear: number }
  /** Halved every so many years: what the market pays for compute that newer parts sell cheaper. */
  | { readonly method: 'market'; readonly halfLifeYears: number };

/** What is left of the price after `years`, as a share. Throws RangeError for shares and lives that are none. */
export function shareLeft(how: Depreciation, years: number): number {
  if (!(years >= 0)) throw new RangeError(`years begin at 0, not at ${years}`);
  switch (how.method) {
    case 'straight-line': {
      positive('years', how.years);
      share('residualShare', how.residualShare);
      return 1 - (1 - how.residualShare) * Math.min(1, years / how.years);
    }
    case 'declining-balance':
      share('sharePerYear', how.sharePerYear);
      return (1 - how.sharePerYear) ** years;
    case 'market':
      positive('halfLifeYears', how.halfLifeYears);
      return 2 ** (-years / how.halfLifeYears);
  }
}

function positive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} is above 0, not ${value}`);
}

function share(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} lies between 0 and 1, not at ${value}`);
}
