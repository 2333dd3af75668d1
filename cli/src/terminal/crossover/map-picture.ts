import type { CrossoverReport } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { amounts, isShare, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { axisPlace } from './curves.ts';

const WIDTH = 58;
const MARKS = { a: '█', b: '░', tie: '=', neither: ' ' } as const;

/** Who wins where over two inputs: a character a place, the files' own place marked. */
export function mapPicture(report: CrossoverReport, face: Face, title: string): string[] {
  const { map, over } = report;
  if (!map) return [];
  const ink = inkOf(face.colour);
  const words = face.messages.crossover;
  const [ofX, ofY] = [over, map.over].map((axis) => amounts(face, { unit: axis.unit, share: isShare(axis) })) as [
    ReturnType<typeof amounts>,
    ReturnType<typeof amounts>,
  ];
  const x = axisPlace(over);
  const y = axisPlace(map.over);
  const rows = map.rows.toReversed();
  const labels = rows.map((row, i) => (i % 2 === 0 || i === rows.length - 1 ? ofY.one(row.y) : ''));
  const column = Math.max(...labels.map(displayWidth));
  const stands = map.stands;
  const here =
    stands.x === null || stands.y === null
      ? null
      : {
          column: Math.round(x(stands.x) * (WIDTH - 1)),
          row: nearestRow(
            rows.map((row) => y(row.y)),
            y(stands.y),
          ),
        };
  const body = rows.map(({ stretches }, i) => {
    const cells = Array.from({ length: WIDTH }, (_, at) => {
      const place = (at + 0.5) / WIDTH;
      const leader = stretches.find(({ high }) => place <= x(high))?.leader ?? stretches.at(-1)!.leader;
      const mark = MARKS[leader];
      if (here?.row === i && here.column === at) return ink.strong('◆');
      return leader === 'a' ? ink.cool(mark) : leader === 'b' ? ink.warm(mark) : ink.quiet(mark);
    });
    return `${ink.quiet(`${padDisplay(labels[i]!, column, 'right')} ┤`)}${cells.join('')}`;
  });
  const [left, right] = [ofX.one(over.low), ofX.one(over.high)];
  const gap = ' '.repeat(Math.max(1, WIDTH - displayWidth(left) - displayWidth(right)));
  const indent = ' '.repeat(column + 1);
  const print = printer(face);
  const legend = (['a', 'b'] as const).map((side) => {
    const text = words.share({ name: cutDisplay(report[side].name, 18), share: print.percent(map.share[side]) });
    return `${side === 'a' ? ink.cool(MARKS.a.repeat(2)) : ink.warm(MARKS.b.repeat(2))} ${text}`;
  });
  return [
    ink.strong(title),
    ...body,
    ink.quiet(`${indent}└${'─'.repeat(WIDTH)}`),
    ink.quiet(`${indent} ${left}${gap}${right}`),
    `${indent} ${legend.join('   ')}`,
    ...(here ? [`${indent} ◆  ${words.here}`] : []),
  ];
}

const nearestRow = (rows: readonly number[], at: number): number =>
  rows.reduce((best, row, i) => (Math.abs(row - at) < Math.abs(rows[best]! - at) ? i : best), 0);
