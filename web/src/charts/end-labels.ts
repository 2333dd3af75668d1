import type { Mark, Tone } from './spec.ts';

/** Pixels between two names. */
const LINE = 14;

interface EndLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: Tone;
  /** Pixels downward from the line's end. */
  readonly dy: number;
}

interface Frame {
  /** Names stand to the right of the drawing, else inside above the lines. */
  readonly beside: boolean;
  /** Pixel of a height. */
  readonly place: (y: number) => number;
  /** Highest and lowest pixel. */
  readonly room: readonly [number, number];
}

/** Names of lines at their ends, moved apart where they would lie on each other. */
export function endLabels(marks: readonly Mark[], { beside, place, room }: Frame): readonly EndLabel[] {
  const lines = marks.flatMap((mark) => {
    if (mark.kind !== 'line' || !mark.label) return [];
    const end = mark.points.findLast(([, y]) => y !== null);
    return end ? [{ x: end[0], y: end[1]!, text: mark.label, tone: mark.tone }] : [];
  });
  const wanted = lines.map((line) => ({ ...line, at: place(line.y) - (beside ? 0 : 9) })).sort((p, q) => p.at - q.at);
  const tops: number[] = [];
  for (const { at } of wanted) tops.push(Math.max(at, (tops.at(-1) ?? Number.NEGATIVE_INFINITY) + LINE, room[0]));
  for (let i = tops.length - 1; i >= 0; i--) {
    const floor = i === tops.length - 1 ? room[1] - 4 : tops[i + 1]! - LINE;
    tops[i] = Math.min(tops[i]!, floor);
  }
  return wanted.map(({ x, y, text, tone }, i) => ({ x, y, text, tone, dy: tops[i]! - place(y) }));
}
