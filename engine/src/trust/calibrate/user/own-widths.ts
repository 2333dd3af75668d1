import type { FitWidth } from '../../../facts/index.ts';
import { widthsOf } from '../kernels/calibrate-table.ts';
import { oneMore } from './one-more.ts';

/** Errors whose quantiles can be read: the range of n of them covers (n - 1) / (n + 1) of what comes next, 90 % from 20 on. */
const FEW = 20;
/** What a formula misses of a chip that nobody timed before, as ln: 7 to 17 % of shapes left out, from kind to kind (catalogue/kernels, formula alone). */
const USUAL = 0.15;

/**
 * Half-widths of ln(measured / predicted), by band, for a shape that is not among those timed: quantiles of the errors on shapes left
 * out (ln(predicted / measured)) where a band has many of them, else Student's interval for one more.
 */
export function ownWidths(left: readonly { readonly error: number; readonly band: number }[]): FitWidth[] {
  const errors = left.map(({ error }) => error);
  const all = errors.length >= 2 * FEW ? widthsOf(left.map(({ error }) => ({ error, band: 0 })))[0]! : few(errors);
  return [0, 1, 2].map((band) => {
    const own = left.filter((one) => one.band === band);
    return { ...(own.length >= FEW ? widthsOf(own)[0]! : all), band };
  });
}

function few(errors: readonly number[]): Pick<FitWidth, 'p80' | 'p90'> {
  const both = (level: 80 | 90) => {
    const half = Number(oneMore(errors, USUAL, level).toFixed(4));
    return { low: half, high: half };
  };
  return { p80: both(80), p90: both(90) };
}
