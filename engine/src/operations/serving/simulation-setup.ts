import type { Assumed } from '../../report/assumed.ts';
import {
  adapterIds,
  type Failure,
  type MeteredPool,
  type Role,
  type RouterName,
  type ScaleRule,
  type SimulationSetup,
  type TrafficSource,
} from '../../serving/index.ts';
import type { LatencyLimit } from '../../serving/search/option.ts';
import { refuse } from '../input-error.ts';
import { adaptersOf, type ReadyServing } from './ready-option.ts';
import type { ServingSetting } from './settle-serving.ts';
import { cacheTransfer } from './transfer.ts';

/** Replicas of one role. */
export interface Group {
  readonly role: Role;
  readonly option: ReadyServing;
  readonly count: number;
}

const SAMPLES = 480;
/** Where nobody says: an autoscaler looks every 15 s, a replica takes two minutes to load, and is wanted where others hold so many requests. */
const SCALE = { every: 15, start: 120, above: 0.8, below: 0.3 } as const; // Kubernetes HPA looks every 15 s; the rest assumptions

/** A system of replicas under traffic, ready to be run. */
export function simulationSetup(
  setting: ServingSetting,
  groups: readonly Group[],
  source: () => TrafficSource,
  assumed: Assumed[],
): SimulationSetup {
  const { scenario, limits } = setting;
  const { traffic = {} } = scenario;
  const prefill = groups.find(({ role }) => role === 'prefill');
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const failures = failuresOf(setting, total);
  const adapters = adaptersOf(setting);
  return {
    source: adapters ? () => adapterIds(source(), adapters.count, adapters.share, traffic.seed ?? 1) : source,
    pools: groups.map((group) => poolOf(setting, group, assumed)),
    router: routerOf(setting, groups),
    ...(prefill && { transfer: cacheTransfer(setting, prefill.option, assumed) }),
    ...(failures.length > 0 && { failures }),
    level: levelOf(limits),
    seed: traffic.seed ?? 1,
    samples: SAMPLES,
  };
}

/** As front ends do where nobody says: prompts that begin alike go where their beginning is cached, others to who has the fewest outstanding. */
export function routerOf({ scenario: { serve }, traffic }: ServingSetting, groups: readonly Group[]): RouterName {
  const takers = groups.filter(({ role }) => role !== 'decode');
  const replicas = takers.reduce((sum, { count }) => sum + count, 0);
  if (serve.router) return serve.router;
  if (replicas < 2) return 'round-robin';
  const hits = traffic?.description?.prefix?.hitTokens ?? 0;
  const caches = takers.some(({ option }) => option.replica.prefixCache !== 'off');
  return caches && hits > 0 ? 'prefix-aware' : 'least-outstanding';
}

function poolOf(setting: ServingSetting, { role, option, count }: Group, assumed: Assumed[]): MeteredPool {
  const { step, replica, timer, power } = option;
  const { request, inputToken } = step.frontEnd;
  const scale = role === 'prefill' ? null : scaleOf(setting, option, count, assumed);
  return {
    // Who only answers is sent every prompt's cache: it looks for none of its own.
    settings: role === 'decode' ? { ...replica, prefixCache: 'off' } : replica,
    timer,
    count: scale ? scale.most : count,
    role,
    explain: (sums) => step.explain(sums),
    shape: power?.shape ?? null,
    ...(request + inputToken > 0 && { frontEnd: { request, inputToken } }),
    ...(scale && { scale: scale.rule }),
  };
}

function scaleOf(
  { scenario: { serve } }: ServingSetting,
  { replica }: ReadyServing,
  count: number,
  assumed: Assumed[],
): { readonly most: number; readonly rule: ScaleRule } | null {
  const { scale } = serve;
  if (!scale) return null;
  if (scale.most < scale.least)
    throw refuse('too-small', 'serve.scale.most', {
      value: scale.most,
      values: { min: scale.least, unit: '1' },
      nearest: [String(Math.max(scale.least, count))],
    });
  const filled = <K extends keyof typeof SCALE>(key: K, unit: string, value: number): number => {
    const said = scale[key];
    if (said === undefined) assumed.push({ key: `scale_${key}`, value, unit, source: 'assumption' });
    return said ?? value;
  };
  return {
    most: scale.most,
    rule: {
      least: scale.least,
      everySeconds: filled('every', 's', SCALE.every),
      startSeconds: filled('start', 's', SCALE.start),
      above: filled('above', '1', Math.ceil(SCALE.above * Math.min(replica.maxBatch, 64))),
      below: filled('below', '1', Math.floor(SCALE.below * Math.min(replica.maxBatch, 64))),
    },
  };
}

function failuresOf({ scenario: { serve } }: ServingSetting, replicas: number): Failure[] {
  return (serve.failures ?? []).map(({ replica, seconds, repairSeconds }) => {
    if (replica < replicas) return { replica, seconds, repairSeconds };
    throw refuse('too-large', 'serve.failures', {
      value: replica,
      values: { max: replicas - 1, unit: '1' },
      nearest: [`${replicas - 1}@${seconds}s+${repairSeconds}s`],
    });
  });
}

/** What each request must keep to count for goodput: every promised limit, whatever its percentile. */
function levelOf(limits: readonly LatencyLimit[]): { ttft?: number; tpot?: number; e2e?: number } {
  const level: { ttft?: number; tpot?: number; e2e?: number } = {};
  for (const { quantity, seconds } of limits) level[quantity] = Math.min(level[quantity] ?? seconds, seconds);
  return level;
}
