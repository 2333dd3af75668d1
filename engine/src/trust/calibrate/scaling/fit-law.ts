import type { ScalingLaw } from '../../../training/index.ts';
import { solveDamped } from '../solve-damped.ts';

/** One training run. */
export interface TrainedPoint {
  readonly parameters: number;
  readonly tokens: number;
  readonly loss: number;
}

/** A law and how well it fits: the sum of Huber losses of its log errors. */
export interface FittedLaw extends ScalingLaw {
  readonly huber: number;
  readonly points: number;
}

/** Log errors above this count by their size, not their square: outliers pull little. As Hoffmann et al., appendix D.2. */
const HUBER = 1e-3;
const STEPS = 2000;
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
export function fitLaw(points: readonly TrainedPoint[]): FittedLaw {
  if (points.length < 6) throw new RangeError(`5 values are fitted to at least 6 points, not to ${points.length}`);
  const rows = points.map(({ parameters, tokens, loss }) => {
    if (!(parameters > 0 && tokens > 0 && loss > 0)) throw new RangeError('parameters, tokens and loss are above 0');
    return [Math.log(parameters), Math.log(tokens), Math.log(loss)] as const;
  });
  const fits = STARTS.map((start) => descend(rows, start, 60)).toSorted((a, b) => a.huber - b.huber);
  const { at, huber } = descend(rows, fits[0]!.at, STEPS);
  const [a, b, e, alpha, beta] = at as [number, number, number, number, number];
  return { E: Math.exp(e), A: Math.exp(a), B: Math.exp(b), alpha, beta, huber, points: points.length };
}

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

const huberOf = (at: readonly number[], rows: readonly Row[]): number =>
  rows.reduce((total, row) => {
    const size = Math.abs(errorOf(at, row).error);
    return total + (size < HUBER ? (size * size) / 2 : HUBER * (size - HUBER / 2));
  }, 0);

function descend(rows: readonly Row[], start: readonly number[], steps: number): Fit {
  let at = [...start];
  let huber = huberOf(at, rows);
  let damping = 1e-3;
  for (let step = 0; step < steps && damping < 1e12; step++) {
    const moves = solveDamped(...normal(at, rows), damping);
    const next = at.map((value, i) => value - moves[i]!);
    const there = huberOf(next, rows);
    if (there < huber) {
      const settled = (huber - there) / huber < 1e-15;
      [at, huber, damping] = [next, there, Math.max(1e-12, damping / 3)];
      if (settled) break;
    } else damping *= 4;
  }
  return { at, huber };
}

/** Normal equations with each row weighted by how the Huber loss weighs it. */
function normal(at: readonly number[], rows: readonly Row[]): [Float64Array[], Float64Array] {
  const matrix = at.map(() => new Float64Array(at.length));
  const side = new Float64Array(at.length);
  for (const row of rows) {
    const { error, slope } = errorOf(at, row);
    const weight = Math.min(1, HUBER / Math.abs(error));
    slope.forEach((of, i) => {
      side[i]! += weight * error * of;
      slope.forEach((to, j) => {
        matrix[i]![j]! += weight * of * to;
      });
    });
  }
  return [matrix, side];
}
