import { type DeploymentFigures, keptButTooLong, type SimulationReport } from '@ridgepoint/engine/report';
import type { Ranged } from '@ridgepoint/engine/training';
import { formatCount } from '@ridgepoint/engine/units';
import { comma, printer } from '@ridgepoint/engine/wording';
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
    ...phrases([report.modelName, ...report.deployments.flatMap((d) => deploymentPhrases(d, face))], ' · ', room).map(
      ink.quiet,
    ),
    ...wrap(trafficSentence(report, face), room).map(ink.quiet),
  ];
}

export function verdictSentences(report: SimulationReport, face: Face): string[] {
  const words = face.messages.simulation;
  const print = printer(face);
  const { overload } = report;
  const refused = refusedSentences(report, face);
  return [
    ...(report.outcome === 'answered' && refused.length > 0 ? [] : [words.outcomes[report.outcome]]),
    ...refused,
    ...othersKeepIt(report, face),
    ...(overload
      ? [
          words.overload({
            waiting: formatCount(overload.waiting),
            arrived: formatCount(overload.arrived),
            time: print.amount(overload.seconds, 's'),
          }),
        ]
      : report.overloadedIfSlow
        ? [words.mayOverload]
        : []),
  ];
}

/** Requests that got no answer because they could not: a verdict that leaves them out would be wrong. */
export const refusedSentences = ({ requests, traffic }: SimulationReport, face: Face): string[] =>
  requests.refused.map(({ why, count }) =>
    face.messages.simulation.someRefused({
      count: formatCount(count),
      all: formatCount(traffic.arrived),
      why: face.messages.simulation.refusals[why],
    }),
  );

/** That only requests too long for the model break the promise. */
export const othersKeepIt = (report: SimulationReport, face: Face): string[] =>
  keptButTooLong(report) ? [face.messages.simulation.keptByOthers] : [];

export function promisePhrases({ promises }: SimulationReport, face: Face): string[] {
  const words = face.messages.simulation;
  const print = printer(face);
  return promises.map(({ quantity, percentile, limit, value, sure }) => {
    const text = words.promise({
      what: `${words.latencies[quantity]} p${+(percentile * 100).toFixed(2)}`,
      value: wideRange(value, face),
      limit: print.amount(limit, 's', { style: 'short' }),
      kept: value.value <= limit,
    });
    return sure ? text : `${text}${comma(face)}${words.unsure}`;
  });
}

/** Ends far from the value in units of their own: nobody reads 115,935 ms. */
const WIDE = 20;
function wideRange(of: Ranged, face: Face): string {
  const print = printer(face);
  if (of.high < WIDE * of.value) return print.range(of, { style: 'short' });
  const [value, low, high] = [of.value, of.low, of.high].map((end) => print.amount(end, of.unit, { style: 'short' }));
  return face.locale === 'en' ? `${value} (${low}–${high})` : `${value}（${low}–${high}）`;
}

export function deploymentPhrases(of: DeploymentFigures, face: Face): string[] {
  const words = face.messages.simulation;
  const degrees = (['tp', 'pp', 'dp', 'ep'] as const).filter((key) => of[key] > 1);
  return [
    words.replicas({
      replicas: formatCount(of.replicas),
      accelerators: formatCount(of.accelerators),
      chip: of.chipName,
      ...(of.role !== 'both' && { role: words.roles[of.role] }),
    }),
    ...(degrees.length > 0 ? [degrees.map((key) => `${key.toUpperCase()} ${of[key]}`).join(' ')] : []),
    words.formats({ weights: of.weights, kv: of.kv }),
    face.messages.simulation.engine(of.engine),
  ];
}

export function trafficSentence({ traffic }: SimulationReport, face: Face): string {
  const print = printer(face);
  return face.messages.simulation.traffic({
    requests: formatCount(traffic.arrived),
    time: print.amount(traffic.seconds, 's'),
    rate: print.amount(traffic.requestsPerSecond, '1'),
    input: print.amount(traffic.inputMean, 'token'),
    output: print.amount(traffic.outputMean, 'token'),
  });
}

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
    ...(requests.preemptions > 0 ? [words.preemptions(formatCount(requests.preemptions))] : []),
  ];
  return [...phrases(first, ' · ', room), ...moneyLines(report, face)];
}
