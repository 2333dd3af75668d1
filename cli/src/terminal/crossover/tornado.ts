import type { CrossoverFlip, CrossoverReport, CrossoverShift } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { amounts, isShare, movedText, shiftName } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { axisPlace } from './curves.ts';

const ROWS = 6;
/** Columns of a bar, at most. */
const BAR = 20;
const WIDEST = 28;
const GAPS = 6;
/** A shift that is a smaller share of the axis cannot be seen. */
const LEAST = 0.002;

/** What the flip hangs on, most first: the input, from where to where it is not known, and where the flip goes with it. */
export function tornadoLines(flip: CrossoverFlip, report: CrossoverReport, face: Face): string[] {
  const place = axisPlace(report.over);
  const ends = ({ atLow, atHigh }: CrossoverShift) => [atLow, atHigh].map((at) => (at === null ? null : place(at)));
  const felt = flip.shifts.filter((shift) =>
    ends(shift).some((end) => end === null || Math.abs(end - place(flip.at)) > LEAST),
  );
  // What is not known comes first: it makes the range.
  const rows = [...felt.filter((s) => !s.whatIf), ...felt.filter((s) => s.whatIf)].slice(0, ROWS);
  if (rows.length === 0) return [];
  const ink = inkOf(face.colour);
  const words = face.messages.crossover;
  const of = amounts(face, { unit: report.over.unit, share: isShare(report.over) });
  const all = rows.flatMap(ends).map((end) => end ?? 1);
  const [least, most] = [Math.min(place(flip.at), ...all), Math.max(place(flip.at), ...all)];
  const texts = rows.map(
    (shift) => shiftName(shift, report, face, (name) => cutDisplay(name, 14)) + (shift.whatIf ? ' *' : ''),
  );
  const moved = rows.map((shift) => movedText(shift, face));
  const where = rows.map(({ atLow, atHigh }) => {
    const [low, high] = (atLow ?? Infinity) <= (atHigh ?? Infinity) ? [atLow, atHigh] : [atHigh, atLow];
    if (low !== null && high !== null) return of.between(low, high);
    return low === null ? words.gone : `${of.one(low)} – ${words.gone}`;
  });
  const column = Math.min(WIDEST, Math.max(...texts.map(displayWidth)));
  const next = Math.max(...moved.map(displayWidth));
  const last = Math.max(...where.map(displayWidth));
  const wide = Math.max(6, Math.min(BAR, face.width - 4 - column - next - last - GAPS));
  const lines = rows.map((shift, i) => {
    const bar = barOf(ends(shift), { at: place(flip.at), least, most, wide });
    const name = padDisplay(cutDisplay(texts[i]!, column), column);
    return `${name}  ${ink.quiet(padDisplay(moved[i]!, next))}  ${shift.whatIf ? ink.quiet(bar) : ink.cool(bar)}  ${where[i]}`;
  });
  const note = rows.some(({ whatIf }) => whatIf) ? [ink.quiet(`* ${words.whatIf}`)] : [];
  return [ink.strong(words.moves), ...lines, ...note];
}

function barOf(
  ends: readonly (number | null)[],
  { at, least, most, wide }: { at: number; least: number; most: number; wide: number },
): string {
  const span = Math.max(1e-12, most - least);
  const column = (place: number) => Math.round(((place - least) / span) * (wide - 1));
  const known = ends.map((end) => end ?? most);
  const [from, to] = [Math.min(at, ...known), Math.max(at, ...known)].map(column) as [number, number];
  return Array.from({ length: wide }, (_, i) => (i === column(at) ? '┃' : i >= from && i <= to ? '━' : ' ')).join('');
}
