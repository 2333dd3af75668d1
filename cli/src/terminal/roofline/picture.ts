import { mainFormat, type RooflineReport } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { canvas, type PlotCell } from '../crossover/canvas.ts';
import { inkOf } from '../ink.ts';

const WIDTH = 62;
const HEIGHT = 13;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The letter of an operator, by its place. */
export const letterOf = (place: number): string => LETTERS[place] ?? '·';

/** Roofs of all chips over intensity, both axes in ratios; ridge points by number, operators of the first chip by letter. */
export function rooflinePicture({ chips }: RooflineReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const print = printer(face);
  const roofs = chips.map((chip) => {
    const dtype = mainFormat(chip);
    return { peak: chip.peaks.find((p) => p.dtype === dtype)!.value, bandwidth: chip.levels[0]!.value };
  });
  const marks = chips[0]!.operators.flatMap(({ intensity }, place) => (intensity > 0 ? [{ intensity, place }] : []));
  const ridges = roofs.map(({ peak, bandwidth }) => peak / bandwidth);
  const x = ratioScale(
    Math.min(1, ...marks.map((m) => m.intensity)) / 1.5,
    Math.max(4 * Math.max(...ridges), 1.5 * Math.max(...marks.map((m) => m.intensity))),
  );
  const lowest = Math.min(...roofs.map(({ bandwidth }) => bandwidth)) * x.low;
  const y = ratioScale(lowest, 1.4 * Math.max(...roofs.map(({ peak }) => peak)));
  const plot = canvas(WIDTH, HEIGHT);
  roofs.forEach(({ peak, bandwidth }, i) => {
    const at = (intensity: number): [number, number] => [
      Math.round(x.at(intensity) * (WIDTH * 2 - 1)),
      Math.round((1 - y.at(Math.min(peak, intensity * bandwidth))) * (HEIGHT * 4 - 1)),
    ];
    const whose = i === 0 ? 'a' : 'b';
    plot.line(whose, at(x.low), at(peak / bandwidth), i > 0);
    plot.line(whose, at(peak / bandwidth), at(x.high), i > 0);
  });
  roofs.forEach(({ peak, bandwidth }, i) => {
    const column = Math.round(x.at(peak / bandwidth) * (WIDTH - 1));
    const row = Math.round((1 - y.at(peak)) * (HEIGHT - 1));
    plot.put(column, row, { text: '◆', ink: i === 0 ? 'a' : 'b' });
    if (chips.length > 1) plot.put(column - 1, row, { text: String(i + 1), ink: i === 0 ? 'a' : 'b' });
  });
  const coloured = ({ text, ink: whose }: PlotCell): string =>
    whose === 'a' ? ink.cool(text) : whose === 'b' ? ink.warm(text) : text;
  const ticks = new Map(
    [0, Math.floor((HEIGHT - 1) / 2), HEIGHT - 1].map((row) => [
      row,
      print.amount(y.value(1 - row / (HEIGHT - 1)), 'FLOP/s', { style: 'short', digits: 2 }),
    ]),
  );
  const left = Math.max(...[...ticks.values()].map(displayWidth));
  const indent = ' '.repeat(left + 2);
  return [
    ...Array.from({ length: HEIGHT }, (_, row) => {
      const label = padDisplay(ticks.get(row) ?? '', left, 'right');
      return `${ink.quiet(`${label} ${ticks.has(row) ? '┤' : '│'}`)}${plot.row(row).map(coloured).join('')}`.trimEnd();
    }),
    ink.quiet(`${' '.repeat(left + 1)}└${'─'.repeat(WIDTH)}`),
    ...letterRows(marks.map(({ intensity, place }) => [Math.round(x.at(intensity) * (WIDTH - 1)), place])).map((line) =>
      ink.strong(`${indent}${line}`),
    ),
    ink.quiet(`${indent}${tickLine(x, print)}`),
    ink.quiet(`${indent}${face.messages.roofline.axisX}`),
  ];
}

/** Letters at their columns; what would cover another goes a line down. */
function letterRows(marks: readonly (readonly [column: number, place: number])[]): string[] {
  const rows: (string | undefined)[][] = [];
  for (const [column, place] of marks) {
    let row = rows.find((one) => one[column] === undefined);
    if (!row) {
      row = [];
      rows.push(row);
    }
    row[column] = letterOf(place);
  }
  return rows.map((row) => Array.from(row, (letter) => letter ?? ' ').join(''));
}

/** Powers of ten beneath the axis, where they have room. */
function tickLine(x: Scale, print: ReturnType<typeof printer>): string {
  let line = '';
  for (let power = Math.ceil(Math.log10(x.low)); 10 ** power <= x.high; power++) {
    const text = print.amount(10 ** power, '1');
    const column = Math.min(WIDTH - text.length, Math.round(x.at(10 ** power) * (WIDTH - 1)));
    if (column > line.length || line === '') line = line.padEnd(column) + text;
  }
  return line;
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly at: (value: number) => number;
  readonly value: (at: number) => number;
}

const ratioScale = (low: number, high: number): Scale => ({
  low,
  high,
  at: (value) => Math.log(value / low) / Math.log(high / low),
  value: (at) => low * (high / low) ** at,
});
