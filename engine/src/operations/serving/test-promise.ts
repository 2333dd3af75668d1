import type { PromiseFigures, ServeOutcome, ServeReport } from '../../report/index.ts';
import type { Context } from '../operation.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { statedChoice } from './option-choice.ts';
import { look, SLICE } from './plan/confirm.ts';
import { isReady, readyOption } from './ready-option.ts';
import { settleServing } from './settle-serving.ts';

/** A deployment with its promise held against it: at the percentile where it was simulated, else by the mean. */
export interface TestedDeployment {
  readonly scenario: ServeScenario;
  readonly report: ServeReport;
  readonly outcome: ServeOutcome;
  /** Whether it does what was asked, by what is known of it. */
  readonly meets: boolean;
  /** What the promise was held against; null where nothing is promised, or nothing runs. */
  readonly tested: 'simulation' | 'mean' | null;
  /** Each promise, with the seconds of its percentile or of the mean. */
  readonly promises: readonly Pick<PromiseFigures, 'quantity' | 'percentile' | 'limit' | 'value'>[];
}

export interface PromiseTester {
  test(scenario: ServeScenario, report: ServeReport): TestedDeployment;
  /** The same, simulated also where its mean is above a limit; as it is where no more simulations are allowed. */
  simulatedOf(one: TestedDeployment): TestedDeployment;
}

/** Simulations at most; what is asked after them is told by its mean. */
const MOST_SIMULATIONS = 24;
const WHOLE = 1_000_000;

/** Whether a deployment does what was asked, by its means. */
const meetsByMean = ({ outcome, assertions }: ServeReport): boolean =>
  outcome === 'fits' && assertions.every(({ holds }) => holds);

/**
 * Holds deployments against their promise as `simulate serve` and `plan serve` do, those that keep it by the mean: a mean above the limit
 * tells enough. `expected`: how many are asked, for progress.
 */
export function promiseTester(context: Context, expected: number): PromiseTester {
  let simulated = 0;
  let stopped = false;
  const progress = (share: number) => {
    const done = Math.min(1, (simulated + share) / Math.max(1, Math.min(expected, MOST_SIMULATIONS)));
    return context.onProgress?.(Math.round(WHOLE * done), null, WHOLE) ?? true;
  };
  const simulate = (scenario: ServeScenario) => {
    const setting = settleServing(context, scenario);
    if (!setting.traffic || stopped || simulated >= MOST_SIMULATIONS) return null;
    stopped = !progress(0);
    if (stopped) return null;
    const choice = statedChoice(setting);
    const option = readyOption(setting, choice);
    const { replicas } = choice;
    // Clients that wait for their answers cannot be dealt to a slice.
    if (!isReady(option) || (replicas > SLICE && setting.traffic.concurrency !== null)) return null;
    const simulation = look({ context, setting, progress }, { option, replicas, roles: null });
    simulated++;
    stopped = simulation.outcome === 'stopped';
    return stopped ? null : simulation;
  };
  const simulatedOf = (one: TestedDeployment): TestedDeployment => {
    const simulation = one.tested === 'mean' ? simulate(one.scenario) : null;
    if (!simulation) return one;
    const { outcome, promises } = simulation;
    const missed = outcome === 'missed' || outcome === 'overloaded';
    return { ...one, outcome: missed ? outcome : 'fits', meets: !missed, tested: 'simulation', promises };
  };
  return {
    test(scenario, report) {
      const { outcome } = report;
      const meets = meetsByMean(report);
      const promises = report.promises.map(({ mean, ...rest }) => ({ ...rest, value: mean }));
      const tested = promises.length > 0 ? 'mean' : null;
      const byMean = { scenario, report, outcome, meets, tested, promises } as const;
      return meets ? simulatedOf(byMean) : byMean;
    },
    simulatedOf,
  };
}
