import { runSimulation, type SimulatedRun, type TraceRead } from '../../../serving/index.ts';
import type { ReadyOption } from '../../../serving/search/option.ts';
import type { Verified } from '../../../serving/search/plan-serving.ts';
import type { ReadyServing } from '../ready-option.ts';
import type { ServingTraffic } from '../serving-traffic.ts';
import type { ServingSetting } from '../settle-serving.ts';
import { type Group, simulationSetup } from '../simulation-setup.ts';
import { TRIED_REQUESTS, trafficShare, WARM_UP } from './traffic-share.ts';

/** A simulation that a plan rests on. */
export interface VerifiedRun extends Verified {
  readonly run: SimulatedRun;
  /** Output tokens/s that one replica served, to its last answer. */
  readonly outputRate: number;
}

export interface Verifier {
  /** One replica under its share; known answers are not asked for again, for they do not depend on what is promised. */
  verify(option: ReadyOption, replicas: number): VerifiedRun;
  /** Groups of both roles together under the share that so many of them get. */
  verifyGroups(groups: readonly Group[], share: number): VerifiedRun;
  /** Simulations so far. */
  readonly simulated: number;
}

export interface VerifierOptions {
  readonly setting: ServingSetting;
  readonly traffic: ServingTraffic;
  readonly trace: (() => TraceRead) | undefined;
  /** False stops the simulation under way. */
  readonly goOn: () => boolean;
}

/** Simulates options as a plan asks for them. */
export function verifier({ setting, traffic, trace, goOn }: VerifierOptions): Verifier {
  const known = new Map<ReadyOption, Map<number, VerifiedRun>>();
  let simulated = 0;
  const verifyGroups = (groups: readonly Group[], share: number): VerifiedRun => {
    simulated++;
    const replicas = groups.reduce((sum, { count }) => sum + count, 0);
    const requests = TRIED_REQUESTS * Math.min(2, Math.max(1, replicas - 1));
    const setup = simulationSetup(
      setting,
      groups,
      () => trafficShare(setting, traffic, share, { seconds: Number.POSITIVE_INFINITY, requests }, trace),
      [],
    );
    const seconds = requests / Math.max(1e-9, (traffic.perSecond ?? 1) * share);
    const made = setting.scenario.traffic?.trace === undefined;
    const run = runSimulation(
      { ...setup, samples: 0, ...(made && { warmUpSeconds: WARM_UP * seconds }) },
      { onProgress: goOn },
    );
    const { totals, seconds: lasted } = run.result;
    const perReplica = 1 / Math.max(1e-9, lasted) / replicas;
    return {
      run,
      at: (quantity, percentile) => run.quantile(quantity, percentile),
      steady: run.overload === null,
      watts: totals.joules > 0 ? totals.joules * perReplica : null,
      outputRate: totals.outputTokens * perReplica,
    };
  };
  return {
    verifyGroups,
    verify(option, replicas) {
      const of = known.get(option) ?? new Map<number, VerifiedRun>();
      known.set(option, of);
      const before = of.get(replicas);
      if (before) return before;
      const found = verifyGroups([{ role: 'both', option: option as ReadyServing, count: 1 }], 1 / replicas);
      of.set(replicas, found);
      return found;
    },
    get simulated() {
      return simulated;
    },
  };
}
