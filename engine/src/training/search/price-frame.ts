import type { Groups } from '../layer-communication.ts';
import { flyingOf, totalBytes, writeMemory } from '../memory.ts';
import { microBatchesOf, type Pricer, shardRanks } from '../pricer.ts';
import { offloadSeconds } from '../sharding.ts';
import type { StagePass } from '../stage-pass.ts';
import type { StageShape } from '../stage-shape.ts';
import { pipelineTime, stepSeconds } from '../step.ts';
import type { Strategy } from '../strategy.ts';
import type { BestKinds, Point, TimeMemoryFront } from './keep.ts';
import type { Frame, Tail } from './walk.ts';

export interface Found extends Point {
  readonly strategy: Strategy;
}

/** What a search has found so far. */
export interface PricingState {
  readonly pricer: Pricer;
  readonly limit: number;
  readonly best: BestKinds<Found>;
  readonly front: TimeMemoryFront<Found>;
  readonly scratch: Float64Array;
  readonly prune: boolean;
  /** Only the best is asked for: what cannot be it is neither counted nor kept. */
  readonly alone: boolean;
  evaluated: number;
  fitting: number;
  nearest: Found | null;
}

/** What all strategies of the same degrees, batch and schedule share. */
export interface Common {
  readonly shape: StageShape;
  readonly groups: Groups;
  readonly shard: { dense: number; expert: number };
  readonly microBatches: number;
  /** Delay of a send by how tensor ranks exchange, which alone of a frame's words changes what is sent. */
  readonly hops: Map<Strategy['tpComm'], number>;
  /** Layers by what changes them within the same degrees. */
  readonly ranks: Ranks;
  readonly flying: readonly number[];
}

/** Layers as they were priced for frames of the same degrees. */
export type Ranks = { readonly strategy: Strategy; readonly priced: Priced }[];
type Priced = ReturnType<Pricer['rank']>;

export function commonOf(pricer: Pricer, strategy: Strategy, ranks: Ranks): Common {
  const shape = pricer.shape(strategy);
  const microBatches = microBatchesOf(pricer.problem, strategy);
  return {
    shape,
    groups: pricer.groups(strategy),
    shard: shardRanks(strategy),
    microBatches,
    hops: new Map(),
    ranks,
    flying: shape.kinds.map((_, i) => flyingOf(shape, microBatches, i)),
  };
}

/** Prices the tails of one frame, the first of which is point `first` of the walk: what they share is computed once. ZeRO-2 and -3 change the layers' waiting, so they have passes of their own. */
export function priceFrame(state: PricingState, common: Common, { strategy, tails }: Frame, first: number): void {
  const { pricer, limit, scratch, alone } = state;
  const { problem } = pricer;
  const { shape, groups, shard, flying, microBatches: m } = common;
  const preset = pricer.preset(strategy);
  const { layers, ends } = rankOf(pricer, common.ranks, strategy);
  const hop = hopOf(pricer, common, strategy);
  const { optimizer, precision } = strategy;
  state.evaluated += tails.length;
  let pass: StagePass | undefined;
  let passKey = -1;
  let pipeline = 0;
  for (let t = 0; t < tails.length; t++) {
    const tail = tails[t]!;
    const index = first + t;
    const key = tail.zero < 2 ? 0 : tail.zero * 2 + (tail.dpOverlap ? 1 : 0);
    if (!pass || key !== passKey) {
      pass = pricer.passOf(key === 0 ? strategy : { ...strategy, ...tail }, layers, ends, shape, groups);
      passKey = key;
      pipeline = pipelineTime(shape, pass, m, hop);
    }
    // The pipeline alone is a lower bound of the step.
    if (alone && pipeline > state.best.threshold) continue;
    const step = { zero: tail.zero, dpOverlap: tail.dpOverlap, offload: tail.offload, optimizer, precision };
    let bytes = 0;
    for (let i = 0; i < flying.length; i++) {
      writeMemory(scratch, preset, shape, pass, step, flying[i]!, i, shard.dense, shard.expert, ends.logitBytes);
      const total = totalBytes(scratch);
      if (total > bytes) bytes = total;
    }
    if (bytes > limit) {
      if (state.nearest === null || bytes < state.nearest.bytes) {
        state.nearest = { seconds: Number.NaN, bytes, kind: '', index, strategy: { ...strategy, ...tail } };
      }
      continue;
    }
    state.fitting++;
    if (state.prune && pipeline >= state.best.threshold && state.front.covers(pipeline, bytes)) continue;
    const streams = tail.offload.weights || tail.offload.activations;
    const moved = offloadSeconds(problem, pass, shape, streams ? { ...strategy, ...tail } : strategy);
    const seconds = stepSeconds(problem, preset, pipeline, pass, step, m, groups, shard.dense, shard.expert, moved);
    const keepsBest = seconds <= state.best.threshold;
    if (!keepsBest && (alone || state.front.covers(seconds, bytes))) continue;
    const found: Found = { seconds, bytes, index, kind: kindOf(strategy, tail), strategy: { ...strategy, ...tail } };
    if (keepsBest) state.best.add(found);
    if (!alone) state.front.add(found);
  }
}

/** Frames of the same degrees differ in few words that change a layer, often in none. */
export function rankOf(pricer: Pricer, ranks: Ranks, s: Strategy): Priced {
  for (const { strategy: t, priced } of ranks) {
    if (t.fusedActivation !== s.fusedActivation || t.tpComm !== s.tpComm) continue;
    if (t.gatherAgain === s.gatherAgain && t.tpOverlap === s.tpOverlap) return priced;
  }
  const priced = pricer.rank(s);
  ranks.push({ strategy: s, priced });
  return priced;
}

function hopOf(pricer: Pricer, { hops }: Common, s: Strategy): number {
  const known = hops.get(s.tpComm);
  if (known !== undefined) return known;
  const hop = pricer.hop(s);
  hops.set(s.tpComm, hop);
  return hop;
}

/** Strategies of one kind are told apart only by micro-batch, number of virtual stages and overlaps. */
export function kindOf(s: Strategy, t: Tail): string {
  const away = `${t.offload.weights ? 'w' : ''}${t.offload.activations ? 'a' : ''}${t.offload.optimizer ? 'o' : ''}`;
  return `${s.tp}|${s.pp}|${s.cp}|${s.ep}|${s.etp}|${s.schedule}|${s.recompute}|${t.zero}|${away}`;
}
