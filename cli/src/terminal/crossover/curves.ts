import type { CrossoverPoint, CrossoverReport } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { amounts, isShare } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { canvas, type PlotCell } from './canvas.ts';

const WIDTH = 60;
const HEIGHT = 12;
/** Values that span more than this are drawn in ratios. */
const LOG_FROM = 6;
const NAME = 22;
/** Of the whole height: curves that are mostly nearer than that are drawn in relation to the better one. */
const NEAR = 0.12;
/** But not where one is anywhere so many times the other. */
const TIMES = 4;

/** Both curves over the axis, the flips as dotted lines, their ranges as a heavy stretch of the axis. */
export function curvesPicture(report: CrossoverReport, face: Face): string[] {
  const { over, on, flips } = report;
  const relative = isNear(report);
  const curves = relative ? timesTheBetter(report) : report.curves;
  const values = curves.flatMap(({ a, b }) => [a, b]).filter((value) => value !== null);
  if (values.length < 4) return [];
  const ink = inkOf(face.colour);
  const y = scaleOf(values);
  const x = axisPlace(over);
  const plot = canvas(WIDTH, HEIGHT);
  for (const side of ['a', 'b'] as const) drawCurve(side);
  const columns = flips.map(({ at }) => Math.round(x(at) * (WIDTH - 1)));
  for (const column of columns)
    for (let row = 0; row < HEIGHT; row++)
      if (plot.isEmpty(column, row)) plot.put(column, row, { text: '┊', ink: 'mark' });
  nameCurves();
  const print = amounts(face, { unit: on.unit });
  const tick = (value: number) => (relative ? `${value.toFixed(2)} ×` : print.one(Number(value.toPrecision(3)), 2));
  const ticks = new Map(
    [0, Math.floor((HEIGHT - 1) / 2), HEIGHT - 1].map((row) => [row, tick(y.value(1 - row / (HEIGHT - 1)))]),
  );
  const column = Math.max(...[...ticks.values()].map(displayWidth));
  const coloured = ({ text, ink: whose }: PlotCell): string =>
    whose === 'a'
      ? ink.cool(text)
      : whose === null || whose === 'quiet'
        ? text
        : whose === 'b'
          ? ink.warm(text)
          : ink.quiet(text);
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const label = padDisplay(ticks.get(row) ?? '', column, 'right');
    return `${ink.quiet(`${label} ${ticks.has(row) ? '┤' : '│'}`)}${plot.row(row).map(coloured).join('')}`.trimEnd();
  });
  const indent = ' '.repeat(column + 1);
  return [
    ...(relative ? [ink.quiet(face.messages.crossover.relative)] : []),
    ...rows,
    `${ink.quiet(`${indent}└`)}${axisLine()}`,
    ...tickLines().map((line) => ink.quiet(`${indent} ${line}`.trimEnd())),
  ];

  function drawCurve(side: 'a' | 'b'): void {
    let last: [number, number] | null = null;
    for (const point of curves) {
      const value = point[side];
      const here: [number, number] | null =
        value === null
          ? null
          : [Math.round(x(point.x) * (WIDTH * 2 - 1)), Math.round((1 - y.at(value)) * (HEIGHT * 4 - 1))];
      if (last && here) plot.line(side, last, here, side === 'b');
      last = here;
    }
  }

  /** The names stand where the curves are furthest apart, each on its outer side. */
  function nameCurves(): void {
    const ends = { a: lastOf(curves, 'a'), b: lastOf(curves, 'b') };
    for (const side of ['a', 'b'] as const) {
      const end = ends[side];
      if (!end) continue;
      const name = cutDisplay(report[side].name, NAME);
      const other = ends[side === 'a' ? 'b' : 'a'];
      const upper = !other || end.value >= other.value;
      placeName(side, name, end, upper);
    }
  }

  function placeName(side: 'a' | 'b', name: string, end: { x: number; value: number }, upper: boolean): void {
    const width = displayWidth(name);
    const right = Math.min(WIDTH - 1, Math.round(x(end.x) * (WIDTH - 1)));
    const row = Math.round((1 - y.at(end.value)) * (HEIGHT - 1));
    const ways = upper ? [-1, 1, -2, 2, -3, 3] : [1, -1, 2, -2, 3, -3];
    for (let start = right - width; start >= 0; start -= 4)
      for (const way of ways) {
        const at = row + way;
        if (at < 0 || at >= HEIGHT) continue;
        const free = Array.from({ length: width }, (_, i) => plot.isEmpty(start + i, at));
        if (!free.every(Boolean)) continue;
        let column = start;
        for (const letter of name) {
          plot.put(column, at, { text: letter, ink: side });
          for (let more = 1; more < displayWidth(letter); more++) plot.put(column + more, at, { text: '', ink: side });
          column += displayWidth(letter);
        }
        return;
      }
  }

  function axisLine(): string {
    const cells = Array.from({ length: WIDTH }, () => ink.quiet('─'));
    for (const { low, high } of flips) {
      const [from, to] = [Math.round(x(low) * (WIDTH - 1)), Math.round(x(high) * (WIDTH - 1))];
      for (let i = from; i <= to; i++) cells[i] = ink.strong('━');
    }
    for (const column of columns) cells[column] = ink.strong('┻');
    return cells.join('');
  }

  /** Ends and flips, as many as have room. */
  function tickLines(): string[] {
    const of = amounts(face, { unit: over.unit, share: isShare(over) });
    const marks = [
      ...flips.map(({ at }) => ({ at, text: of.one(at) })),
      { at: over.low, text: of.one(over.low) },
      { at: over.high, text: of.one(over.high) },
    ];
    const taken: { from: number; to: number; text: string }[] = [];
    for (const { at, text } of marks) {
      const width = displayWidth(text);
      const from = Math.max(0, Math.min(WIDTH - width, Math.round(x(at) * (WIDTH - 1) - width / 2)));
      if (taken.every((t) => from > t.to + 1 || from + width < t.from - 1))
        taken.push({ from, to: from + width, text });
    }
    let line = '';
    for (const { from, text } of taken.sort((p, q) => p.from - q.from))
      line += ' '.repeat(Math.max(0, from - displayWidth(line))) + text;
    return [line];
  }
}

/** Curves that go up together so far that their distance would not be seen. */
function isNear({ curves }: CrossoverReport): boolean {
  const both = curves.flatMap(({ a, b }) => (a !== null && b !== null && a > 0 && b > 0 ? [{ a, b }] : []));
  if (both.length < 2) return false;
  const all = both.flatMap(({ a, b }) => [a, b]);
  const span = Math.log(Math.max(...all) / Math.min(...all));
  const apart = both.map(({ a, b }) => Math.abs(Math.log(a / b))).sort((x, y) => x - y);
  return apart.at(-1)! > 0 && apart.at(-1)! < Math.log(TIMES) && apart[Math.floor(apart.length / 2)]! < NEAR * span;
}

/** Each value over the better of the two. */
function timesTheBetter({ curves, on }: CrossoverReport): CrossoverPoint[] {
  return curves.map(({ x, a, b }) => {
    const known = [a, b].filter((value) => value !== null);
    const best = on.better === 'smaller' ? Math.min(...known) : Math.max(...known);
    return { x, a: a === null ? null : a / best, b: b === null ? null : b / best };
  });
}

const lastOf = (curves: readonly CrossoverPoint[], side: 'a' | 'b') => {
  const point = curves.findLast((each) => each[side] !== null);
  return point ? { x: point.x, value: point[side]! } : null;
};

/** Place of a value along an axis, 0 to 1. */
export const axisPlace =
  ({ low, high, log }: Pick<CrossoverReport['over'], 'low' | 'high' | 'log'>) =>
  (value: number): number =>
    Math.min(1, Math.max(0, log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)));

function scaleOf(values: readonly number[]) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low > 0 && high / low > LOG_FROM)
    return {
      at: (value: number) => Math.log(value / low) / Math.log(high / low),
      value: (share: number) => low * (high / low) ** share,
    };
  const room = high > low ? (high - low) * 0.05 : Math.max(1e-12, Math.abs(high) * 0.05);
  const [from, to] = [low - room < 0 && low >= 0 ? 0 : low - room, high + room];
  return { at: (value: number) => (value - from) / (to - from), value: (share: number) => from + share * (to - from) };
}
