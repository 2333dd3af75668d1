import type { ServeComparisonRow, ServeReport, SimulationReport } from '../../report/index.ts';
import type { compileStep } from '../../serving/index.ts';
import type { Context } from '../operation.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { lostPromise } from './lost-promise.ts';
import { statedChoice } from './option-choice.ts';
import { look, SLICE } from './plan/confirm.ts';
import { isReady, readyOption } from './ready-option.ts';
import { settleServing } from './settle-serving.ts';

/** A deployment with its promise held against it: at the percentile where it was simulated, else by the mean. */
export interface TestedDeployment extends Pick<ServeComparisonRow, 'outcome' | 'meets' | 'tested' | 'promises'> {
  readonly scenario: ServeScenario;
  readonly report: ServeReport;
}

export interface PromiseTester {
  test(scenario: ServeScenario, report: ServeReport): TestedDeployment;
  /** The same; a simulation ends where the promise is lost, and its percentiles are not told then. */
  quick(scenario: ServeScenario, report: ServeReport): TestedDeployment;
  /** Without a simulation. */
  byMean(scenario: ServeScenario, report: ServeReport): TestedDeployment;
  /** The same, simulated also where its mean is above a limit; as it is where no more simulations are allowed. */
  simulatedOf(one: TestedDeployment): TestedDeployment;
}

/** Simulations at most; what is asked after them is told by its mean. */
const MOST_SIMULATIONS = 24;

/** Whether a deployment does what was asked, by its means. */
const meetsByMean = ({ outcome, assertions }: ServeReport): boolean =>
  outcome === 'fits' && assertions.every(({ holds }) => holds);

/**
 * Holds deployments against their promise as `simulate serve` and `plan serve` do, those that keep it by the mean: a mean above the limit
 * tells enough. The same replicas are simulated once, however many accelerators were said beside them. `progress`: told how far one
 * simulation is; false = no more.
 */
export function promiseTester(
  context: Context,
  compile: typeof compileStep,
  progress: (share: number) => boolean,
): PromiseTester {
  const known = new Map<string, SimulationReport>();
  const lost = new Set<string>();
  let stopped = false;
  const simulate = (scenario: ServeScenario, toTheEnd: boolean): SimulationReport | 'lost' | null => {
    const setting = settleServing(context, scenario);
    if (!setting.traffic) return null;
    const choice = statedChoice(setting);
    const { place, cut, weights, kv, replicas } = choice;
    const { count: _, ...on } = scenario.on;
    const { replicas: __, ...serve } = scenario.serve;
    const key = JSON.stringify([
      place.chip.id,
      cut,
      weights.id,
      kv,
      replicas,
      { ...scenario, on, serve: { ...serve, ...FREE } },
    ]);
    const before = known.get(key);
    if (before) return before;
    if (!toTheEnd && lost.has(key)) return 'lost';
    if (stopped || known.size >= MOST_SIMULATIONS) return null;
    stopped = !progress(0);
    if (stopped) return null;
    const option = readyOption(setting, choice, compile);
    // Clients that wait for their answers cannot be dealt to a slice.
    if (!isReady(option) || (replicas > SLICE && setting.traffic.concurrency !== null)) return null;
    const watched = lostPromise(setting.limits);
    let given = false;
    const goOn = (share: number, requests: number): boolean => {
      given ||= !toTheEnd && watched.lost(requests);
      return progress(share) && !given;
    };
    const looking = { context: toTheEnd ? context : { ...context, watch: watched.sink }, setting, progress: goOn };
    const simulation = look(looking, { option, replicas, roles: null });
    if (given) lost.add(key);
    if (given) return 'lost';
    stopped = simulation.outcome === 'stopped';
    if (stopped) return null;
    known.set(key, simulation);
    return simulation;
  };
  const simulated = (one: TestedDeployment, toTheEnd: boolean): TestedDeployment => {
    const simulation = one.tested === 'mean' ? simulate(one.scenario, toTheEnd) : null;
    if (!simulation) return one;
    if (simulation === 'lost') return { ...one, outcome: 'missed', meets: false, tested: 'simulation' };
    const { outcome, promises } = simulation;
    const missed = outcome === 'missed' || outcome === 'overloaded';
    return { ...one, outcome: missed ? outcome : 'fits', meets: !missed, tested: 'simulation', promises };
  };
  const byMean = (scenario: ServeScenario, report: ServeReport): TestedDeployment => {
    const promises = report.promises.map(({ mean, ...rest }) => ({ ...rest, value: mean }));
    const tested = promises.length > 0 ? 'mean' : null;
    return { scenario, report, outcome: report.outcome, meets: meetsByMean(report), tested, promises };
  };
  const tested = (toTheEnd: boolean) => (scenario: ServeScenario, report: ServeReport) => {
    const one = byMean(scenario, report);
    return one.meets ? simulated(one, toTheEnd) : one;
  };
  return { byMean, test: tested(true), quick: tested(false), simulatedOf: (one) => simulated(one, true) };
}

/** What a choice has settled. */
const FREE = { tp: undefined, pp: undefined, dp: undefined, ep: undefined, weights: undefined, kv: undefined } as const;
