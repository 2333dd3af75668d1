import type { DeploymentFigures, SimulationReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import {
  deploymentPhrases,
  pictureSentences,
  printer,
  promisePhrases,
  trafficSentence,
  verdictSentences,
} from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { repairLines } from '../repair-lines.ts';
import { phrases, wrap } from '../wrap.ts';
import { assertBlock, assertVerdict } from './assert-block.ts';
import { assumedLines } from './assumed-lines.ts';
import { latencyPicture, latencyTable } from './latency-picture.ts';
import { moneyLines } from './money-lines.ts';
import { seriesPicture } from './series-picture.ts';

/** Parts of a step below this share are not told. */
const LEAST = 0.03;

/** A simulation in a terminal: verdict, latencies with ranges, pictures over time, what binds, watts and money, what was assumed. */
export function simulationPage(report: SimulationReport, face: Face): string {
  const blocks = [
    headLines(report, face),
    [...latencyTable(report.latency, face), ...definitionLine(report, face)],
    latencyPicture('ttft', report.latency.ttft, face),
    seriesPicture(report.series, face),
    useLines(report, face),
    amountLines(report, face),
    repairLines(report.repairs, face),
    assertBlock(report.assertions, face),
    assumedLines(report.assumed, face, report.money),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

/** Verdict, then what was asked. */
export function headLines(report: SimulationReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const good = report.outcome === 'kept' || report.outcome === 'answered';
  const paint = (line: string) => ink.strong(good ? ink.cool(line) : ink.warm(line));
  const first = wrap(verdictSentences(report, face).join(face.locale === 'en' ? ' ' : ''), room).map(paint);
  return [
    ...first,
    ...assertVerdict(report.assertions, face).flatMap((line) => wrap(line, room).map(ink.warm)),
    ...phrases(promisePhrases(report, face), ' · ', room),
    ...phrases(
      [
        report.modelName,
        ...report.deployments.flatMap((d) => deploymentPhrases(d, face)),
        ...routerPhrase(report, face),
      ],
      ' · ',
      room,
    ).map(ink.quiet),
    ...[trafficSentence(report, face), ...pictureSentences(report, face)]
      .flatMap((line) => wrap(line, room))
      .map(ink.quiet),
  ];
}

/** Who sends requests to which replica, where there are several. */
const routerPhrase = ({ router, deployments }: SimulationReport, face: Face): string[] =>
  deployments.some(({ replicas }) => replicas > 1) ? [face.messages.simulation.router(router)] : [];

function definitionLine({ tpotInclusive, tpotDefinitions, latency }: SimulationReport, face: Face): string[] {
  if (!tpotInclusive) return [];
  const print = printer(face);
  const time = (seconds: number) => print.amount(seconds, 's', { style: 'short' });
  const text = face.messages.simulation.definition({
    ...tpotDefinitions,
    mean: time(tpotInclusive.mean.value),
    p99: time(tpotInclusive.p99.value),
  });
  const { queue } = latency;
  const start = queue ? [face.messages.simulation.beforeStart(time(queue.mean.value))] : [];
  return [text, ...start].flatMap((line) => wrap(line, face.width - 4).map(inkOf(face.colour).quiet));
}

function useLines({ deployments, binds }: SimulationReport, face: Face): string[] {
  const words = face.messages.simulation;
  const print = printer(face);
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const role = words.roles[deployments[binds.deployment]!.role];
  const what = binds.resource === 'nothing' ? '' : words.bindsWhat[binds.resource];
  const bound =
    what === '' ? words.bindsNothing : ink.warm(words.binds(role === '' ? what : words.bindsRole({ what, role })));
  return [
    `${ink.strong(words.use)}  ${bound}`,
    ...deployments.flatMap(({ utilisation, step, role }) => [
      ...(role === 'both' ? [] : [`  ${words.roles[role]}`]),
      ...phrases(
        utilisation.map(({ key, share }) => `${words.resources[key]} ${print.percent(share)}`),
        ' · ',
        room - 2,
      ).map((line) => `  ${line}`),
      ...stepLine(step, face).map((line) => `  ${ink.quiet(line)}`),
    ]),
  ];
}

function stepLine(step: DeploymentFigures['step'], face: Face): string[] {
  if (step.length === 0) return [];
  const words = face.messages.simulation;
  const print = printer(face);
  const whole = step.reduce((sum, { value }) => sum + value, 0);
  const parts = step
    .filter(({ share }) => share >= LEAST)
    .map(({ key, share }) => `${words.parts[key]} ${print.percent(share)}`);
  return phrases([`${words.step} ${print.amount(whole, 's', { style: 'short' })}`, ...parts], ' · ', face.width - 6);
}

function amountLines(report: SimulationReport, face: Face): string[] {
  const words = face.messages.simulation;
  const print = printer(face);
  const room = face.width - 4;
  const { rates, goodput, cacheHits, requests } = report;
  const rate = (value: number) => print.amount(value, 'token/s', { style: 'short' });
  const first = [
    words.rates({
      output: rate(rates.outputTokensPerSecond.value),
      accelerator: rate(rates.outputTokensPerSecondPerAccelerator.value),
      ...(rates.tokensPerSecondPerUser && { user: rate(rates.tokensPerSecondPerUser.value) }),
      input: rate(rates.inputTokensPerSecond.value),
    }),
    ...(goodput
      ? [
          words.goodput({
            share: print.percentRange(goodput.share),
            rate: print.amount(goodput.perSecond.value, '1'),
          }),
        ]
      : []),
    ...(cacheHits === null
      ? []
      : cacheHits === 0 && !report.traffic.prefixesTold
        ? [words.cacheUntold]
        : [words.cacheHits(print.percent(cacheHits))]),
    ...(report.bunches ? [words.bunched] : []),
    ...(requests.preemptions > 0 ? [words.preemptions(formatCount(requests.preemptions))] : []),
  ];
  return [...phrases(first, ' · ', room), ...moneyLines(report, face)];
}
