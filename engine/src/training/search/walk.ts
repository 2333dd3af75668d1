import type { Problem } from '../answer.ts';
import { checkWords } from '../check-words.ts';
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
  const insides = insidesOf(space);
  for (const { strategy: outer, broken: placed, read } of degrees(problem, space, walk)) {
    const { knobs, tails, short, points } = insides(outer);
    const problems = placed ? [placed] : checkStrategy(problem, outer, read);
    const broken = walk === 'every' ? deepest(problems) : problems[0];
    if (broken) {
      refuse(broken, points);
      continue;
    }
    for (const { recompute, tpComm, tpOverlap, gatherAgain, fusedActivation } of knobs) {
      const strategy = { ...outer, recompute, tpComm, tpOverlap, gatherAgain, fusedActivation };
      yield { outer, strategy, tails: recompute === 'full' ? short : tails };
    }
  }
}

/** Points that `frames` will hand out, without pricing any: what a progress line divides by. */
export function legalPoints(problem: TrainingProblem, space: FullSpace): number {
  const insides = insidesOf(space);
  let points = 0;
  for (const { strategy, broken, read } of degrees(problem, space)) {
    if (!broken && checkStrategy(problem, strategy, read).length === 0) points += insides(strategy).points;
  }
  return points;
}

/** Rules that a change of the count (product) or of the batch would mend, the easier change last. */
export const DIVISIBILITY: ReadonlySet<string> = new Set(['product', 'batch']);
const FOLLOWS_FROM_THEM = new Set([...DIVISIBILITY, 'interleaved-batches', 'dualpipe-batches']);

/** That degrees do not divide machine and batch is the least of it where the model forbids one of them anyway. */
export const deepest = (problems: readonly Problem[]): Problem | undefined =>
  problems.find(({ rule }) => !FOLLOWS_FROM_THEM.has(rule)) ?? problems[0];

/** Whether degrees that do not divide the machine or the batch are passed over, or handed out as broken so that they can be told. */
type Walk = 'divisors' | 'every';

interface Outer {
  readonly strategy: Strategy;
  /** Set when the placement of axes cannot be. */
  readonly broken?: Problem;
  /** Its words were read and are good. */
  readonly read: boolean;
}

/** Degrees, micro-batch and schedule. Degrees whose product is not the machine are no points: data parallelism takes what is left. */
function* degrees(problem: TrainingProblem, space: FullSpace, walk: Walk = 'divisors'): Generator<Outer> {
  const { count } = problem.machine;
  const quiet = baseStrategy(problem, {});
  const read = areGood(quiet, space);
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
                  const strategy = { ...quiet, tp, pp, cp, dp, ep, etp, microBatch, schedule, vp, cpKind };
                  if (space.inner.length === 0) yield { strategy, read };
                  else yield* placed(problem, space, strategy, read);
                }
              }
            }
          }
        }
      }
    }
  }
}

/** Degrees apart, strategies of a walk differ in schedule and kind of context parallelism: their words are read once for all. */
function areGood(quiet: Strategy, { schedule, cpKind }: FullSpace): boolean {
  let good = true;
  for (const one of [quiet.schedule, ...schedule])
    for (const kind of cpKind)
      checkWords({ ...quiet, schedule: one, cpKind: kind }, () => {
        good = false;
      });
  return good;
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

/** The orders that put a chosen set of axes inside; axes of degree 1 lie nowhere, so they are not told apart. */
function* placed(problem: TrainingProblem, space: FullSpace, s: Strategy, read: boolean): Generator<Outer> {
  const domain = problem.machine.tiers[0]?.size ?? 1;
  const seen = new Set<string>();
  for (const inner of space.inner) {
    const inside = AXES.filter((a) => inner.includes(a) && s[a] > 1);
    if (seen.has(inside.join())) continue;
    seen.add(inside.join());
    const product = inside.reduce((n, a) => n * s[a], 1);
    const broken =
      product > domain ? { rule: 'placement', values: { axes: inside.join(), product, domain } } : undefined;
    yield { strategy: { ...s, order: [...inside, ...AXES.filter((a) => !inside.includes(a))] }, broken, read };
  }
}

const AXES: readonly Axis[] = ['tp', 'cp', 'dp', 'pp'];

/** What changes a layer's price on given degrees. */
type Knobs = Pick<Strategy, 'recompute' | 'tpComm' | 'tpOverlap' | 'gatherAgain' | 'fusedActivation'>;

const first = <T>(list: readonly T[], all: boolean): readonly T[] => (all ? list : list.slice(0, 1));

/** What goes with degrees, and how many points that is. */
interface Inside {
  readonly knobs: readonly Knobs[];
  readonly tails: readonly Tail[];
  /** Tails of full recompute, which keeps so little that there is nothing to send to the host. */
  readonly short: readonly Tail[];
  readonly points: number;
}

/** Looks up the inside of degrees: it differs only by whether tensors are split and whether there is anything to shard over. */
function insidesOf(space: FullSpace): (s: Strategy) => Inside {
  const known = new Map<number, Inside>();
  return (s) => {
    const key = (s.tp > 1 ? 2 : 0) + (s.dp * s.cp === 1 ? 1 : 0);
    const found = known.get(key);
    if (found) return found;
    const knobs = knobsOf(s, space);
    const tails = tailsOf(s, space);
    const short = tails.filter((t) => !t.offload.activations);
    const points = knobs.reduce((n, { recompute }) => n + (recompute === 'full' ? short : tails).length, 0);
    const made = { knobs, tails, short, points };
    known.set(key, made);
    return made;
  };
}

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
