import type { FleetOffer, FleetReport } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { printer, refusalSentence } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** Of a large portfolio the table would be longer than anybody reads. */
const MOST_ROWS = 40;
const WIDEST_NAME = 16;

/** What each workload would take on each pool were it there alone: where a slogan holds, and the price at which it no longer does. */
export function aloneLines({ workloads, pools, money, periods }: FleetReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const { fleet: words } = face.messages;
  const print = printer(face);
  const price = (usd: number) =>
    print.amount(usd, 'USD/h', { digits: 3, currency: money.currency, rate: money.perUsd });
  const rows = workloads.flatMap(({ name, offers, where }) => {
    if (offers.length < 2) return [];
    const able = offers.filter(({ usd, ready }) => usd !== null && ready !== null).map(({ usd }) => usd!.value);
    const least = Math.min(...able);
    return offers.map((offer, i) => {
      const pool = pools.find((one) => one.name === offer.pool)!;
      const now = pool.usdPerHour.reduce((sum, usd) => sum + usd, 0) / pool.usdPerHour.length;
      return {
        chosen: where.some((part) => part.pool === offer.pool),
        cheapest: offer.usd?.value === least,
        cells: [
          i === 0 ? name : '',
          offer.pool,
          offer.need ? needText(offer.need) : '–',
          offer.usd ? print.money(offer.usd.value * money.perUsd, money) : '–',
          now > 0 && offer.levelUsdPerHour !== null && offer.levelUsdPerHour > 0
            ? words.level({
                price: print.amount(offer.levelUsdPerHour * money.perUsd, '1', { digits: 3 }),
                now: price(now),
              })
            : '–',
        ],
        note: noteOf(offer, face, periods[0]!.name),
      };
    });
  });
  if (rows.length === 0 || rows.length > MOST_ROWS) return [];
  const { work, pool, need, cost, level } = words.aloneColumns;
  const titles = [work, pool, need, cost, level];
  const widths = titles.map((title, i) =>
    Math.min(
      i < 2 ? WIDEST_NAME : 40,
      Math.max(displayWidth(title), ...rows.map(({ cells }) => displayWidth(cells[i]!))),
    ),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => padDisplay(cutDisplay(text, widths[i]!), widths[i]!, i < 2 ? 'left' : 'right'))
      .join('  ')
      .trimEnd();
  return [
    ...wrap(words.alone, face.width - 4),
    ink.quiet(line(titles)),
    ...rows.flatMap(({ cells, chosen, cheapest, note }) => {
      const text = line(cells);
      const painted = cheapest ? ink.cool(text) : chosen ? text : ink.quiet(text);
      return [
        painted,
        ...(note ? [`  ${' '.repeat(widths[0]!)}${ink.quiet(cutDisplay(note, face.width - 8 - widths[0]!))}`] : []),
      ];
    }),
  ];

  function needText(of: NonNullable<FleetOffer['need']>): string {
    if (of.unit !== '1') return print.amount(of.value, 'GPU-h', { style: 'short' });
    return words.accelerators({ count: print.count(Math.ceil(of.value - 1e-9)) });
  }
}

function noteOf({ ready, refused, need }: FleetOffer, face: Face, first: string): string {
  const { notes } = face.messages.fleet;
  if (!need)
    return refused?.rule === 'promise'
      ? notes.promise
      : notes.refused({ sentence: refused ? refusalSentence(refused, face) : '' });
  if (ready === null) return notes.never;
  return ready === first ? '' : notes.from({ period: ready });
}
