/**
 * Axes whose points lie 2^bits to an octave, evenly inside each: 1, 1.25, 1.5, 1.75, 2, 2.5, ... for bits = 2. A number's cell is read
 * from its exponent and first fraction bits, so that a look-up needs no logarithm.
 */
export interface OctaveAxis {
  readonly bits: number;
  /** Octave that the first point opens. */
  readonly first: number;
  readonly points: Float64Array;
}

const NUMBER = new Float64Array([1]);
const WORDS = new Uint32Array(NUMBER.buffer);
const HIGH = WORDS[1] === 0 ? 0 : 1; // which half holds the exponent depends on the machine
const FRACTION = 20; // bits of the fraction in that half
const BIAS = 1023;

/** Points from 2^from to 2^to, both included. */
export function octaveAxis(from: number, to: number, bits: number): OctaveAxis {
  const each = 2 ** bits;
  const points = Float64Array.from({ length: (to - from) * each + 1 }, (_, i) => {
    const octave = 2 ** (from + Math.floor(i / each));
    return octave * (1 + (i % each) / each);
  });
  return { bits, first: from, points };
}

/** The cell that holds x; the outermost ones hold what lies beyond the ends. */
export function cellOf(axis: OctaveAxis, x: number): number {
  NUMBER[0] = x;
  const cell = (WORDS[HIGH]! >>> (FRACTION - axis.bits)) - ((BIAS + axis.first) << axis.bits);
  return cell < 0 ? 0 : cell > axis.points.length - 2 ? axis.points.length - 2 : cell;
}

/** Linear between points and beyond the last; the first point's value below it. */
export function readLine(axis: OctaveAxis, values: Float64Array, x: number): number {
  const i = cellOf(axis, x);
  const low = axis.points[i]!;
  const at = x <= low ? 0 : (x - low) / (axis.points[i + 1]! - low);
  const v = values[i]!;
  return v + at * (values[i + 1]! - v);
}

/** A table over two axes, rows along `down`, linear in each between points. */
export interface Plane {
  readonly down: OctaveAxis;
  readonly across: OctaveAxis;
  readonly values: Float64Array;
}

export function readPlane({ down, across, values }: Plane, y: number, x: number): number {
  const i = cellOf(down, y);
  const j = cellOf(across, x);
  const width = across.points.length;
  const yLow = down.points[i]!;
  const xLow = across.points[j]!;
  const v = y <= yLow ? 0 : (y - yLow) / (down.points[i + 1]! - yLow);
  const u = x <= xLow ? 0 : (x - xLow) / (across.points[j + 1]! - xLow);
  const at = i * width + j;
  const a = values[at]!;
  const b = values[at + width]!;
  const top = a + u * (values[at + 1]! - a);
  const bottom = b + u * (values[at + width + 1]! - b);
  return top + v * (bottom - top);
}

/** Reads one row of a plane again and again: what depends on the row or the cell alone is worked out when it changes. */
export class PlaneRow {
  readonly #plane: Plane;
  /** Ends of the cell, one over its width (a power of two: exact), how far down the row lies, and the cell's four corners by row. For `inCell`. */
  readonly now = new Float64Array(8);
  #row = 0;

  constructor(plane: Plane) {
    this.#plane = plane;
    this.now[LOW] = this.now[HIGH_END] = Number.NaN;
  }

  set(y: number): void {
    const { down } = this.#plane;
    this.#row = cellOf(down, y);
    const low = down.points[this.#row]!;
    this.now[DOWN] = y <= low ? 0 : (y - low) / (down.points[this.#row + 1]! - low);
    this.now[LOW] = Number.NaN;
  }

  /** As `readPlane`, to the last bit. */
  at(x: number): number {
    const now = this.now;
    // A cell holds its lower point, not its upper one.
    if (!(now[LOW]! <= x && x < now[HIGH_END]!)) this.#enter(x);
    return inCell(x, now[LOW]!, now[ONE_OVER]!, now[DOWN]!, now[TOP]!, now[TOP_NEXT]!, now[BOTTOM]!, now[BOTTOM_NEXT]!);
  }

  #enter(x: number): void {
    const { across, values } = this.#plane;
    const { points } = across;
    const now = this.now;
    const cell = cellOf(across, x);
    const at = this.#row * points.length + cell;
    const below = at + points.length;
    now[LOW] = points[cell]!;
    now[HIGH_END] = points[cell + 1]!;
    now[ONE_OVER] = 1 / (points[cell + 1]! - points[cell]!);
    now[TOP] = values[at]!;
    now[TOP_NEXT] = values[at + 1]!;
    now[BOTTOM] = values[below]!;
    now[BOTTOM_NEXT] = values[below + 1]!;
  }
}

export const LOW = 0;
export const HIGH_END = 1;
export const ONE_OVER = 2;
export const DOWN = 3;
export const TOP = 4;
export const TOP_NEXT = 5;
export const BOTTOM = 6;
export const BOTTOM_NEXT = 7;

/** What a row holds at x, from the numbers of the cell that x lies in. */
export function inCell(
  x: number,
  low: number,
  oneOver: number,
  down: number,
  top: number,
  topNext: number,
  bottom: number,
  bottomNext: number,
): number {
  const u = x <= low ? 0 : (x - low) * oneOver;
  const upper = top + u * (topNext - top);
  const lower = bottom + u * (bottomNext - bottom);
  return upper + down * (lower - upper);
}

/**
 * The nearest non-decreasing row in the sense of squares, in place: neighbours out of order are pooled (Ayer et al. 1955). Fitted kernels
 * wobble by a per cent; more work must never take less time. `start` and `stride` walk a column of a table.
 */
export function pool(values: Float64Array, start = 0, stride = 1, count = values.length): void {
  const means = new Float64Array(count);
  const sizes = new Int32Array(count);
  let blocks = 0;
  for (let i = 0; i < count; i++) {
    let mean = values[start + i * stride]!;
    let size = 1;
    while (blocks > 0 && means[blocks - 1]! > mean) {
      blocks--;
      mean = (mean * size + means[blocks]! * sizes[blocks]!) / (size + sizes[blocks]!);
      size += sizes[blocks]!;
    }
    means[blocks] = mean;
    sizes[blocks] = size;
    blocks++;
  }
  let i = 0;
  for (let b = 0; b < blocks; b++) for (let s = 0; s < sizes[b]!; s++) values[start + i++ * stride] = means[b]!;
}

/** Pools rows, then columns: pooling keeps the order between rows, so both directions rise afterwards. */
export function poolPlane({ down, across, values }: Plane): void {
  const width = across.points.length;
  const height = down.points.length;
  for (let i = 0; i < height; i++) pool(values, i * width, 1, width);
  for (let j = 0; j < width; j++) pool(values, j, width, height);
}
