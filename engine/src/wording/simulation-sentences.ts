import { type DeploymentFigures, keptButTooLong, type SimulationReport } from '../report/simulation-report.ts';
import type { Ranged } from '../training/answer.ts';
import { formatCount } from '../units/index.ts';
import { comma, printer } from './printer.ts';
import { promptText } from './serving-amounts.ts';
import type { Speaker } from './speaker.ts';

/** What came of a simulation: its outcome, what was refused, where the line grew. */
export function verdictSentences(report: SimulationReport, said: Speaker): string[] {
  const words = said.messages.simulation;
  const print = printer(said);
  const { overload } = report;
  const refused = refusedRequests(report, said);
  return [
    ...(report.outcome === 'answered' && refused.length > 0 ? [] : [words.outcomes[report.outcome]]),
    ...refused,
    ...othersKeepIt(report, said),
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
export const refusedRequests = ({ requests, traffic }: SimulationReport, said: Speaker): string[] =>
  requests.refused.map(({ why, count }) =>
    said.messages.simulation.someRefused({
      count: formatCount(count),
      all: formatCount(traffic.arrived),
      why: said.messages.simulation.refusals[why],
    }),
  );

/** That only requests too long for the model break the promise. */
export const othersKeepIt = (report: SimulationReport, said: Speaker): string[] =>
  keptButTooLong(report) ? [said.messages.simulation.keptByOthers] : [];

export function promisePhrases({ promises }: SimulationReport, said: Speaker): string[] {
  const words = said.messages.simulation;
  const print = printer(said);
  return promises.map(({ quantity, percentile, limit, value, sure }) => {
    const text = words.promise({
      what: `${words.latencies[quantity]} p${+(percentile * 100).toFixed(2)}`,
      value: wideRange(value, said),
      limit: print.amount(limit, 's', { style: 'short' }),
      kept: value.value <= limit,
    });
    return sure ? text : `${text}${comma(said)}${words.unsure}`;
  });
}

/** As many digits as the table of percentiles has. Ends far from the value in units of their own: nobody reads 115,935 ms. */
const WIDE = 20;
function wideRange(of: Ranged, said: Speaker): string {
  const print = printer(said);
  if (of.high < WIDE * of.value) return print.range(of, { style: 'short', digits: 3 });
  const [value, low, high] = [of.value, of.low, of.high].map((end) => print.amount(end, of.unit, { style: 'short' }));
  return said.locale === 'en' ? `${value} (${low}–${high})` : `${value}（${low}–${high}）`;
}

export function deploymentPhrases(of: DeploymentFigures, said: Speaker): string[] {
  const words = said.messages.simulation;
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
    said.messages.simulation.engine(of.engine),
  ];
}

export function trafficSentence({ traffic }: SimulationReport, said: Speaker): string {
  const print = printer(said);
  return said.messages.simulation.traffic({
    requests: formatCount(traffic.arrived),
    time: print.amount(traffic.seconds, 's'),
    rate: print.amount(traffic.requestsPerSecond, '1'),
    input: promptText(traffic.inputMean, traffic.pictures, said, (tokens) => print.amount(tokens, 'token')),
    output: print.amount(traffic.outputMean, 'token'),
  });
}
