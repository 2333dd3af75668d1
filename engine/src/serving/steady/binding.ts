import type { ServingProblem } from '../deployment.ts';
import { fillWork } from '../power/replica-power.ts';
import { powerShape } from '../power/shape.ts';
import { noWork } from '../power/work.ts';
import { type BatchLimits, heldTokens, type Load } from '../search/steady-state.ts';
import type { SteadyFigures } from './steady-figures.ts';

/** What an iteration spends most of its time on. */
export const TIME_BINDS = ['compute', 'weights', 'cache', 'link', 'host', 'launch'] as const;
export type TimeBind = (typeof TIME_BINDS)[number];

/** What keeps the batch from growing: the engine's own limits, or nothing but the load. */
export type BatchBind = 'kv' | 'slots' | 'tokens' | 'load';

export interface Binding {
  readonly time: TimeBind;
  /** Of the mean iteration. */
  readonly share: number;
  readonly batch: BatchBind;
  /** Shares of datasheet rates while iterations run. */
  readonly compute: number;
  readonly bandwidth: number;
}

/**
 * What binds a steady state. Matrix products count as compute where multiplying them at the datasheet's rate takes longer than reading
 * their weights, else as reading weights; attention of answers is reading the cache.
 */
export function bindingOf(problem: ServingProblem, figures: SteadyFigures, load: Load, limits: BatchLimits): Binding {
  const { parts, state } = figures;
  const shape = powerShape(problem);
  const work = noWork();
  const { prefillShare: f, decode, mixed } = state;
  let flop = 0;
  let weights = 0;
  let cache = 0;
  for (const [share, sums] of [
    [1 - f, decode],
    [f, mixed],
  ] as const) {
    fillWork(shape, sums, work);
    flop += share * (work.decodeFlop + work.promptFlop);
    weights += share * (work.weightBytes + work.expertBytes);
    cache += share * work.cacheBytes;
  }
  const { peak, bandwidth } = shape.chip;
  const products = parts.products + parts.experts + parts.head;
  const dense = flop / peak > weights / bandwidth;
  const groups: Record<TimeBind, number> = {
    compute: dense ? products : 0,
    weights: dense ? 0 : products,
    cache: parts.attention,
    link: parts['all-reduce'] + parts.exchange + parts.pipeline,
    host: parts.host,
    launch: parts.small,
  };
  const time = TIME_BINDS.reduce((most, key) => (groups[key] > groups[most] ? key : most));
  const seconds = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return {
    time,
    share: groups[time] / seconds,
    batch: batchBind(figures, load, limits),
    compute: Math.min(1, flop / peak / seconds),
    bandwidth: Math.min(1, (weights + cache) / bandwidth / seconds),
  };
}

function batchBind({ running, most }: SteadyFigures, load: Load, limits: BatchLimits): BatchBind {
  if (running < most.running) return 'load';
  return capOf(load, limits);
}

/** Which of an engine's limits is the tightest for requests of that length. */
export function capOf(load: Load, { maxBatch, maxBatchedTokens, kvTokens }: BatchLimits): Exclude<BatchBind, 'load'> {
  const held = Math.floor(kvTokens / heldTokens(load));
  if (held <= Math.min(maxBatch, maxBatchedTokens)) return 'kv';
  return maxBatch <= maxBatchedTokens ? 'slots' : 'tokens';
}
