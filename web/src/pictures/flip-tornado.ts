import type { CrossoverFlip, CrossoverReport } from '@ridgepoint/engine/report';
import { amounts, isShare, type Speaker, shiftName } from '@ridgepoint/engine/wording';
import type { ChartSpec } from '../charts/index.ts';
import { axisOfInput } from './curves.ts';
import { tornado } from './tornado.ts';

const ROWS = 9;
/** A shift that is a smaller share of the axis cannot be seen. */
const LEAST = 0.002;

/** What one flip hangs on: what is not known first, then what is known and was moved to see. */
export function flipTornado(
  report: CrossoverReport,
  flip: CrossoverFlip,
  name: string,
  speaker: Speaker,
): ChartSpec | null {
  const words = speaker.messages.crossover;
  const { over } = report;
  const share = (at: number) =>
    over.log ? Math.log(at / over.low) / Math.log(over.high / over.low) : (at - over.low) / (over.high - over.low);
  const felt = flip.shifts.filter(({ atLow, atHigh }) =>
    [atLow, atHigh].some((at) => at === null || Math.abs(share(at) - share(flip.at)) > LEAST),
  );
  const rows = [...felt.filter((s) => !s.whatIf), ...felt.filter((s) => s.whatIf)].slice(0, ROWS);
  if (rows.length === 0) return null;
  const place = amounts(speaker, { unit: over.unit, share: isShare(over) });
  return tornado({
    id: 'what-moves-the-flip',
    title: words.moves,
    axis: axisOfInput(over, words.flipsAt(name), speaker),
    at: flip.at,
    atText: place.one(flip.at),
    gone: words.gone,
    words: words.tornadoColumns,
    note: [words.tornadoNote, rows.some(({ whatIf }) => whatIf) ? `* ${words.whatIf}` : ''].filter(Boolean).join(' '),
    rows: rows.map((shift) => {
      const { path, unit, low, high, whatIf } = shift;
      const of = amounts(speaker, { unit, share: unit === '1' && high <= 1 });
      const ends =
        path === 'error'
          ? [`−${Math.round((1 - low) * 100)} %`, `+${Math.round((high - 1) * 100)} %`]
          : [of.one(low), of.one(high)];
      return {
        name: shiftName(shift, report, speaker),
        low: whatIf ? '−20 %' : ends[0]!,
        high: whatIf ? '+20 %' : ends[1]!,
        atLow: shift.atLow,
        atHigh: shift.atHigh,
        whatIf,
      };
    }),
  });
}
