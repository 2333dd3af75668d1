import type { ScalingLaw } from '../../../training/index.ts';
import { solveDamped } from '../solve-damped.ts';

/** One training run. */
export interface TrainedPoint {
  readonly parameters: number;
  readonly tokens: number;
  readonly loss: number;
}

/** A law and how well it fits: the sum of Huber losses of its log errors, and of the errors themselves. */
export interface FittedLaw extends ScalingLaw {
  readonly huber: number;
  readonly absolute: number;
  readonly points: number;
}

/**
 * What is made least. `huber`: Huber losses of log errors whose scale is one, as Hoffmann et al. and the grid search of Besiroglu et
 * al. `likelihood`: the scale of errors is fitted along, as in the likelihood that Besiroglu et al. report digits of. The scale then
 * falls until nearly every error is in the straight part of the loss: it is the fit of least absolute errors in all but name.
 */
export type Criterion = 'huber' | 'likelihood';

/** Log errors above this count by their size, not their square: outliers pull little. As Hoffmann et al., appendix D.2. */
const HUBER = 1e-3;
const STEPS = 2000;
/** The scale hardly moves between these. */
const ROUNDS = 3;
/** Where fits begin: ln A, ln B, ln E, α, β. A coarse grid as in Hoffmann et al., thinned: all starts end in one of few minima. */
const STARTS = [0, 10, 20].flatMap((a) =>
  [0, 10, 20].flatMap((b) =>
    [-0.5, 0.5].flatMap((e) => [0.2, 0.8].flatMap((x) => [0.2, 0.8].map((y) => [a, b, e, x, y]))),
  ),
);

/**
 * E, A, B, α and β by least Huber loss of log errors, by Levenberg-Marquardt from a grid of starts; the best is returned.
 * Throws RangeError for fewer than 6 points, or a point that is not positive.
 */
export function fitLaw(points: readonly TrainedPoint[], criterion: Criterion = 'huber'): FittedLaw {
  if (points.length < 6) throw new RangeError(`5 values are fitted to at least 6 points, not to ${points.length}`);
  const rows = points.map(({ parameters, tokens, loss }) => {
    if (!(parameters > 0 && tokens > 0 && loss > 0)) throw new RangeError('parameters, tokens and loss are above 0');
    return [Math.log(parameters), Math.log(tokens), Math.log(loss)] as const;
  });
  const fits = STARTS.map((start) => descend(rows, start, HUBER, 60)).toSorted((a, b) => a.huber - b.huber);
  const best = descend(rows, fits[0]!.at, HUBER, STEPS);
  const { at } = criterion === 'huber' ? best : mostLikely(rows, best.at);
  const [a, b, e, alpha, beta] = at as [number, number, number, number, number];
  return {
    E: Math.exp(e),
    A: Math.exp(a),
    B: Math.exp(b),
    alpha,
    beta,
    huber: huberOf(at, rows, HUBER),
    absolute: absoluteOf(at, rows),
    points: points.length,
  };
}

/**
 * The fit with its scale: errors over scale have the Huber loss, so that the loss bends at HUBER · scale. The scale is where its own
 * slope is zero, which for errors in the straight part is HUBER times their mean. From the fit at scale one the bend is moved down
 * tenfold a time, for the loss has a sharp edge at the end.
 */
function mostLikely(rows: readonly Row[], start: readonly number[]): Fit {
  const bendAt = (at: readonly number[]) => (HUBER * (HUBER * absoluteOf(at, rows))) / rows.length;
  let fit = descend(rows, start, HUBER, STEPS);
  for (let bend = HUBER / 10; bend > bendAt(fit.at); bend /= 10) fit = descend(rows, fit.at, bend, STEPS);
  for (let round = 0; round < ROUNDS; round++) fit = descend(rows, fit.at, bendAt(fit.at), STEPS);
  return fit;
}

const absoluteOf = (at: readonly number[], rows: readonly Row[]): number =>
  rows.reduce((sum, row) => sum + Math.abs(errorOf(at, row).error), 0);

type Row = readonly [lnN: number, lnD: number, lnL: number];
interface Fit {
  readonly at: number[];
  readonly huber: number;
}

/** Log error of one row, and its slope in each value: the three terms' shares of the loss. */
function errorOf([a, b, e, alpha, beta]: readonly number[], [n, d, l]: Row): { error: number; slope: number[] } {
  const [x, y] = [a! - alpha! * n, b! - beta! * d];
  const top = Math.max(x, y, e!);
  const [p, q, r] = [Math.exp(x - top), Math.exp(y - top), Math.exp(e! - top)];
  const sum = p + q + r;
  return { error: top + Math.log(sum) - l, slope: [p / sum, q / sum, r / sum, (-p / sum) * n, (-q / sum) * d] };
}

const huberOf = (at: readonly number[], rows: readonly Row[], bend: number): number =>
  rows.reduce((total, row) => {
    const size = Math.abs(errorOf(at, row).error);
    return total + (size < bend ? (size * size) / 2 : bend * (size - bend / 2));
  }, 0);

function descend(rows: readonly Row[], start: readonly number[], bend: number, steps: number): Fit {
  let at = [...start];
  let huber = huberOf(at, rows, bend);
  let damping = 1e-3;
  for (let step = 0; step < steps && damping < 1e12; step++) {
    const moves = solveDamped(...normal(at, rows, bend), damping);
    const next = at.map((value, i) => value - moves[i]!);
    const there = huberOf(next, rows, bend);
    if (there < huber) {
      const settled = (huber - there) / huber < 1e-15;
      [at, huber, damping] = [next, there, Math.max(1e-12, damping / 3)];
      if (settled) break;
    } else damping *= 4;
  }
  return { at, huber };
}

/** Normal equations with each row weighted by how the Huber loss weighs it. */
function normal(at: readonly number[], rows: readonly Row[], bend: number): [Float64Array[], Float64Array] {
  const matrix = at.map(() => new Float64Array(at.length));
  const side = new Float64Array(at.length);
  for (const row of rows) {
    const { error, slope } = errorOf(at, row);
    const weight = Math.min(1, bend / Math.abs(error));
    slope.forEach((of, i) => {
      side[i]! += weight * error * of;
      slope.forEach((to, j) => {
        matrix[i]![j]! += weight * of * to;
      });
    });
  }
  return [matrix, side];
}
