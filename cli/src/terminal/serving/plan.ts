import type { FrontRow, PlanRow, ServingPlanReport } from '@ridgepoint/engine/report';
import { displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import {
  comma,
  othersKeepIt,
  parametersText,
  pictureSentences,
  planVerdict,
  printer,
  promisePhrases,
  promptText,
  refusedRequests,
  tightWay,
  uncheckedMark,
  wayPhrases,
} from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { repairLines } from '../repair-lines.ts';
import { phrases, wrap } from '../wrap.ts';
import { assertBlock, assertVerdict } from './assert-block.ts';
import { assumedLines } from './assumed-lines.ts';
import { type FrontPoint, frontPicture } from './front-picture.ts';
import { latencyTable } from './latency-picture.ts';
import { moneyLines } from './money-lines.ts';
import { reasonLines, refusedLines } from './plan-reasons.ts';

/** Marks of accelerators in the plot, in the order in which they were named. */
const MARKS = ['o', 'x', '+', '*', '#', '%', '@', '&'];
const MOST_WAYS = 8;

/** A plan of serving in a terminal: verdict, the best in full, other ways, the front, flips, lever, quality, what was assumed. */
export function servingPlanPage(report: ServingPlanReport, face: Face): string {
  const { simulation } = report;
  const blocks = [
    headLines(report, face),
    simulation ? [...latencyTable(simulation.latency, face), ...moneyLines(simulation, face)] : [],
    wayLines(report, face),
    frontLines(report, face),
    [...reasonLines(report, face), ...refusedLines(report, face)],
    repairLines(simulation?.repairs ?? [], face),
    assertBlock(simulation?.assertions ?? [], face),
    assumedLines(report.assumed, face, report.money),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

function headLines(report: ServingPlanReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const words = face.messages.servingPlan;
  const print = printer(face);
  const room = face.width - 4;
  const good = report.kept.length > 0;
  const paint = (line: string) => ink.strong(good ? ink.cool(line) : ink.warm(line));
  const { simulation, search } = report;
  const question = words.question({
    model: report.modelName,
    parameters: parametersText(report, face),
    rate: print.amount(report.requestsPerSecond, '1'),
    input: promptText(simulation?.traffic.inputMean ?? 0, simulation?.traffic.pictures, face, (tokens) =>
      print.amount(tokens, 'token'),
    ),
    output: print.amount(simulation?.traffic.outputMean ?? 0, 'token'),
  });
  const best = report.kept[0] ?? report.nearest;
  return [
    ...planVerdict(report, face).flatMap((sentence) => wrap(sentence, room).map(paint)),
    ...(simulation
      ? [...refusedRequests(simulation, face), ...othersKeepIt(simulation, face)].flatMap((sentence) =>
          wrap(sentence, room).map(ink.warm),
        )
      : []),
    ...assertVerdict(simulation?.assertions ?? [], face).flatMap((line) => wrap(line, room).map(ink.warm)),
    ...(best ? phrases(wayPhrases(best, face), ' · ', room) : []),
    ...(simulation ? phrases(promisePhrases(simulation, face), ' · ', room) : []),
    ...(simulation?.overloadedIfSlow ? wrap(face.messages.simulation.mayOverload, room).map(ink.warm) : []),
    ...(simulation
      ? [question, ...pictureSentences(simulation, face)].flatMap((line) => wrap(line, room)).map(ink.quiet)
      : []),
    ink.quiet(words.searched({ options: formatCount(search.compared), simulated: formatCount(search.simulated) })),
  ];
}

/** The best ways, and of each kind of accelerator at least one. */
function shownWays(kept: readonly PlanRow[]): readonly PlanRow[] {
  const first = kept.filter((row, i) => kept.findIndex(({ chip }) => chip === row.chip) === i);
  const others = kept.filter((row) => !first.includes(row)).slice(0, Math.max(0, MOST_WAYS - first.length));
  return kept.filter((row) => first.includes(row) || others.includes(row));
}

function wayLines(report: ServingPlanReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.servingPlan;
  const first = report.kept.length > 0 ? shownWays(report.kept) : report.nearest ? [report.nearest] : [];
  const rows = [...first, ...report.missed];
  if (rows.length === 0) return [];
  const time = (seconds: number) => (seconds > 0 ? print.amount(seconds, 's', { style: 'short', digits: 3 }) : '–');
  const rate = (tokens: number) => print.amount(tokens, '1', { digits: 2 });
  const { money } = report;
  const paid = (usd: number | null) => (usd === null ? '–' : print.money(usd * money.perUsd, { ...money }));
  const c = words.columns;
  const titles = [c.machine, c.ways, c.cost, c.million, c.ttft, c.tpot, c.user, c.accelerator];
  const cells = rows.map((row) => [
    `${formatCount(row.accelerators)} ${row.chip}${uncheckedMark(row)}`,
    `${tightWay(row)} ${row.weights}`,
    paid(row.usdPerHour),
    paid(row.usdPerMillion),
    time(row.ttft),
    time(row.tpot),
    row.perUser > 0 ? rate(row.perUser) : '–',
    rate(row.perAccelerator),
  ]);
  // What is told above already gives way where there is no room.
  const room = face.width - 4;
  let shown = titles.map((_, i) => i);
  const widthOf = (i: number) => Math.max(displayWidth(titles[i]!), ...cells.map((row) => displayWidth(row[i]!)));
  for (const i of [7, 6, 3, 5, 4]) {
    if (shown.reduce((sum, j) => sum + widthOf(j) + 2, -2) <= room) break;
    shown = shown.filter((j) => j !== i);
  }
  const line = (texts: readonly string[]) =>
    shown
      .map((i) => padDisplay(texts[i]!, widthOf(i), i > 1 ? 'right' : 'left'))
      .join('  ')
      .trimEnd();
  const unpriced = [...new Set(rows.filter(({ usdPerHour }) => usdPerHour === null).map(({ chipName }) => chipName))];
  const notes = [
    ...(rows.some(({ checked }) => checked) ? [words.figuresOf] : []),
    ...(rows.some(({ checked }) => !checked) ? [words.unchecked] : []),
    ...(shown.includes(6) ? [words.rateColumns({ accelerators: shown.includes(7) })] : []),
    ...(unpriced.length > 0 ? [words.unpricedChips({ chips: unpriced.join(comma(face)) })] : []),
  ];
  const lines = cells.map((row, i) => (i === 0 ? ink.cool(line(row)) : line(row)));
  return [
    ink.strong(report.kept.length > 0 ? words.alternatives : words.nearestWay),
    ink.quiet(line(titles)),
    ...lines.slice(0, first.length),
    ...(report.missed.length > 0 ? [ink.warm(words.missedElsewhere), ...lines.slice(first.length)] : []),
    ...notes.flatMap((note) => wrap(note, room).map(ink.quiet)),
  ];
}

function frontLines(report: ServingPlanReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const words = face.messages.servingPlan;
  const chips = [...new Set(report.front.map(({ chip }) => chip))];
  const markOf = (chip: string) => MARKS[chips.indexOf(chip) % MARKS.length]!;
  const planned: FrontPoint[] = report.kept.slice(0, 1).map((row) => ({ ...row, mark: '●' }));
  const points = report.front.map((row: FrontRow): FrontPoint => ({ ...row, mark: markOf(row.chip) }));
  const picture = frontPicture([...planned, ...points], face);
  if (picture.length === 0) return [];
  const keys = [
    ...chips.map((chip) => words.frontKey({ mark: markOf(chip), chip })),
    ...(planned.length > 0 ? [words.frontPlan] : []),
  ];
  return [...picture, ...phrases(keys, '   ', face.width - 6).map((line) => ink.quiet(`  ${line}`))];
}
