import { type ServingTotals, STEP_PARTS, type StepPart, type StepUsage } from '../serving/index.ts';
import { partsOf } from './figures.ts';
import { RESOURCES, type Resource } from './simulation-report.ts';
import type { Part } from './train-report.ts';

/** What one kind of replicas did, and could have done. */
export interface PoolUse {
  readonly usage: StepUsage;
  /** Of all replicas of the kind together. */
  readonly totals: ServingTotals;
  /** Share of the cache that was held, and requests that ran, both means over samples of the whole system; null where nobody sampled. */
  readonly kvShare: number | null;
  readonly running: number | null;
  readonly slots: number;
  /** Mean share of the places for adapters that were taken; null where every adapter has one, or nobody sampled. */
  readonly adapterShare: number | null;
  readonly maxBatchedTokens: number;
}

/** From this share on a resource is what holds the rest up. */
const FULL = 0.85;
const LINKS: readonly StepPart[] = ['all-reduce', 'exchange', 'pipeline'];

/** Shares of what there is that were in use, in the order of {@link RESOURCES}; those of a step are of the time in which steps ran. */
export function utilisationOf({
  usage,
  totals,
  kvShare,
  running,
  slots,
  adapterShare,
  maxBatchedTokens,
}: PoolUse): Part<Resource>[] {
  const of = (seconds: number) => (usage.seconds > 0 ? seconds / usage.seconds : 0);
  const shares: Record<Resource, number | null> = {
    busy: totals.upSeconds > 0 ? totals.busySeconds / totals.upSeconds : 0,
    compute: usage.flopSeconds > 0 ? of(usage.flopSeconds) : null,
    bandwidth: usage.byteSeconds > 0 ? of(usage.byteSeconds) : null,
    link: of(LINKS.reduce((sum, part) => sum + usage.parts[part], 0)),
    host: of(usage.parts.host),
    kv: kvShare,
    slots: running === null ? null : running / slots,
    adapters: adapterShare,
    tokens: usage.steps > 0 ? usage.tokens / usage.steps / maxBatchedTokens : 0,
  };
  return RESOURCES.flatMap((key) => {
    const share = shares[key];
    return share === null ? [] : [{ key, value: share, share: Math.min(1, share) }];
  });
}

/** Seconds of a mean step by part, largest first. */
export function stepFigures({ parts, steps }: StepUsage): Part<StepPart>[] {
  if (steps === 0) return [];
  return partsOf(Object.fromEntries(STEP_PARTS.map((part) => [part, parts[part] / steps])) as Record<StepPart, number>);
}

/**
 * What binds: a limit of the engine that is full (cache, slots, places for adapters, tokens of a step), else what a step spends most of its time on, as long as
 * the replicas are busy at all.
 */
export function binding(shares: readonly Part<Resource>[]): Resource | 'nothing' {
  const of = (key: Resource) => shares.find((part) => part.key === key)?.share ?? 0;
  for (const key of ['kv', 'slots', 'adapters', 'tokens'] as const) if (of(key) >= FULL) return key;
  if (of('busy') < 0.5) return 'nothing';
  return (['compute', 'bandwidth', 'link', 'host'] as const).reduce((most, key) => (of(key) > of(most) ? key : most));
}
