const NEIGHBOURS = 6; // of inverse-distance weighting; 4 to 8 differ by 0.2 points
const BLUR = 0.05; // added to squared distances: two shapes a few per cent apart are one

/** Coordinates of a measured call, then its residual. */
export type ResidualPoint = readonly number[];

/**
 * Mean residual of the nearest points of a grid, weighted by inverse squared distance; of equally near ones the earlier counts. The grid is
 * put in order the first time it is asked, for thousands of questions.
 */
export function residualAt(points: readonly ResidualPoint[], at: readonly number[]): number {
  const known = ORDERED.get(points) ?? ordered(points);
  ORDERED.set(points, known);
  return nearby(known, at);
}

/** The same for a grid that is asked once. */
export const nearbyResidual = (points: readonly ResidualPoint[], at: readonly number[]): number =>
  nearby(ordered(points), at);

const ORDERED = new WeakMap<readonly ResidualPoint[], OrderedGrid>();

/** Points by their first coordinate, one after the other in one row of numbers. */
interface OrderedGrid {
  readonly width: number;
  readonly firsts: Float64Array;
  readonly numbers: Float64Array;
  /** Place of each in the grid as given. */
  readonly places: Int32Array;
}

function ordered(points: readonly ResidualPoint[]): OrderedGrid {
  const places = Int32Array.from(points.keys()).sort((a, b) => points[a]![0]! - points[b]![0]! || a - b);
  const width = points[0]?.length ?? 1;
  const numbers = new Float64Array(points.length * width);
  places.forEach((place, i) => {
    numbers.set(points[place]!, i * width);
  });
  return { width, numbers, places, firsts: Float64Array.from(places, (place) => points[place]![0]!) };
}

const best = new Float64Array(NEIGHBOURS);
const values = new Float64Array(NEIGHBOURS);
const found = new Int32Array(NEIGHBOURS);

function nearby({ width, firsts, numbers, places }: OrderedGrid, at: readonly number[]): number {
  const d = at.length;
  best.fill(Number.POSITIVE_INFINITY);
  found.fill(-1);
  const first = at[0]!;
  let above = 0;
  for (let high = firsts.length; above < high; ) {
    const middle = (above + high) >> 1;
    if (firsts[middle]! < first) above = middle + 1;
    else high = middle;
  }
  let below = above - 1;
  // Outwards from where it lies, until the first coordinate alone is farther than the farthest of the nearest.
  while (below >= 0 || above < firsts.length) {
    const down = below >= 0 ? first - firsts[below]! : Number.POSITIVE_INFINITY;
    const up = above < firsts.length ? firsts[above]! - first : Number.POSITIVE_INFINITY;
    const gap = down < up ? down : up;
    const farthest = best[NEIGHBOURS - 1]!;
    if (gap * gap > farthest) break;
    const row = down < up ? below-- : above++;
    let squared = 0;
    for (let i = 0; i < d && squared <= farthest; i++) {
      const apart = numbers[row * width + i]! - at[i]!;
      squared += apart * apart;
    }
    if (!(squared <= farthest)) continue;
    keep(squared, places[row]!, numbers[row * width + d]!);
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

/** Puts a point among the nearest, nearer ones first. */
function keep(squared: number, place: number, value: number): void {
  const nearer = (slot: number): boolean => squared < best[slot]! || (squared === best[slot] && place < found[slot]!);
  let slot = NEIGHBOURS - 1;
  if (!nearer(slot)) return;
  while (slot > 0 && nearer(slot - 1)) {
    best[slot] = best[slot - 1]!;
    values[slot] = values[slot - 1]!;
    found[slot] = found[slot - 1]!;
    slot--;
  }
  best[slot] = squared;
  values[slot] = value;
  found[slot] = place;
}
