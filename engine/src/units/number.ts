/** Above this a number is written with an exponent: nobody counts that many digits. */
const LARGEST_WRITTEN_OUT = 1e9;
const SMALLEST_WRITTEN_OUT = 1e-4;

/** Decimals that give `digits` significant digits; a whole part is never cut. */
export function decimalsFor(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const rounded = Math.abs(Number(value.toPrecision(Math.min(100, Math.max(1, digits)))));
  return Math.min(20, Math.max(0, digits - 1 - Math.floor(Math.log10(rounded) + 1e-12)));
}

/**
 * A number as text: `digits` significant digits, the whole part in full and grouped by thousands, trailing zeros dropped.
 * With `decimals` the number of decimals is fixed and zeros are kept (ranges and columns line up).
 * `groupFrom`: whole parts below it are not grouped (Chinese writes 2910 万, not 2,910 万).
 */
export function printNumber(value: number, digits: number, groupFrom: number, decimals?: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (size !== 0 && decimals === undefined && (size >= LARGEST_WRITTEN_OUT || size < SMALLEST_WRITTEN_OUT)) {
    const rounded = Number(value.toPrecision(digits));
    // The largest doubles round up to no double at all.
    const text = Number.isFinite(rounded) ? rounded.toExponential() : value.toPrecision(digits);
    return text.replace('e+', 'e');
  }
  if (size >= 1e21) return value.toExponential(Math.max(0, digits - 1)).replace('e+', 'e');
  const text = value.toFixed(decimals ?? decimalsFor(value, digits));
  const [whole, fraction] = text.split('.') as [string, string?];
  const kept = decimals === undefined ? fraction?.replace(/0+$/, '') : fraction;
  const grouped = size >= groupFrom ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const printed = kept ? `${grouped}.${kept}` : grouped;
  return /^-[0.]+$/.test(printed) ? printed.slice(1) : printed;
}
