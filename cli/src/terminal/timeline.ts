import { CELL, type TrainReport } from '@ridgepoint/engine/report';
import { displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { phrases } from './wrap.ts';

/** How tasks are drawn; different without colour too. */
const DRAWN = { forward: '░', backward: '█', input: '▓', weight: '▚', both: '▒', idle: ' ' } as const;
const TASK_OF: Readonly<Record<string, keyof typeof DRAWN>> = Object.fromEntries(
  Object.entries(CELL).map(([task, letter]) => [letter, task as keyof typeof DRAWN]),
);

/** A few stages of the pipeline over its first micro-batches, with the key beneath. */
export function timelineLines({ timeline }: TrainReport, face: Face): string[] {
  if (!timeline) return [];
  const ink = inkOf(face.colour);
  const { face: words } = face.messages;
  const names = timeline.rows.map((row) => words.stage(row.stage + 1));
  const column = Math.max(...names.map(displayWidth));
  const rows = timeline.rows.map((row, i) => {
    const cells = [...row.cells].map((letter) => DRAWN[TASK_OF[letter] ?? 'idle']).join('');
    return `  ${padDisplay(names[i]!, column)}  ${colour(cells)}`;
  });
  const used = (['forward', 'backward', 'input', 'weight', 'both'] as const).filter((task) =>
    timeline.rows.some((row) => row.cells.includes(CELL[task])),
  );
  const keys = used.map((task) => `${DRAWN[task]} ${task === 'both' ? words.both : words.tasks[task]}`);
  const all = formatCount(timeline.microBatches);
  const whole = timeline.drawn === timeline.microBatches;
  const title = whole ? words.timelineAll({ all }) : words.timeline({ drawn: formatCount(timeline.drawn), all });
  const indent = ' '.repeat(column + 4);
  const key = phrases(keys, '   ', face.width - 2 - indent.length).map((line) => indent + ink.quiet(line));
  return [ink.strong(title), ...rows, ...key];

  function colour(cells: string): string {
    return cells.replace(/[░]+/g, (run) => ink.cool(run));
  }
}
