import type { Problem, Refusal } from '../answer.ts';
import type { Groups } from '../layer-communication.ts';
import { flyingOf, totalBytes, writeMemory } from '../memory.ts';
import { createPricer, microBatchesOf, type Pricer, shardRanks } from '../pricer.ts';
import type { TrainingProblem } from '../problem.ts';
import { offloadSeconds } from '../sharding.ts';
import type { StagePass } from '../stage-pass.ts';
import type { StageShape } from '../stage-shape.ts';
import { pipelineTime, stepSeconds } from '../step.ts';
import type { Strategy } from '../strategy.ts';
import { BestKinds, type Point, TimeMemoryFront } from './keep.ts';
import { fullSpace, type SearchSpace } from './space.ts';
import { frames, legalPoints, type Tail } from './walk.ts';

export interface Found extends Point {
  readonly strategy: Strategy;
}

export interface SearchResult {
  /** Best first, one a kind. */
  readonly best: readonly Found[];
  readonly front: readonly Found[];
  /** The strategy that misses the memory limit by least. */
  readonly nearest: Found | null;
  readonly evaluated: number;
  readonly fitting: number;
  readonly refused: readonly Refusal[];
  readonly complete: boolean;
}

export interface SearchOptions {
  /** Kinds to keep. */
  readonly top?: number;
  /** False = price every point even where a bound already rules it out (tests compare the two). */
  readonly prune?: boolean;
  /** Called every few thousand points with how many there are in all; false stops the search. */
  readonly onProgress?: (evaluated: number, best: Found | undefined, total: number) => boolean;
}

const PROGRESS_EVERY = 8192;

/** Prices every legal strategy of a space. Memory is tested before time; a frame whose pipeline alone is too slow skips its tails. */
export function searchStrategies(
  problem: TrainingProblem,
  given: SearchSpace = {},
  options: SearchOptions = {},
): SearchResult {
  const space = fullSpace(problem, given);
  const pricer = createPricer(problem);
  const limit = problem.machine.rates.capacity * (1 - problem.memoryHeadroom);
  const best = new BestKinds<Found>(options.top ?? 11);
  const front = new TimeMemoryFront<Found>();
  const refused = new Map<string, Refusal>();
  const refuse = (broken: Problem, points: number) => {
    const known = refused.get(broken.rule);
    refused.set(broken.rule, {
      rule: broken.rule,
      count: (known?.count ?? 0) + points,
      example: known?.example ?? broken,
    });
  };
  const state: State = {
    pricer,
    limit,
    best,
    front,
    evaluated: 0,
    fitting: 0,
    nearest: null,
    scratch: new Float64Array(16),
    prune: options.prune ?? true,
  };
  let outer: Strategy | undefined;
  let common: Common | undefined;
  let complete = true;
  let reported = 0;
  let total = 0;
  for (const frame of frames(problem, space, refuse)) {
    if (frame.outer !== outer) {
      outer = frame.outer;
      common = commonOf(pricer, outer);
    }
    priceFrame(state, common!, frame.strategy, frame.tails);
    if (options.onProgress && state.evaluated - reported >= PROGRESS_EVERY) {
      reported = state.evaluated;
      total ||= legalPoints(problem, space);
      if (!options.onProgress(state.evaluated, best.kept[0], total)) {
        complete = false;
        break;
      }
    }
  }
  const over = state.evaluated - state.fitting;
  if (over > 0 && state.nearest) {
    refuse({ rule: 'memory', values: { bytes: state.nearest.bytes, limit } }, over);
  }
  return {
    best: best.kept,
    front: front.kept,
    nearest: state.nearest,
    evaluated: state.evaluated,
    fitting: state.fitting,
    refused: [...refused.values()].sort((a, b) => b.count - a.count),
    complete,
  };
}

interface State {
  readonly pricer: Pricer;
  readonly limit: number;
  readonly best: BestKinds<Found>;
  readonly front: TimeMemoryFront<Found>;
  readonly scratch: Float64Array;
  readonly prune: boolean;
  evaluated: number;
  fitting: number;
  nearest: Found | null;
}

/** What all strategies of the same degrees, batch and schedule share. */
interface Common {
  readonly shape: StageShape;
  readonly groups: Groups;
  readonly shard: { dense: number; expert: number };
  readonly microBatches: number;
  readonly hop: number;
  readonly flying: readonly number[];
}

function commonOf(pricer: Pricer, strategy: Strategy): Common {
  const shape = pricer.shape(strategy);
  const microBatches = microBatchesOf(pricer.problem, strategy);
  return {
    shape,
    groups: pricer.groups(strategy),
    shard: shardRanks(strategy),
    microBatches,
    hop: pricer.hop(strategy),
    flying: shape.kinds.map((_, i) => flyingOf(shape, microBatches, i)),
  };
}

/** Prices the tails of one frame: what they share is computed once. ZeRO-2 and -3 change the layers' waiting, so they have passes of their own. */
function priceFrame(state: State, common: Common, strategy: Strategy, tails: readonly Tail[]): void {
  const { pricer, limit, scratch } = state;
  const { problem } = pricer;
  const { shape, groups, shard, flying, microBatches: m } = common;
  const preset = pricer.preset(strategy);
  const { layers, ends } = pricer.rank(strategy);
  // Sends are scattered over tensor ranks by what the frame says, so only their size is left to tell apart.
  const hop = strategy.tpComm === 'ar' ? common.hop : pricer.hop(strategy);
  const { optimizer, precision } = strategy;
  let pass: StagePass | undefined;
  let passKey = -1;
  let pipeline = 0;
  for (let t = 0; t < tails.length; t++) {
    const tail = tails[t]!;
    const index = state.evaluated++;
    const key = tail.zero < 2 ? 0 : tail.zero * 2 + (tail.dpOverlap ? 1 : 0);
    if (!pass || key !== passKey) {
      pass = pricer.passOf(key === 0 ? strategy : { ...strategy, ...tail }, layers, ends, shape, groups);
      passKey = key;
      pipeline = pipelineTime(preset, shape, pass, m, hop);
    }
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
    // The pipeline alone is a lower bound of the step.
    if (state.prune && pipeline >= state.best.threshold && state.front.covers(pipeline, bytes)) continue;
    const streams = tail.offload.weights || tail.offload.activations;
    const moved = offloadSeconds(problem, pass, shape, streams ? { ...strategy, ...tail } : strategy);
    const seconds = stepSeconds(problem, preset, pipeline, pass, step, m, groups, shard.dense, shard.expert, moved);
    const keepsBest = seconds <= state.best.threshold;
    if (!keepsBest && state.front.covers(seconds, bytes)) continue;
    const found: Found = { seconds, bytes, index, kind: kindOf(strategy, tail), strategy: { ...strategy, ...tail } };
    if (keepsBest) state.best.add(found);
    state.front.add(found);
  }
}

/** Strategies of one kind are told apart only by micro-batch, number of virtual stages and overlaps. */
export function kindOf(s: Strategy, t: Tail): string {
  const away = `${t.offload.weights ? 'w' : ''}${t.offload.activations ? 'a' : ''}${t.offload.optimizer ? 'o' : ''}`;
  return `${s.tp}|${s.pp}|${s.cp}|${s.ep}|${s.etp}|${s.schedule}|${s.recompute}|${t.zero}|${away}`;
}
