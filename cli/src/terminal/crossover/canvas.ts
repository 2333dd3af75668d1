/** Dots of one braille cell, by row and column of its 4 × 2 grid (Unicode block U+2800). */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const BLANK = 0x2800;

/** One character of a picture and whose it is. */
export interface PlotCell {
  readonly text: string;
  readonly ink: 'a' | 'b' | 'mark' | 'quiet' | null;
}

/** A grid of characters on which curves are drawn in dots, two across and four down in each. */
export function canvas(columns: number, rows: number) {
  const dots = { a: new Uint8Array(columns * rows), b: new Uint8Array(columns * rows) };
  const over = new Map<number, PlotCell>();
  const dot = (whose: 'a' | 'b', x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= columns * 2 || y >= rows * 4) return;
    const cell = (y >> 2) * columns + (x >> 1);
    dots[whose][cell] = dots[whose][cell]! | DOTS[y & 3]![x & 1]!;
  };
  return {
    /** A line between two points in dots; `dashed` leaves every third pair of dots out. */
    line(whose: 'a' | 'b', from: readonly [number, number], to: readonly [number, number], dashed: boolean): void {
      const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1);
      for (let i = 0; i <= steps; i++) {
        const x = Math.round(from[0] + ((to[0] - from[0]) * i) / steps);
        const y = Math.round(from[1] + ((to[1] - from[1]) * i) / steps);
        if (!dashed || x % 3 !== 2) dot(whose, x, y);
      }
    },
    isEmpty: (column: number, row: number): boolean => {
      const at = row * columns + column;
      return dots.a[at] === 0 && dots.b[at] === 0 && !over.has(at);
    },
    put(column: number, row: number, cell: PlotCell): void {
      if (column >= 0 && row >= 0 && column < columns && row < rows) over.set(row * columns + column, cell);
    },
    row(row: number): PlotCell[] {
      return Array.from({ length: columns }, (_, column): PlotCell => {
        const at = row * columns + column;
        const both = dots.a[at]! | dots.b[at]!;
        if (over.has(at)) return over.get(at)!;
        if (both === 0) return { text: ' ', ink: null };
        return { text: String.fromCharCode(BLANK + both), ink: dots.a[at]! > 0 ? 'a' : 'b' };
      });
    },
  };
}
