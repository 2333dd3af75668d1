import { buildFittedMachine } from '@ridgepoint/engine/cost';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { chipByName } from '@ridgepoint/engine/machine';
import { makeGpt } from '@ridgepoint/engine/model';
import {
  divisors,
  EVERY_OFFLOAD,
  type SearchResult,
  type SearchSpace,
  searchStrategies,
  type TrainingProblem,
} from '@ridgepoint/engine/training';

const LAYERS = 96;
const ACCELERATORS = 4096;

/** GPT-3 175B on 4,096 A100, batch 4,096: the problem of Calculon's largest published search. */
export function gpt3Problem(catalogue: Catalogue): TrainingProblem {
  const chip = chipByName(catalogue, 'a100-80-sxm')!;
  return {
    architecture: makeGpt({
      layers: LAYERS,
      hidden: 12288,
      heads: 96,
      vocab: 51200,
      sequence: 2048,
      learnedPositions: true,
      dropout: true,
    }),
    machine: buildFittedMachine(catalogue, { chip, count: ACCELERATORS, scaleOutBytesPerSecond: 25e9 }),
    tokens: 300e9,
    sequence: 2048,
    globalBatch: 4096,
    precision: { compute: 'fp16', gradients: 'fp32' },
    optimizer: { kind: 'adam', state: 'fp32', master: true },
    preset: 'megatron-lm',
    memoryHeadroom: 0,
    reliability: {
      acceleratorHoursPerInterruption: 50_000,
      restartSeconds: 600,
      checkpointSeconds: 30,
      checkpointEverySeconds: null,
    },
  };
}

/** Calculon's dimensions: degrees, interleaving, micro-batch, recompute, three tensor-parallel exchanges and overlaps, offloads, placement. */
function spaces(): SearchSpace[] {
  return divisors(LAYERS).map((pp) => ({
    tp: divisors(ACCELERATORS).filter((n) => LAYERS % n === 0),
    pp: [pp],
    cp: [1],
    vp: divisors(LAYERS / pp),
    schedule: ['1f1b', 'interleaved'],
    microBatch: divisors(4096),
    recompute: ['full', 'selective', 'none'],
    zero: [1, 0],
    tpComm: ['ar', 'p2p-rs-ag', 'rs-ag'],
    tpOverlap: ['none', 'ring', 'pipe'],
    gatherAgain: [true, false],
    dpOverlap: [true, false],
    offload: EVERY_OFFLOAD,
    fusedActivation: [true],
    inner: [[], ['tp'], ['pp'], ['dp'], ['tp', 'pp'], ['tp', 'dp'], ['pp', 'dp'], ['tp', 'pp', 'dp']],
  }));
}

export interface SpaceWalk {
  /** Points of the space, refused ones counted: 7,036,320. Calculon counts 7,126,368 since it tells exchanges apart that one rank does not have. */
  readonly points: number;
  /** Of these, legal and so priced for memory and, where they fit, for time. */
  readonly evaluated: number;
  readonly fitting: number;
  readonly best: SearchResult['best'][number] | undefined;
}

/** Walks the whole space. */
export function walkCalculonSpace(problem: TrainingProblem, prune = true): SpaceWalk {
  let points = 0;
  let evaluated = 0;
  let fitting = 0;
  let best: SpaceWalk['best'];
  for (const space of spaces()) {
    const result = searchStrategies(problem, space, { top: 1, prune });
    evaluated += result.evaluated;
    fitting += result.fitting;
    points += result.evaluated + result.refused.reduce((n, r) => n + (r.rule === 'memory' ? 0 : r.count), 0);
    if (result.best[0] && (!best || result.best[0].seconds < best.seconds)) best = result.best[0];
  }
  return { points, evaluated, fitting, best };
}
