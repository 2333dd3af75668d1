import { type Axis, positions } from './axis.ts';
import { type CrossoverOptions, crossover } from './find-flips.ts';
import type { Leader } from './leader.ts';

/** Who wins where over two inputs: one crossover along x for each y. */
export interface FlipMap {
  readonly rows: readonly {
    readonly y: number;
    readonly stretches: readonly { readonly low: number; readonly high: number; readonly leader: Leader }[];
  }[];
  /** Share of the map that each leads, in the axes' own scales. */
  readonly share: Readonly<Record<Leader, number>>;
}

/** Two choices as functions of two inputs; what is not possible is NaN or infinite. */
export interface MapRivals {
  readonly a: (x: number, y: number) => number;
  readonly b: (x: number, y: number) => number;
  readonly better?: 'smaller' | 'larger';
}

const DEFAULTS = { rows: 41, points: 65 };

/** The map by rows, from the lowest y to the highest. Throws RangeError where an axis is none. */
export function flipMap(
  { a, b, better }: MapRivals,
  x: Axis,
  y: Axis,
  options: CrossoverOptions & { readonly rows?: number } = {},
): FlipMap {
  const { rows: count, points } = { ...DEFAULTS, ...options };
  const { at, ends } = positions(y);
  const most = y.integer ? ends[1] - ends[0] + 1 : Number.POSITIVE_INFINITY;
  const steps = Math.max(2, Math.min(count, most));
  const heights = [...new Set(Array.from({ length: steps }, (_, i) => at(i / (steps - 1))))];
  const rows = heights.map((height) => {
    const rivals = { a: (v: number) => a(v, height), b: (v: number) => b(v, height), better };
    return { y: height, stretches: crossover(rivals, x, { ...options, points }).stretches };
  });
  return { rows, share: sharesOf(rows, x) };
}

function sharesOf(rows: FlipMap['rows'], { low, high, log = false }: Axis): FlipMap['share'] {
  const share: Record<Leader, number> = { a: 0, b: 0, tie: 0, neither: 0 };
  const width = (from: number, to: number) => (log ? Math.log(to / from) : to - from);
  for (const { stretches } of rows) {
    const whole = width(stretches[0]?.low ?? low, stretches.at(-1)?.high ?? high);
    for (const stretch of stretches) share[stretch.leader] += width(stretch.low, stretch.high) / whole / rows.length;
  }
  return share;
}
