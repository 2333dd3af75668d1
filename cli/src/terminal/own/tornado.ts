import type { OwnComparison } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { assumedAmount, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';

const COLUMNS = 20;

/** Inputs by how far their range moves the flip; the bar runs over the shares of use, `┃` is where the flip is. */
export function tornadoLines(own: OwnComparison, face: Face): string[] {
  const { tornado, verdict, assumed, money } = own;
  if (!verdict.flip || tornado.length === 0) return [];
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.own;
  const at = verdict.flip.at;
  const rows = tornado.map(({ name, low, high, atLow, atHigh }) => {
    const unit = assumed.find(({ key }) => key === name)?.unit ?? '1';
    const of = (value: number) => assumedAmount(value, undefined, undefined, unit, money, print);
    const use = (share: number | null) => (share === null ? words.gone : print.percent(share));
    return {
      name: words.inputs[name as keyof typeof words.inputs] ?? name,
      range: `${of(low)}–${of(high)}`,
      // Not a range: with the input at its low end, and at its high end.
      moves: atLow === atHigh ? use(atLow) : `${use(atLow)} → ${use(atHigh)}`,
      drawn: drawn(atLow ?? 1, atHigh ?? 1, at),
    };
  });
  const width = (of: (row: (typeof rows)[number]) => string) => Math.max(...rows.map((row) => displayWidth(of(row))));
  const [first, second] = [width((r) => r.moves), width((r) => r.name)];
  return [
    ink.strong(words.tornado),
    ...rows.map(({ name, range, moves, drawn: picture }) => {
      const line = `  ${padDisplay(moves, first, 'right')}  ${ink.cool(picture)}  `;
      const words_ = `${padDisplay(name, second)}  ${range}`;
      const room = face.width - 4 - first - COLUMNS - 6;
      // A long name takes the place of its range.
      return line + (displayWidth(words_) <= room ? words_ : name);
    }),
  ];
}

function drawn(one: number, other: number, at: number): string {
  const column = (share: number) => Math.min(COLUMNS - 1, Math.max(0, Math.floor(share * COLUMNS)));
  const [from, to, here] = [column(Math.min(one, other)), column(Math.max(one, other)), column(at)];
  return Array.from({ length: COLUMNS }, (_, i) => (i === here ? '┃' : i >= from && i <= to ? '█' : '·')).join('');
}
