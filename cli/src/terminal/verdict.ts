import type { TrainReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { gapOf, type Printer, printer, refusalSentence, strategyLine } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** The first lines: does it fit, how long, how much; the strategy; what was asked. */
export function verdictLines(report: TrainReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const print = printer(face);
  const room = face.width - 4;
  const good = report.outcome === 'fits';
  const { face: words, verdict } = face.messages;
  const outcome = words.outcomes[report.outcome];
  const gap = gapOf(face);
  const [first = '', ...more] = wrap(`${outcome}${gap}${billOf(report, face, print)}`, room);
  const head = [ink.strong(good ? ink.cool(first) : ink.warm(first)), ...more.map(ink.strong)];
  const limits = [
    report.limits.deadline !== null && words.deadline({ limit: print.amount(report.limits.deadline, 's') }),
    report.limits.budget !== null && words.budget({ limit: inMoney(report.limits.budget, report, print) }),
  ].filter((line) => line !== false);
  const strategy = report.strategy && strategyLine(face.messages, report.strategy);
  const sentence =
    strategy &&
    (report.search
      ? words.bestOf({ strategies: formatCount(report.search.evaluated), strategy })
      : verdict.given({ strategy }));
  return [
    ...head,
    ...refusal(report, face).map(ink.warm),
    ...(limits.length > 0 && !good ? [ink.warm(limits.join(', '))] : []),
    ...(sentence ? wrap(sentence, room) : []),
    ...tight(report, face, print).map(ink.warm),
    ...asPublished(report, face, print),
    ...broken(report, face).map(ink.warm),
    ...(report.search && !report.search.complete
      ? [ink.warm(verdict.cut({ evaluated: formatCount(report.search.evaluated) }))]
      : []),
    '',
    ...questionLines(report, face, print).map(ink.quiet),
  ];
}

/** Why nothing was found: what the leanest strategy needs, or the rule that was broken most often. */
function refusal({ outcome, strategy, refused }: TrainReport, face: Face): string[] {
  if (strategy || refused.length === 0) return [];
  const memory = outcome === 'does-not-fit' ? refused.find(({ rule }) => rule === 'memory') : undefined;
  const { example } = memory ?? refused[0]!;
  const sentence = refusalSentence(example, face);
  return wrap(memory ? face.messages.face.leanest(sentence) : sentence, face.width - 4);
}

/** US dollars in the currency of the bill. */
const inMoney = (usd: number, { figures }: TrainReport, print: Printer): string =>
  figures?.money ? print.money(usd * figures.money.perUsd, figures.money) : print.amount(usd, 'USD');

/** Where the range of the memory holds what there is, "fits" and "does not fit" are likely and no more. */
function tight({ memory, outcome }: TrainReport, face: Face, print: Printer): string[] {
  if (!memory || outcome === 'no-legal-strategy') return [];
  const { peak, capacity } = memory;
  if (peak.low > capacity || peak.high <= capacity) return [];
  const { verdict } = face.messages;
  const amount = (bytes: number) => print.amount(bytes, 'B', { binary: true, digits: 2 });
  const sentence =
    outcome === 'does-not-fit'
      ? verdict.mayFit({ low: amount(peak.low), capacity: amount(capacity) })
      : verdict.tight({ high: amount(peak.high), capacity: amount(capacity) });
  return wrap(sentence, face.width - 4, 2);
}

/** What the software of the model's published run would make of it: what a paper's figures are held against. */
function asPublished({ asPublished: other }: TrainReport, face: Face, print: Printer): string[] {
  if (!other) return [];
  const sentence = face.messages.face.asPublished({
    preset: other.preset,
    time: print.range(other.wall),
    mfu: print.percentRange(other.mfu),
  });
  return wrap(sentence, face.width - 4, 2);
}

/** A rule that does not hold gives the exit code, so it is told before the numbers. */
function broken({ assertions }: TrainReport, face: Face): string[] {
  const lost = assertions.filter(({ holds }) => !holds).length;
  if (lost === 0) return [];
  return [face.messages.verdict.assertsBroken({ broken: formatCount(lost), all: formatCount(assertions.length) })];
}

/** Only time carries its range here; the ranges of the rest stand under the bars. */
function billOf({ figures }: TrainReport, face: Face, print: Printer): string {
  if (!figures) return '';
  const { money } = figures;
  return face.messages.verdict.bill({
    time: print.range(figures.wall),
    gpuHours: print.within(figures.acceleratorHours),
    cost: money ? print.moneyWithin(money.cost, money) : undefined,
    energy: figures.energy ? print.within(figures.energy) : undefined,
    carbon: figures.carbon ? print.within(figures.carbon) : undefined,
  });
}

function questionLines({ question: q }: TrainReport, face: Face, print: Printer): string[] {
  const { face: words } = face.messages;
  const line = words.question({
    model: q.modelName,
    parameters: print.amount(q.parameters, 'parameters'),
    tokens: print.amount(q.tokens, 'token'),
    machine: `${formatCount(q.accelerators)} × ${q.chipName}`,
    precision: q.precision,
  });
  const batch = words.batch({
    sequences: formatCount(q.globalBatch),
    sequence: formatCount(q.sequence),
    tokens: print.amount(q.batchTokens, 'token'),
  });
  return [...wrap(line, face.width - 4), batch];
}
