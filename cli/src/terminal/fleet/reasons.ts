import type { FleetFlip, FleetReport, FleetWorth } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { comma, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { wrap } from '../wrap.ts';
import { labelled } from './labelled.ts';

const MEGA = 1e6;
/** Limits that are told, most worth first. */
const MOST = 5;
const SMALL = 1e-6;

/** What one more of each limit is worth. */
export function worthLines(report: FleetReport, face: Face): string[] {
  if (report.reasons === 'none') return [];
  const { fleet: words } = face.messages;
  const worths = [...report.worths]
    .sort((a, b) => (b.more?.gain ?? 0) - (a.more?.gain ?? 0) || b.total - a.total)
    .slice(0, MOST);
  const sentences = worths.flatMap((worth) => worthSentences(worth, report, face));
  const none = report.reasons === 'few' ? [] : [words.noWorth];
  return sentences.length + none.length > 0 ? labelled(words.worth, sentences.length > 0 ? sentences : none, face) : [];
}

function worthSentences({ kind, name, perPeriod, total, more }: FleetWorth, report: FleetReport, face: Face): string[] {
  const { fleet: words } = face.messages;
  const print = printer(face);
  const gain = (amount: number): string =>
    report.objective === 'energy' ? print.amount(amount, 'J') : print.money(amount * report.money.perUsd, report.money);
  const times = kind === 'power' ? MEGA : 1;
  const paying = perPeriod.flatMap((one, t) =>
    one > SMALL ? [words.inPeriod({ name: report.periods[t]!.name, gain: gain(one * times) })] : [],
  );
  const margin =
    total > SMALL
      ? [words.worthUnit[kind]({ name, gain: gain(total * times), periods: paying.join(comma(face)) })]
      : [];
  if (!more || !(kind === 'supply' || kind === 'power') || !(more.gain > 0)) return margin;
  const by = kind === 'supply' ? formatCount(more.by) : print.amount(more.by, 'W');
  return [...margin, words.more[kind]({ name, by, gain: gain(more.gain) })];
}

/** The nearest prices at which something moves. */
export function flipLines({ flips, money, objective, reasons }: FleetReport, face: Face): string[] {
  const { fleet: words } = face.messages;
  if (objective === 'energy' || reasons !== 'all') return [];
  const print = printer(face);
  const price = (usd: number) => print.amount(usd, 'USD/h', { currency: money.currency, rate: money.perUsd });
  const near = [...flips].sort((a, b) => Math.abs(Math.log(a.times)) - Math.abs(Math.log(b.times)));
  const sentences = near.map(({ pool, direction, usdPerHour, now, moves }) =>
    words.flip[direction]({ pool, price: price(usdPerHour), now: price(now), moves: movesText(moves, face) }),
  );
  return labelled(words.flips, sentences.length > 0 ? sentences : [words.noFlips], face);
}

/** Moves that are named in one sentence. */
const NAMED = 3;

export function movesText(moves: FleetFlip['moves'], face: Face): string {
  const { fleet: words } = face.messages;
  const all = moves.map(({ workload, from, to }) =>
    words.move({ work: workload, ...(from && { from }), ...(to && { to }) }),
  );
  return [...all.slice(0, NAMED), ...(all.length > NAMED ? ['…'] : [])].join(comma(face));
}

/** That reasons were left out, and how they are had. */
export function fewLines({ reasons, outcome }: FleetReport, face: Face): string[] {
  if (reasons !== 'few') return [];
  const { few } = face.messages.fleet;
  return wrap(outcome === 'impossible' ? few.impossible : few.placed, face.width - 4);
}

/** Whether the plan stands where all estimates come out at an end of their ranges. */
export function endLines({ ends, money, figures }: FleetReport, face: Face): string[] {
  if (!ends || !figures) return [];
  const { fleet: words } = face.messages;
  const print = printer(face);
  const sentence = (end: 'low' | 'high') => {
    const { cost, moves } = ends[end];
    if (cost === null) return words.endNot[end];
    return words.end[end]({ cost: print.money(cost * money.perUsd, money), moves: movesText(moves, face) });
  };
  return labelled(words.ends, [sentence('low'), sentence('high')], face);
}
