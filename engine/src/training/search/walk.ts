import type { Problem } from '../answer.ts';
import { checkStrategy } from '../legality.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Axis, Strategy } from '../strategy.ts';
import type { FullSpace } from './space.ts';
import { NO_OFFLOAD } from './space.ts';

/** What acts once a step: sharding, overlap, offload. The innermost loop. */
export type Tail = Pick<Strategy, 'zero' | 'dpOverlap' | 'offload'>;

/** A strategy without its tail, and the tails that go with it. */
export interface Frame {
  /** Degrees, batch and schedule: the same object for all frames that share them. */
  readonly outer: Strategy;
  readonly strategy: Strategy;
  readonly tails: readonly Tail[];
}

/**
 * Walks the space: degrees, batch and schedule outside, what changes a layer inside them, the tails last. Legality is tested on the
 * outer loop, before anything is priced. `refuse` hears of every combination that is left out, with the number of points it stood for.
 */
export function* frames(
  problem: TrainingProblem,
  space: FullSpace,
  refuse: (problem: Problem, points: number) => void,
  walk: Walk = 'divisors',
): Generator<Frame> {
  for (const { strategy: outer, broken: placed } of degrees(problem, space, walk)) {
    const tails = tailsOf(outer, space);
    const short = withoutActivations(tails);
    const problems = placed ? [placed] : checkStrategy(problem, outer);
    const broken = walk === 'every' ? deepest(problems) : problems[0];
    if (broken) {
      let points = 0;
      for (const knobs of knobsOf(outer, space)) points += (knobs.recompute === 'full' ? short : tails).length;
      refuse(broken, points);
      continue;
    }
    for (const knobs of knobsOf(outer, space)) {
      yield { outer, strategy: { ...outer, ...knobs }, tails: knobs.recompute === 'full' ? short : tails };
    }
  }
}

/** Points that `frames` will hand out, without pricing any: what a progress line divides by. */
export function legalPoints(problem: TrainingProblem, space: FullSpace): number {
  let points = 0;
  for (const { strategy, broken } of degrees(problem, space)) {
    if (broken || checkStrategy(problem, strategy).length > 0) continue;
    const tails = tailsOf(strategy, space);
    const short = withoutActivations(tails).length;
    for (const knobs of knobsOf(strategy, space)) points += knobs.recompute === 'full' ? short : tails.length;
  }
  return points;
}

/** Rules that a change of the count (product) or of the batch would mend, the easier change last. */
export const DIVISIBILITY: ReadonlySet<string> = new Set(['product', 'batch']);
const FOLLOWS_FROM_THEM = new Set([...DIVISIBILITY, 'interleaved-batches', 'dualpipe-batches']);

/** That degrees do not divide machine and batch is the least of it where the model forbids one of them anyway. */
const deepest = (problems: readonly Problem[]): Problem | undefined =>
  problems.find(({ rule }) => !FOLLOWS_FROM_THEM.has(rule)) ?? problems[0];

/** Whether degrees that do not divide the machine or the batch are passed over, or handed out as broken so that they can be told. */
type Walk = 'divisors' | 'every';

interface Outer {
  readonly strategy: Strategy;
  /** Set when the placement of axes cannot be. */
  readonly broken?: Problem;
}

/** Degrees, micro-batch and schedule. Degrees whose product is not the machine are no points: data parallelism takes what is left. */
function* degrees(problem: TrainingProblem, space: FullSpace, walk: Walk = 'divisors'): Generator<Outer> {
  const { count } = problem.machine;
  for (const tp of space.tp) {
    for (const pp of space.pp) {
      for (const cp of space.cp) {
        const dp = walk === 'every' ? Math.max(1, Math.floor(count / (tp * pp * cp))) : count / (tp * pp * cp);
        if (walk === 'divisors' && (!Number.isInteger(dp) || dp < 1 || problem.globalBatch % dp !== 0)) continue;
        for (const ep of space.ep) {
          for (const etp of space.etp) {
            for (const microBatch of space.microBatch) {
              if (walk === 'divisors' && (problem.globalBatch / dp) % microBatch !== 0) continue;
              for (const { schedule, vp } of schedules(space, pp)) {
                for (const cpKind of cp > 1 ? space.cpKind : space.cpKind.slice(0, 1)) {
                  const base = baseStrategy(problem, { tp, pp, cp, dp, ep, etp, microBatch, schedule, vp, cpKind });
                  yield* placed(problem, space, base);
                }
              }
            }
          }
        }
      }
    }
  }
}

function* schedules(space: FullSpace, pp: number): Generator<Pick<Strategy, 'schedule' | 'vp'>> {
  if (pp === 1) {
    yield { schedule: '1f1b', vp: 1 };
    return;
  }
  for (const schedule of space.schedule) {
    if (schedule === 'interleaved') for (const vp of space.vp) if (vp > 1) yield { schedule, vp };
    if (schedule !== 'interleaved' && space.vp.includes(1)) yield { schedule, vp: 1 };
  }
}

/** The default order, or those that put a chosen set of axes inside; axes of degree 1 lie nowhere, so they are not told apart. */
function* placed(problem: TrainingProblem, space: FullSpace, s: Strategy): Generator<Outer> {
  if (space.inner.length === 0) {
    yield { strategy: s };
    return;
  }
  const domain = problem.machine.tiers[0]?.size ?? 1;
  const seen = new Set<string>();
  for (const inner of space.inner) {
    const inside = AXES.filter((a) => inner.includes(a) && s[a] > 1);
    if (seen.has(inside.join())) continue;
    seen.add(inside.join());
    const product = inside.reduce((n, a) => n * s[a], 1);
    const broken =
      product > domain ? { rule: 'placement', values: { axes: inside.join(), product, domain } } : undefined;
    yield { strategy: { ...s, order: [...inside, ...AXES.filter((a) => !inside.includes(a))] }, broken };
  }
}

const AXES: readonly Axis[] = ['tp', 'cp', 'dp', 'pp'];

/** What changes a layer's price on given degrees. */
type Knobs = Pick<Strategy, 'recompute' | 'tpComm' | 'tpOverlap' | 'gatherAgain' | 'fusedActivation'>;

const first = <T>(list: readonly T[], all: boolean): readonly T[] => (all ? list : list.slice(0, 1));

function knobsOf(s: Strategy, space: FullSpace): readonly Knobs[] {
  const split = s.tp > 1;
  const list: Knobs[] = [];
  for (const recompute of space.recompute) {
    for (const tpComm of first(space.tpComm, split)) {
      for (const tpOverlap of first(space.tpOverlap, split)) {
        for (const gatherAgain of first(space.gatherAgain, split && tpComm === 'rs-ag' && recompute !== 'full')) {
          for (const fusedActivation of first(space.fusedActivation, recompute !== 'full')) {
            list.push({ recompute, tpComm: split ? tpComm : 'ar', tpOverlap, gatherAgain, fusedActivation });
          }
        }
      }
    }
  }
  return list;
}

function tailsOf(s: Strategy, space: FullSpace): readonly Tail[] {
  const alone = s.dp * s.cp === 1;
  const tails: Tail[] = [];
  for (const zero of alone ? space.zero.slice(0, 1) : space.zero) {
    for (const dpOverlap of alone ? space.dpOverlap.slice(0, 1) : space.dpOverlap) {
      for (const offload of space.offload) tails.push({ zero, dpOverlap, offload });
    }
  }
  return tails;
}

/** Full recompute keeps so little that there is nothing to send to the host. */
const withoutActivations = (tails: readonly Tail[]): readonly Tail[] => tails.filter((t) => !t.offload.activations);

/** A strategy of the problem's precision, optimizer and preset with the quiet defaults elsewhere. */
export function baseStrategy(problem: TrainingProblem, given: Partial<Strategy>): Strategy {
  return {
    tp: 1,
    pp: 1,
    vp: 1,
    cp: 1,
    dp: 1,
    ep: 1,
    etp: 1,
    schedule: '1f1b',
    cpKind: 'ring',
    zero: 1,
    shardGroup: null,
    microBatch: 1,
    globalBatch: problem.globalBatch,
    recompute: 'none',
    recomputeLayers: null,
    tpComm: 'ar',
    tpOverlap: 'none',
    gatherAgain: true,
    dpOverlap: true,
    fusedActivation: false,
    offload: NO_OFFLOAD,
    precision: problem.precision,
    optimizer: problem.optimizer,
    preset: problem.preset,
    ...given,
  };
}
