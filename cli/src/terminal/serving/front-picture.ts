import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';

/** One option as a point of the plot; `mark` is drawn. */
export interface FrontPoint {
  /** Tokens/s that one user sees, and that one accelerator gives. */
  readonly perUser: number;
  readonly perAccelerator: number;
  readonly mark: string;
}

const WIDTH = 56;
const HEIGHT = 12;
/** Both axes are of ratios: a factor of two is as far everywhere. */
const ROOM = 1.15;

/** Tokens/s a user against tokens/s an accelerator, both axes logarithmic; where two fall on one place the first is drawn. */
export function frontPicture(points: readonly FrontPoint[], face: Face): string[] {
  const drawn = points.filter(({ perUser, perAccelerator }) => perUser > 0 && perAccelerator > 0);
  if (drawn.length < 2) return [];
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.servingPlan;
  const x = axisOf(drawn.map(({ perUser }) => perUser));
  const y = axisOf(drawn.map(({ perAccelerator }) => perAccelerator));
  const cells = Array.from({ length: HEIGHT }, () => Array.from({ length: WIDTH }, () => ' '));
  for (const { perUser, perAccelerator, mark } of drawn.toReversed())
    cells[HEIGHT - 1 - Math.round(y.at(perAccelerator) * (HEIGHT - 1))]![Math.round(x.at(perUser) * (WIDTH - 1))] =
      mark;
  const rate = (value: number) => print.amount(value, '1', { digits: 2 });
  const [top, bottom, left, right] = [rate(y.high), rate(y.low), rate(x.low), rate(x.high)];
  const column = Math.max(displayWidth(top), displayWidth(bottom));
  const rows = cells.map((row, i) => {
    const label = i === 0 ? top : i === HEIGHT - 1 ? bottom : '';
    return `  ${ink.quiet(`${padDisplay(label, column, 'right')} │`)}${coloured(row, ink.cool)}`;
  });
  const indent = ' '.repeat(column + 3);
  const gap = ' '.repeat(Math.max(1, WIDTH - displayWidth(left) - displayWidth(right)));
  return [
    ink.strong(words.front),
    ...rows,
    ink.quiet(`${indent}└${'─'.repeat(WIDTH)}`),
    ink.quiet(`${indent} ${left}${gap}${right}`),
  ];
}

const coloured = (row: readonly string[], ink: (text: string) => string): string =>
  row
    .map((cell) => (cell === ' ' || cell === '·' ? cell : ink(cell)))
    .join('')
    .trimEnd();

function axisOf(values: readonly number[]) {
  const low = Math.min(...values) / ROOM;
  const high = Math.max(...values) * ROOM;
  return { low, high, at: (value: number) => Math.log(value / low) / Math.log(high / low) };
}
