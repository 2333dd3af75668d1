const NEIGHBOURS = 6; // of inverse-distance weighting; 4 to 8 differ by 0.2 points
const BLUR = 0.05; // added to squared distances: two shapes a few per cent apart are one

/** Coordinates of a measured call, then its residual. */
export type ResidualPoint = readonly number[];

/** Mean residual of the nearest points of a grid, weighted by inverse squared distance. The grid is laid out once, for thousands of questions. */
export function residualAt(points: readonly ResidualPoint[], at: readonly number[]): number {
  const known = LAID_OUT.get(points) ?? laidOut(points);
  LAID_OUT.set(points, known);
  return nearby(known, at);
}

/** The same for a grid that is asked once. */
export const nearbyResidual = (points: readonly ResidualPoint[], at: readonly number[]): number =>
  nearby(laidOut(points), at);

/** Coordinates, padded to five with zeros, and residuals: one loop without branches measures all distances. */
interface Grid {
  readonly coordinates: Float64Array;
  readonly residuals: Float64Array;
}
const LAID_OUT = new WeakMap<readonly ResidualPoint[], Grid>();
const MOST = 5; // coordinates of any kernel

function laidOut(points: readonly ResidualPoint[]): Grid {
  const coordinates = new Float64Array(points.length * MOST);
  const residuals = new Float64Array(points.length);
  points.forEach((point, i) => {
    const d = point.length - 1;
    if (d > MOST) throw new Error(`a kernel has ${d} coordinates, more than ${MOST}`);
    for (let j = 0; j < d; j++) coordinates[i * MOST + j] = point[j]!;
    residuals[i] = point[d]!;
  });
  return { coordinates, residuals };
}

const best = new Float64Array(NEIGHBOURS);
const values = new Float64Array(NEIGHBOURS);

function nearby({ coordinates, residuals }: Grid, at: readonly number[]): number {
  const x0 = at[0]!;
  const x1 = at[1] ?? 0;
  const x2 = at[2] ?? 0;
  const x3 = at[3] ?? 0;
  const x4 = at[4] ?? 0;
  best.fill(Number.POSITIVE_INFINITY);
  let farthest = Number.POSITIVE_INFINITY;
  for (let i = 0, p = 0; i < residuals.length; i++, p += MOST) {
    const a = coordinates[p]! - x0;
    const b = coordinates[p + 1]! - x1;
    const c = coordinates[p + 2]! - x2;
    const d = coordinates[p + 3]! - x3;
    const e = coordinates[p + 4]! - x4;
    const squared = a * a + b * b + c * c + d * d + e * e;
    if (squared >= farthest) continue;
    let slot = NEIGHBOURS - 1;
    while (slot > 0 && best[slot - 1]! > squared) {
      best[slot] = best[slot - 1]!;
      values[slot] = values[slot - 1]!;
      slot--;
    }
    best[slot] = squared;
    values[slot] = residuals[i]!;
    farthest = best[NEIGHBOURS - 1]!;
  }
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < NEIGHBOURS && best[i]! < Number.POSITIVE_INFINITY; i++) {
    const weight = 1 / (best[i]! + BLUR);
    sum += weight * values[i]!;
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}
