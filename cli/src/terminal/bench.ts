import { displayWidth, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type { Measure } from '../bench/index.ts';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** What was measured, two lines each: its name; its value, the peer's and how many times better, with where the peer's is from. */
export function benchPage(measures: readonly Measure[], face: Face): string {
  const ink = inkOf(face.colour);
  const { bench: words } = face.messages.face;
  const room = face.width - 4;
  const number = (value: number, unit: string) =>
    unit === 's'
      ? formatQuantity(value, 's', { locale: face.locale, style: 'short' })
      : `${formatQuantity(value, '1', { locale: face.locale })} ${unit}`;
  const rows = measures.map((measure) => ({
    name: measure.name,
    cells: [
      number(measure.value, measure.unit),
      measure.peer_value === null ? '–' : number(measure.peer_value, measure.unit),
      measure.ratio === null ? '–' : `${formatQuantity(measure.ratio, '1', { locale: face.locale })}×`,
    ],
    peer: measure.peer,
  }));
  const titles = [words.here, words.peer, words.ratio];
  const widths = titles.map((title, i) =>
    Math.max(displayWidth(title), ...rows.map(({ cells }) => displayWidth(cells[i]!))),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, i) => padDisplay(cell, widths[i]!, 'right')).join('  ')}`;
  const lines = [
    ink.quiet(line(titles)),
    ...rows.flatMap(({ name, cells, peer }) => [
      ...wrap(name, room, 2).map(ink.strong),
      line(cells),
      ...(peer ? wrap(peer, room - 2).map((text) => ink.quiet(`  ${text}`)) : []),
    ]),
  ];
  return `\n${lines.map((text) => `  ${text}`).join('\n')}\n\n`;
}
