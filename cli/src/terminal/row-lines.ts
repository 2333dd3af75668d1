import { padDisplay } from '@ridgepoint/engine/units';
import { wrap } from './wrap.ts';

export interface RowCell {
  readonly text: string;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** One row of a table in as many lines as its longest cell takes: what is wider than its column goes on beneath, nothing is cut. */
export function rowLines(cells: readonly RowCell[], gap: string): string[] {
  const wrapped = cells.map(({ text, width }) => indented(text, width));
  const most = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: most }, (_, i) =>
    cells
      .map(({ width, align = 'left' }, at) => padDisplay(wrapped[at]![i] ?? '', width, align))
      .join(gap)
      .trimEnd(),
  );
}

/** Spaces before a text, where a mark may stand, stay before all its lines. */
function indented(text: string, width: number): string[] {
  const lead = /^ */.exec(text)![0];
  return wrap(text.slice(lead.length), width - lead.length).map((line) => lead + line);
}
