import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFront } from '../../engine/src/decide/index.ts';
import {
  checkStrategy,
  createPricer,
  type SearchResult,
  type SearchSpace,
  searchStrategies,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';
import { fastestStrategy, frames, fullSpace } from '../../engine/src/training/search/index.ts';
import { bruteForce, type Priced } from './brute-force.ts';
import { cases } from './cases.ts';
import { atMost, holds, holdsOn, near } from './holds.ts';
import { type Searched, spaces } from './spaces.ts';

const KINDS = 11;
/** Equality with brute force is checked on 1,000 spaces, what follows from it on fewer. */
const seldom = holdsOn(200);

/** The best point of each kind, the best kinds first: what the search promises. */
function bestKinds(points: readonly Priced[], size: number): number[] {
  const best = new Map<string, number>();
  for (const p of points) best.set(p.kind, Math.min(p.seconds, best.get(p.kind) ?? Number.POSITIVE_INFINITY));
  return [...best.values()].sort((a, b) => a - b).slice(0, size);
}

const same = (what: string, a: readonly number[], b: readonly number[]) => {
  expect(a.length, `${what}: ${a} against ${b}`).toBe(b.length);
  a.forEach((value, i) => {
    if (!near(value, b[i]!, 1e-12)) throw new Error(`${what} ${i}: ${value} against ${b[i]}`);
  });
};

const search = ({ problem, given }: Searched, options = {}): SearchResult =>
  searchStrategies(problem, given, { top: KINDS, ...options });

describe('the search is brute force', () => {
  holds('in what it counts, keeps and refuses', spaces, (c) => {
    const found = search(c);
    const slow = bruteForce(c.problem, c.space);
    expect(found.complete).toBe(true);
    expect({ evaluated: found.evaluated, fitting: found.fitting }).toEqual({
      evaluated: slow.legal.length,
      fitting: slow.fitting.length,
    });
    expect(new Map(found.refused.map((r) => [r.rule, r.count]))).toEqual(slow.refused);
    same(
      'best',
      found.best.map((p) => p.seconds),
      bestKinds(slow.fitting, KINDS),
    );
    // Of points equal in both, the front of the search keeps one.
    const front = paretoFront(slow.fitting, [(p) => p.seconds, (p) => p.bytes]).sort(
      (a, b) => a.seconds - b.seconds || a.bytes - b.bytes,
    );
    const distinct = front.filter(
      (p, i) => i === 0 || p.seconds !== front[i - 1]!.seconds || p.bytes !== front[i - 1]!.bytes,
    );
    same(
      'front seconds',
      found.front.map((p) => p.seconds),
      distinct.map((p) => p.seconds),
    );
    same(
      'front bytes',
      found.front.map((p) => p.bytes),
      distinct.map((p) => p.bytes),
    );
  });

  seldom('with pruning as without', spaces, (c) => {
    const [pruned, whole] = [search(c), search(c, { prune: false })];
    expect(pruned.best.map((p) => [p.index, p.seconds])).toEqual(whole.best.map((p) => [p.index, p.seconds]));
    expect(pruned.front.map((p) => [p.index, p.seconds, p.bytes])).toEqual(
      whole.front.map((p) => [p.index, p.seconds, p.bytes]),
    );
    expect([pruned.fitting, pruned.evaluated]).toEqual([whole.fitting, whole.evaluated]);
  });

  seldom('where only the fastest is asked for, down to a tie', spaces, (c) => {
    const [first] = search(c, { top: 1 }).best;
    const alone = fastestStrategy(c.problem, c.given);
    expect(alone).toEqual({ strategy: first?.strategy ?? null, complete: true });
  });

  seldom('what it keeps is legal, fits, and costs what the pricer says', spaces, (c) => {
    const { best, front, nearest, fitting } = search(c);
    const limit = c.problem.machine.rates.capacity * (1 - c.problem.memoryHeadroom);
    for (const point of [...best, ...front]) {
      expect(checkStrategy(c.problem, point.strategy)).toEqual([]);
      const priced = createPricer(c.problem).price(point.strategy);
      if (!near(priced.seconds, point.seconds, 1e-12) || !near(priced.bytes, point.bytes, 1e-12))
        throw new Error(`priced apart: ${JSON.stringify(priced)}`);
      if (point.bytes > limit) throw new Error('does not fit');
      const { tp, pp, cp, dp } = point.strategy;
      expect(tp * pp * cp * dp).toBe(c.problem.machine.count);
    }
    if (fitting === 0) expect(best).toEqual([]);
    if (nearest) expect(nearest.bytes > limit).toBe(true);
  });

  seldom(
    'every frame it prices is legal, every one it refuses is refused by the check',
    spaces,
    ({ problem, space }) => {
      for (const { strategy, tails } of frames(problem, space, () => {})) {
        for (const tail of tails) expect(checkStrategy(problem, { ...strategy, ...tail })).toEqual([]);
      }
    },
  );
});

describe('the front', () => {
  seldom('has no dominated point and holds the fastest and the smallest', spaces, (c) => {
    const { front, best } = search(c);
    for (let i = 1; i < front.length; i++) {
      if (front[i]!.seconds <= front[i - 1]!.seconds || front[i]!.bytes >= front[i - 1]!.bytes)
        throw new Error(`point ${i} is dominated`);
    }
    expect(front.length > 0).toBe(best.length > 0);
    if (best.length === 0) return;
    expect(front[0]!.seconds).toBe(best[0]!.seconds);
    const least = Math.min(...bruteForce(c.problem, c.space).fitting.map((p) => p.bytes));
    expect(near(front.at(-1)!.bytes, least, 1e-12)).toBe(true);
  });
});

const bestSeconds = (problem: TrainingProblem, given: SearchSpace): number =>
  searchStrategies(problem, given, { top: 1 }).best[0]?.seconds ?? Number.POSITIVE_INFINITY;

const LOOSE = ['zero', 'dpOverlap', 'cpKind', 'tpOverlap', 'gatherAgain', 'fusedActivation'] as const;

describe('more to choose from', () => {
  const wider = fc.record({ c: spaces, more: spaces.map((s) => s.given) });
  seldom('a larger space is never worse', wider, ({ c, more }) => {
    const union = Object.fromEntries(
      Object.entries(c.given).map(([key, values]) => [
        key,
        [...new Set([...(values as readonly unknown[]), ...(more[key as keyof SearchSpace] as readonly unknown[])])],
      ]),
    ) as SearchSpace;
    return atMost(bestSeconds(c.problem, union), bestSeconds(c.problem, c.given), 1e-12);
  });

  seldom(
    'a constraint is never better',
    fc.record({ c: spaces, key: fc.constantFrom('tp', 'pp', 'microBatch', 'recompute', 'zero', 'schedule') }),
    ({ c, key }) => {
      const first = (c.given[key as keyof SearchSpace] as readonly unknown[]).slice(0, 1);
      return atMost(bestSeconds(c.problem, c.given), bestSeconds(c.problem, { ...c.given, [key]: first }), 1e-12);
    },
  );

  seldom(
    'more memory is never worse, less headroom neither',
    fc.record({ c: spaces, k: fc.double({ min: 1, max: 8, noNaN: true }) }),
    ({ c, k }) => {
      const { machine } = c.problem;
      const larger = {
        ...c.problem,
        machine: { ...machine, rates: { ...machine.rates, capacity: k * machine.rates.capacity } },
      };
      const now = bestSeconds(c.problem, c.given);
      return (
        atMost(bestSeconds(larger, c.given), now, 1e-12) &&
        atMost(bestSeconds({ ...c.problem, memoryHeadroom: 0 }, c.given), now, 1e-12)
      );
    },
  );

  seldom('the order of the lists changes no price', spaces, (c) => {
    const turned = Object.fromEntries(
      Object.entries(c.given).map(([key, values]) => [key, (values as readonly unknown[]).toReversed()]),
    ) as SearchSpace;
    // A knob that a point has no use for takes the first value of its list, which may still move the layer at work: one value each.
    fc.pre(LOOSE.every((knob) => c.given[knob]!.length === 1));
    const [a, b] = [searchStrategies(c.problem, c.given), searchStrategies(c.problem, turned)];
    expect([a.evaluated, a.fitting]).toEqual([b.evaluated, b.fitting]);
    same(
      'best',
      a.best.map((p) => p.seconds),
      b.best.map((p) => p.seconds),
    );
  });
});

describe('any time', () => {
  const [sample] = fc.sample(
    cases().filter(({ problem: { machine, architecture } }) => machine.count >= 96 && architecture.order.length >= 12),
    { numRuns: 1, seed: 5 },
  );
  const problem: TrainingProblem = { ...sample!.problem, globalBatch: 1536 };
  const wide: SearchSpace = {
    schedule: ['1f1b', 'interleaved', 'gpipe'],
    zero: [0, 1, 2, 3],
    tpComm: ['ar', 'rs-ag'],
    gatherAgain: [true, false],
    dpOverlap: [true, false],
  };

  it('the best so far only falls, and ends as the best', () => {
    const seen: { n: number; seconds: number }[] = [];
    const result = searchStrategies(problem, wide, {
      onProgress: (n, best) => seen.push({ n, seconds: best?.seconds ?? Number.POSITIVE_INFINITY }) > 0,
    });
    expect(result.evaluated).toBeGreaterThan(20_000);
    expect(seen.length).toBeGreaterThan(1);
    for (let i = 1; i < seen.length; i++) {
      expect(seen[i]!.seconds).toBeLessThanOrEqual(seen[i - 1]!.seconds);
      expect(seen[i]!.n).toBeGreaterThan(seen[i - 1]!.n);
    }
    expect(result.best[0]!.seconds).toBeLessThanOrEqual(seen.at(-1)!.seconds);
  });

  it('stops where it is told to, and says so', () => {
    const result = searchStrategies(problem, wide, { onProgress: () => false });
    const whole = searchStrategies(problem, wide);
    expect(result.complete).toBe(false);
    expect(result.evaluated).toBeLessThan(whole.evaluated);
    expect(whole.complete).toBe(true);
    expect(result.best[0]?.seconds ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(whole.best[0]!.seconds);
  });

  it('the open space of a problem is the one that fullSpace names', () => {
    const open = searchStrategies({ ...problem, globalBatch: 96 });
    const named = searchStrategies({ ...problem, globalBatch: 96 }, fullSpace({ ...problem, globalBatch: 96 }));
    expect([open.evaluated, open.fitting, open.best[0]?.seconds]).toEqual([
      named.evaluated,
      named.fitting,
      named.best[0]?.seconds,
    ]);
  });
});
