import type { FleetReport } from '@ridgepoint/engine/report';
import { comma, type Printer, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { assumedLines } from '../serving/assumed-lines.ts';
import { wrap } from '../wrap.ts';
import { aloneLines } from './alone.ts';
import { conflictLines } from './conflict.ts';
import { endLines, fewLines, flipLines, worthLines } from './reasons.ts';
import { useLines } from './use.ts';
import { whereLines } from './where.ts';

/** A placement in a terminal: verdict, what goes where, the use of pools and power, what more is worth, flips, each work alone. */
export function fleetPage(report: FleetReport, face: Face): string {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const good = report.outcome === 'placed';
  const paint = (line: string) => ink.strong(good ? ink.cool(line) : ink.warm(line));
  const [first = '', ...rest] = fleetVerdict(report, face);
  const blocks = [
    [...wrap(first, room).map(paint), ...rest.flatMap((sentence) => wrap(sentence, room))],
    conflictLines(report, face),
    good ? whereLines(report, face) : [],
    good ? useLines(report, face) : [],
    good ? [...worthLines(report, face), ...flipLines(report, face), ...endLines(report, face)] : [],
    fewLines(report, face),
    aloneLines(report, face),
    assumedLines(report.assumed, face, report.money),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

/** The first sentences: what it takes, whose accelerators do what, whether it is proven; or that nothing fits. */
export function fleetVerdict(report: FleetReport, face: Face): string[] {
  const { fleet: words } = face.messages;
  const print = printer(face);
  const { figures, periods, budget, money } = report;
  if (report.outcome === 'stopped') return [words.stopped];
  if (!figures) return [words.impossible({ count: String(report.conflict.length) })];
  const [start, end] = [periods[0]!.name, periods.at(-1)!.name];
  const span =
    periods.length === 1
      ? words.onePeriod({ name: start })
      : words.periods({ count: String(periods.length), first: start, last: end });
  const cost = print.moneyRange(inMoney(figures.cost, money.perUsd), money);
  const head = words.placed[report.objective]({
    cost,
    energy: print.range(figures.energy),
    value: print.money((figures.value ?? 0) * money.perUsd, money),
    periods: span,
  });
  const left = report.workloads.filter(({ done }) => !done).map(({ name }) => name);
  const spent = budget
    ? [
        words.ofBudget({
          share: print.percent(figures.cost.value / budget),
          budget: print.money(budget * money.perUsd, money),
        }),
      ]
    : [];
  const proof = report.gap === 0 ? words.proven : words.unproven({ gap: print.percent(report.gap) });
  return [
    head,
    ...vendorSentences(report, face, print),
    ...(left.length > 0 ? [words.leftOut({ names: left.join(comma(face)) })] : []),
    [...spent, proof].join(comma(face)),
  ];
}

/** Which kinds of work each vendor's accelerators do, and what share of it; nothing where all are of one vendor. */
function vendorSentences({ pools, workloads }: FleetReport, face: Face, print: Printer): string[] {
  const { fleet: words } = face.messages;
  const vendorOf = new Map(pools.map(({ name, vendor }) => [name, vendor]));
  const vendors = [...new Set(pools.map(({ vendor }) => vendor))];
  if (vendors.length < 2) return [];
  const kinds = [...new Set(workloads.map(({ kind }) => kind))];
  return vendors.flatMap((vendor) => {
    const done = kinds.flatMap((kind) => {
      const all = workloads.filter((work) => work.kind === kind && work.done);
      const share =
        all.reduce(
          (sum, { where }) =>
            sum + where.reduce((of, part) => of + (vendorOf.get(part.pool) === vendor ? part.share : 0), 0),
          0,
        ) / Math.max(1, all.length);
      if (share < 0.005) return [];
      return [
        share > 0.995 ? words.kinds[kind] : words.kindShare({ kind: words.kinds[kind], share: print.percent(share) }),
      ];
    });
    return done.length > 0 ? [words.vendor({ vendor, kinds: done.join(comma(face)) })] : [];
  });
}

export const inMoney = <T extends { value: number; low: number; high: number }>(usd: T, perUsd: number): T => ({
  ...usd,
  value: usd.value * perUsd,
  low: usd.low * perUsd,
  high: usd.high * perUsd,
});
