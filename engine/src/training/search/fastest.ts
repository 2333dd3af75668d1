import { createPricer, microBatchesOf, type Pricer } from '../pricer.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Strategy } from '../strategy.ts';
import { BestKinds, TimeMemoryFront } from './keep.ts';
import { type Common, commonOf, type Found, type PricingState, priceFrame, type Ranks, rankOf } from './price-frame.ts';
import { PROGRESS_EVERY } from './search.ts';
import { fullSpace, type SearchSpace } from './space.ts';
import { type Frame, frames } from './walk.ts';

/** Sums in another order differ in their last digits: a bound may not rule out what is as fast. */
const ROUNDING = 1 - 1e-9;

/**
 * The strategy that `searchStrategies` puts first, when nothing else of it is wanted: no counts, no front, no runners-up. Frames are priced
 * from the least that their pipelines can take upwards, and the first that cannot beat what was found ends the search. `complete` is
 * false, and nothing is searched, where the space holds more points than a search that may price `most` of them would get through.
 */
export function fastestStrategy(
  problem: TrainingProblem,
  given: SearchSpace = {},
  most = Number.POSITIVE_INFINITY,
): { readonly strategy: Strategy | null; readonly complete: boolean } {
  const pricer = createPricer(problem);
  const candidates: Candidate[] = [];
  const layers = layersByKind(problem);
  let [points, reported] = [0, 0];
  let [outer, ranks]: [Strategy | undefined, Ranks] = [undefined, []];
  for (const frame of frames(problem, fullSpace(problem, given), () => {})) {
    if (frame.outer !== outer) [outer, ranks] = [frame.outer, []];
    candidates.push({ frame, first: points, ranks, least: leastSeconds(pricer, ranks, frame.strategy, layers) });
    points += frame.tails.length;
    if (points - reported < PROGRESS_EVERY) continue;
    reported = points;
    if (points >= most) return { strategy: null, complete: false };
  }
  candidates.sort((a, b) => a.least - b.least);
  const state: PricingState = {
    pricer,
    limit: problem.machine.rates.capacity * (1 - problem.memoryHeadroom),
    best: new BestKinds<Found>(1),
    front: new TimeMemoryFront<Found>(),
    evaluated: 0,
    fitting: 0,
    nearest: null,
    scratch: new Float64Array(16),
    prune: true,
    alone: true,
  };
  const commons = new Map<Strategy, Common>();
  for (const { frame, first, ranks, least } of candidates) {
    if (least > state.best.threshold) break;
    const common = commons.get(frame.outer) ?? commonOf(pricer, frame.outer, ranks);
    commons.set(frame.outer, common);
    priceFrame(state, common, frame, first);
  }
  return { strategy: state.best.kept[0]?.strategy ?? null, complete: true };
}

interface Candidate {
  readonly frame: Frame;
  /** Its first point's place in the walk, by which ties are settled. */
  readonly first: number;
  readonly ranks: Ranks;
  readonly least: number;
}

/** Seconds of a frame's pipeline if its layers could be spread evenly over the stages, and nothing waited. */
function leastSeconds(pricer: Pricer, ranks: Ranks, s: Strategy, counts: readonly number[]): number {
  const { layers, ends } = rankOf(pricer, ranks, s);
  const { embedding, head } = ends;
  let seconds = embedding.forward + embedding.input + embedding.weight + head.forward + head.input + head.weight;
  for (let k = 0; k < layers.length; k++) {
    const { forward, input, weight, recomputeSelective } = layers[k]!;
    const again = s.recompute === 'full' ? forward.seconds : s.recompute === 'selective' ? recomputeSelective : 0;
    seconds += counts[k]! * (forward.seconds + again + input.seconds + weight);
  }
  return (ROUNDING * seconds * microBatchesOf(pricer.problem, s)) / s.pp;
}

function layersByKind({ architecture: { blocks, order } }: TrainingProblem): number[] {
  const counts = blocks.map(() => 0);
  for (const kind of order) counts[kind]!++;
  return counts;
}
