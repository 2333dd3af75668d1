import { checkStrategy } from '../legality.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Axis, Strategy } from '../strategy.ts';
import type { FullSpace } from './space.ts';
import { NO_OFFLOAD } from './space.ts';
import type { Problem } from '../answer.ts';

/** What acts once a step: sharding, overlap, offload. The innermost loop. */
export type Tail = Pick<Strategy, 'zero' | 'dpOverlap' | 'offload'>;

/** A strategy without its tail, and the tails that go with it. */
export interface Frame {
  readonly strategy: Strategy;
  readonly tails: readonly Tail[];
}

/**
 * Walks the space: degrees, batch and schedule outside, what changes a layer inside them, the tails last. Legality is tested on the
 * outer loop, before anything is priced. `refuse` hears of every combination that is left out, with the number of points it stood for.
 */
export function* frames(
  problem: TrainingProblem, space: FullSpace, refuse: (problem: Problem, points: number) => void,
): Generator<Frame> {
  for (const outer of degrees(problem, space)) {
    const knobs = [...knobsOf(outer, space)];
    const tails = tailsOf(outer, space);
    const points = knobs.reduce((sum, k) => sum + tailsFor(k, tails).length, 0);
    const broken = placementProblem(problem, outer) ?? checkStrategy(problem, outer)[0];
    if (broken) {
      refuse(broken, points);
      continue;
    }
    for (const strategy of knobs) yield { strategy, tails: tailsFor(strategy, tails) };
  }
}

/** Degrees, micro-batch and schedule. Degrees whose product is not the machine are no points: data parallelism takes what is left. */
function* degrees(problem: TrainingProblem, space: FullSpace): Generator<Strategy> {
  const { count } = problem.machine;
  for (const tp of space.tp) {
    for (const pp of space.pp) {
      for (const cp of space.cp) {
        const dp = count / (tp * pp * cp);
        if (!Number.isInteger(dp) || dp < 1 || problem.globalBatch % dp !== 0) continue;
        for (const ep of space.ep) {
          for (const etp of space.etp) {
            for (const microBatch of space.microBatch) {
              if ((problem.globalBatch / dp) % microBatch !== 0) continue;
              for (const { schedule, vp } of schedules(space, pp)) {
                for (const cpKind of cp > 1 ? space.cpKind : space.cpKind.slice(0, 1)) {
                  const base = baseStrategy(problem, { tp, pp, cp, dp, ep, etp, microBatch, schedule, vp, cpKind });
                  for (const order of orders(space, base)) yield order ? { ...base, order } : base;
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

/** Orders that put a chosen set of axes inside; axes of degree 1 lie nowhere, so they are not told apart. */
function orders(space: FullSpace, s: Strategy): readonly (readonly Axis[] | undefined)[] {
  if (space.inner.length === 0) return [undefined];
  const seen = new Map<string, readonly Axis[]>();
  for (const inner of space.inner) {
    const inside = (['tp', 'cp', 'dp', 'pp'] as const).filter((a) => inner.includes(a) && s[a] > 1);
    const outside = (['tp', 'cp', 'dp', 'pp'] as const).filter((a) => !inside.includes(a));
    seen.set(inside.join(), [...inside, ...outside]);
  }
  return [...seen].map(([, order]) => order);
}

/** Inner axes that were asked for must fit inside the first tier together. */
function placementProblem(problem: TrainingProblem, s: Strategy): Problem | undefined {
  if (!s.order) return undefined;
  const domain = problem.machine.tiers[0]?.size ?? 1;
  const first = s.order.filter((a) => s[a] > 1)[0];
  if (first && s[first] > domain) return { rule: 'placement', values: { axis: first, degree: s[first], domain } };
  return undefined;
}

/** What changes a layer's price on given degrees. */
function* knobsOf(s: Strategy, space: FullSpace): Generator<Strategy> {
  for (const recompute of space.recompute) {
    for (const tpComm of s.tp > 1 ? space.tpComm : space.tpComm.slice(0, 1)) {
      for (const tpOverlap of s.tp > 1 ? space.tpOverlap : space.tpOverlap.slice(0, 1)) {
        for (const gatherAgain of tpComm === 'rs-ag' && recompute !== 'full' ? space.gatherAgain : space.gatherAgain.slice(0, 1)) {
          for (const fusedActivation of recompute === 'full' ? space.fusedActivation.slice(0, 1) : space.fusedActivation) {
            yield { ...s, recompute, tpComm: s.tp > 1 ? tpComm : 'ar', tpOverlap, gatherAgain, fusedActivation };
          }
        }
      }
    }
  }
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
const tailsFor = (s: Strategy, tails: readonly Tail[]): readonly Tail[] =>
  s.recompute === 'full' ? tails.filter((t) => !t.offload.activations) : tails;

/** A strategy of the problem's precision, optimizer and preset with the quiet defaults elsewhere. */
export function baseStrategy(problem: TrainingProblem, given: Partial<Strategy>): Strategy {
  return {
    tp: 1, pp: 1, vp: 1, cp: 1, dp: 1, ep: 1, etp: 1, schedule: '1f1b', cpKind: 'ring', zero: 1, shardGroup: null, microBatch: 1,
    globalBatch: problem.globalBatch, recompute: 'none', recomputeLayers: null, tpComm: 'ar', tpOverlap: 'none', gatherAgain: true,
    dpOverlap: true, fusedActivation: false, offload: NO_OFFLOAD, precision: problem.precision, optimizer: problem.optimizer,
    preset: problem.preset, ...given,
  };
}
