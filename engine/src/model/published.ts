/** How a count of ours stands to what a publisher prints. */
export interface PublishedComparison {
  readonly ours: number;
  readonly published: number;
  /** ours / published - 1 */
  readonly difference: number;
  /** Largest difference allowed, in parameters: 0.1 % of an exact figure, half a unit of the last printed digit of a rounded one. */
  readonly allowed: number;
  readonly rounded: boolean;
  readonly agrees: boolean;
}

/** A total with at least this many digits is compared to 0.1 %. */
const EXACT_DIGITS = 4;
const EXACT_SHARE = 0.001;

/**
 * Compares a parameter count with a published one. `published` is a plain count: 405853388800 is exact, 37000000000 is "37B".
 * Publishers print whole billions (or trillions), so "40B" is good to half a billion, not to five.
 */
export function comparePublished(ours: number, published: number): PublishedComparison {
  const unit = lastPrintedUnit(published);
  const rounded = published / unit < 10 ** (EXACT_DIGITS - 1);
  const allowed = rounded ? unit / 2 : published * EXACT_SHARE;
  return {
    ours,
    published,
    difference: ours / published - 1,
    allowed,
    rounded,
    agrees: Math.abs(ours - published) <= allowed,
  };
}

/** The value of the last digit that was printed. */
function lastPrintedUnit(value: number): number {
  if (value % 1e12 === 0) return 1e12;
  if (value % 1e9 === 0) return 1e9;
  let unit = 1e8;
  while (unit > 1 && value % unit !== 0) unit /= 10;
  return unit;
}
