import { cutDisplay, displayWidth, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { bar } from '../bar.ts';
import { inkOf } from '../ink.ts';

/** One row of a bar chart. */
export interface BarRow {
  readonly label: string;
  /** Length of the bar. */
  readonly value: number;
  /** Printed behind it. */
  readonly text: string;
  /** Drawn in the cool ink; the others stay plain. */
  readonly marked?: boolean;
}

const LONGEST = 36;
const WIDEST_LABEL = 34;

/** A bar a row, the longest as wide as the page lets it be; labels before, figures behind. */
export function barRows(title: string, rows: readonly BarRow[], face: Face): string[] {
  if (rows.length === 0) return [];
  const ink = inkOf(face.colour);
  const most = Math.max(...rows.map(({ value }) => value));
  const label = Math.min(WIDEST_LABEL, Math.max(...rows.map((row) => displayWidth(row.label))));
  const text = Math.max(...rows.map((row) => displayWidth(row.text)));
  const room = Math.max(6, Math.min(LONGEST, face.width - 4 - label - text - 4));
  return [
    ink.strong(title),
    ...rows.map((row) => {
      const drawn = padDisplay(bar(most > 0 ? row.value / most : 0, room), room);
      const name = padDisplay(cutDisplay(row.label, label), label);
      return `${row.marked ? ink.cool(name) : name}  ${row.marked ? ink.cool(drawn) : drawn}  ${row.text}`.trimEnd();
    }),
  ];
}
