import { quantile } from '../../statistics.ts';

/** One measured shape: its coordinates and what the formula misses there, ln(measured / formula). */
export interface GridCandidate {
  readonly at: readonly number[];
  readonly residual: number;
}

export const GRID_POINTS = 300; // of one kernel table
const ROUNDS = 6; // of k-means; the centres stand still after four to six
const RESIDUAL_WEIGHT = 1; // 0.5 to 4 differ by 0.2 points

/**
 * At most `count` points that stand for all candidates: k-means over coordinates and residual together, so that centres gather where
 * the residual turns; a point's value is the median of its cell, which single spikes do not move. Starts from every n-th candidate in sorted order; deterministic.
 */
export function chooseGrid(candidates: readonly GridCandidate[], count = GRID_POINTS): number[][] {
  if (candidates.length === 0) return [];
  const d = candidates[0]!.at.length;
  const width = d + 1;
  const wanted = Math.min(count, candidates.length);
  const points = candidates.map((c) => [...c.at, c.residual * RESIDUAL_WEIGHT]);
  const centres = Array.from({ length: wanted }, (_, i) => [
    ...points[Math.floor(((i + 0.5) * points.length) / wanted)]!,
  ]);
  const owner = new Int32Array(points.length);
  const sums = centres.map(() => new Float64Array(width));
  const sizes = new Int32Array(wanted);
  for (let round = 0; round < ROUNDS; round++) {
    sizes.fill(0);
    for (const sum of sums) sum.fill(0);
    for (let i = 0; i < points.length; i++) {
      const point = points[i]!;
      let best = 0;
      let nearest = Number.POSITIVE_INFINITY;
      for (let c = 0; c < wanted; c++) {
        const centre = centres[c]!;
        let squared = 0;
        for (let j = 0; j < width && squared < nearest; j++) {
          const gap = point[j]! - centre[j]!;
          squared += gap * gap;
        }
        if (squared < nearest) {
          nearest = squared;
          best = c;
        }
      }
      owner[i] = best;
      sizes[best]!++;
      for (let j = 0; j < width; j++) sums[best]![j]! += point[j]!;
    }
    for (let c = 0; c < wanted; c++) {
      if (sizes[c] === 0) continue;
      for (let j = 0; j < width; j++) centres[c]![j] = sums[c]![j]! / sizes[c]!;
    }
  }
  return centres.flatMap((centre, c) => {
    if (sizes[c] === 0) return [];
    const members = candidates.filter((_, i) => owner[i] === c).map((candidate) => candidate.residual);
    return [[...centre.slice(0, d).map((v) => Number(v.toFixed(2))), Number(quantile(members, 0.5).toFixed(3))]];
  });
}
