import type { BarId, JudgedBar } from '@ridgepoint/engine/trust';
import { padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

const NAME = 46;
const WANTED = 13;
const FIGURE = 8;

/** Every bar on a line: name, what is wanted, the figure, reached or not. Long names take a second line. */
export function barLines(bars: readonly JudgedBar[], face: Face): string[] {
  const words = face.messages.bars;
  const ink = inkOf(face.colour);
  const judged = bars.filter(({ reached }) => reached !== null);
  const count = words.count({
    reached: String(judged.filter(({ reached }) => reached).length),
    judged: String(judged.length),
  });
  return [
    ink.quiet(words.title),
    row(words.bar, words.wanted, words.figure, ''),
    ...bars.flatMap((bar) => {
      const [first = '', ...rest] = wrap(words.names[bar.id as BarId] ?? bar.id, NAME, 2);
      const line = row(first, wantedOf(bar, face), shown(bar.figure, bar.unit, face), verdict(bar, face));
      return [line, ...rest];
    }),
    ...wrap(`${count} ${words.legend}`, face.width, 2),
  ];
}

function row(name: string, wanted: string, figure: string, verdict: string): string {
  const numbers = `${padDisplay(wanted, WANTED, 'right')}${padDisplay(figure, FIGURE, 'right')}`;
  return `${padDisplay(name, NAME)}${numbers} ${verdict}`.trimEnd();
}

function verdict({ reached }: JudgedBar, face: Face): string {
  const { reached: yes, missed } = face.messages.bars;
  return reached === null ? '' : reached ? yes : inkOf(face.colour).strong(missed);
}

function wantedOf({ at_least: least, at_most: most, unit }: JudgedBar, face: Face): string {
  if (least !== null && most !== null) return `${(100 * least).toFixed(0)}-${percent(most, face, 0)}`;
  if (most !== null) return most === 0 ? '0' : `<= ${shown(most, unit, face)}`;
  return least === null ? '-' : `>= ${shown(least, unit, face)}`;
}

function shown(value: number | null, unit: JudgedBar['unit'], face: Face): string {
  if (value === null) return '-';
  return unit === 'share' ? percent(value, face) : unit === 'rank' ? value.toFixed(2) : String(value);
}

const percent = (share: number, { locale }: Face, digits = 1): string =>
  `${(100 * share).toFixed(digits)}${locale === 'en' ? ' %' : '%'}`;
