import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestKinds, type Point, TimeMemoryFront } from './keep.ts';

const points = fc.array(
  fc.record({
    seconds: fc.integer({ min: 1, max: 30 }),
    bytes: fc.integer({ min: 1, max: 30 }),
    kind: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  }),
  { maxLength: 60 },
);
const numbered = points.map((list): Point[] => list.map((p, index) => ({ ...p, index })));
const RUNS = { numRuns: 1000, seed: 20_261_123 };

describe('the best of each kind', () => {
  it('are those that sorting all of them gives, the earlier of equals', () => {
    fc.assert(
      fc.property(numbered, fc.integer({ min: 1, max: 6 }), (list, size) => {
        const best = new BestKinds<Point>(size);
        for (const p of list) best.add(p);
        const sorted = [...list].sort((a, b) => a.seconds - b.seconds || a.index - b.index);
        const first = sorted.filter((p, i) => sorted.findIndex((q) => q.kind === p.kind) === i).slice(0, size);
        expect(best.kept).toEqual(first);
        expect(best.threshold).toBe(first.length < size ? Number.POSITIVE_INFINITY : first.at(-1)!.seconds);
      }),
      RUNS,
    );
  });

  it('a kind that fell out comes back when it has a better point', () => {
    const best = new BestKinds<Point>(2);
    for (const [index, [kind, seconds]] of (
      [
        ['a', 5],
        ['b', 4],
        ['c', 3],
        ['a', 1],
      ] as const
    ).entries())
      best.add({ index, kind, seconds, bytes: 0 });
    expect(best.kept.map((p) => p.kind)).toEqual(['a', 'c']);
  });
});

describe('the front of time and memory', () => {
  it('is what nothing beats in both, sorted by time, one of equals', () => {
    fc.assert(
      fc.property(numbered, (list) => {
        const front = new TimeMemoryFront<Point>();
        for (const p of list) front.add(p);
        const beaten = (p: Point) =>
          list.some(
            (q) => q.seconds <= p.seconds && q.bytes <= p.bytes && (q.seconds < p.seconds || q.bytes < p.bytes),
          );
        const kept = list.filter(
          (p) => !beaten(p) && list.findIndex((q) => q.seconds === p.seconds && q.bytes === p.bytes) === p.index,
        );
        expect(front.kept).toEqual(kept.sort((a, b) => a.seconds - b.seconds));
        for (const p of list) expect(front.covers(p.seconds, p.bytes)).toBe(true);
      }),
      RUNS,
    );
  });

  it('of nothing covers nothing', () => expect(new TimeMemoryFront().covers(1, 1)).toBe(false));
});
