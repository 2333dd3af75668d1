import { TASK, type Timeline } from './timeline.ts';

export interface AsciiMarks {
  readonly forward: string;
  readonly input: string;
  readonly weight: string;
  readonly backward: string;
  readonly idle: string;
}

/** Letters by default, so that the picture survives without colour: capital F, B (both gradients), I (inputs), W (weights), a dot for idle. */
export const ASCII_MARKS: AsciiMarks = { forward: 'F', input: 'I', weight: 'W', backward: 'B', idle: '·' };

const MOST_ROWS = 8;

/**
 * A timeline as rows of `width` characters, one row a stage, first start at the left and last end at the right. A character shows what its
 * stage does for most of that slice of time. More than 8 stages: 8 of them, first and last among them, evenly spread. Throws RangeError for
 * a width below 1.
 */
export function asciiTimeline(
  timeline: Timeline,
  width = 80,
  marks: AsciiMarks = ASCII_MARKS,
): { stage: number; text: string }[] {
  if (!Number.isInteger(width) || width < 1) throw new RangeError(`width ${width} is not a whole number of at least 1`);
  const rows = Math.min(MOST_ROWS, timeline.stages);
  const shown = Array.from({ length: rows }, (_, r) =>
    rows === 1 ? 0 : Math.round((r * (timeline.stages - 1)) / (rows - 1)),
  );
  return shown.map((stage) => ({ stage, text: rowOf(timeline, stage, width, marks) }));
}

function rowOf({ tasks, makespan }: Timeline, stage: number, width: number, marks: AsciiMarks): string {
  // seconds of each kind in each slice; idle is what is left
  const spent = [0, 1, 2, 3].map(() => new Float64Array(width));
  const slice = makespan / width;
  if (!(slice > 0)) return marks.idle.repeat(width);
  for (let q = 0; q < tasks.length; q++) {
    if (tasks.stage[q] !== stage) continue;
    const [start, end] = [tasks.start[q]!, tasks.end[q]!];
    for (let x = Math.floor(start / slice); x < width && x * slice < end; x++) {
      spent[tasks.kind[q]!]![x]! += Math.max(0, Math.min(end, (x + 1) * slice) - Math.max(start, x * slice));
    }
  }
  let text = '';
  for (let x = 0; x < width; x++) {
    const busy = spent.map((list) => list[x]!);
    const idle = slice - busy.reduce((sum, seconds) => sum + seconds, 0);
    const most = busy.indexOf(Math.max(...busy));
    text += busy[most]! > idle ? markOf(most, marks) : marks.idle;
  }
  return text;
}

function markOf(kind: number, marks: AsciiMarks): string {
  if (kind === TASK.forward) return marks.forward;
  if (kind === TASK.input) return marks.input;
  return kind === TASK.weight ? marks.weight : marks.backward;
}
