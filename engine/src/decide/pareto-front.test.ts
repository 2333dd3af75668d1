import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuMilliseconds } from '../../../tests/cpu-milliseconds.ts';
import { dominates, paretoFront } from './pareto-front.ts';

const RUNS = { numRuns: 1000 };
const axes = (count: number) => Array.from({ length: count }, (_, i) => (point: readonly number[]) => point[i]!);
/** Few distinct values, so that ties and duplicates are common. */
const cloud = fc.integer({ min: 1, max: 4 }).chain((objectives) => {
  const coordinate = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  const point = fc.array(coordinate, { minLength: objectives, maxLength: objectives });
  return fc.tuple(fc.constant(objectives), fc.array(point, { maxLength: 40 }));
});
/** By definition, slowly. */
const reference = (points: readonly (readonly number[])[]) =>
  points.filter((point) => !points.some((other) => dominates(other, point)));

describe('the Pareto front', () => {
  test('is what the definition says, in the order given', () => {
    fc.assert(
      fc.property(cloud, ([count, points]) => {
        expect(paretoFront(points, axes(count))).toEqual(reference(points));
      }),
      RUNS,
    );
  });
  test('has no dominated point and dominates or equals all that it leaves out', () => {
    fc.assert(
      fc.property(cloud, ([count, points]) => {
        const front = paretoFront(points, axes(count));
        for (const point of front) expect(front.some((other) => dominates(other, point))).toBe(false);
        for (const point of points)
          expect(front.includes(point) || front.some((other) => dominates(other, point))).toBe(true);
      }),
      RUNS,
    );
  });
  test('holds an optimum of every single objective', () => {
    fc.assert(
      fc.property(cloud, ([count, points]) => {
        const front = paretoFront(points, axes(count));
        if (points.length > 0)
          for (const axis of axes(count)) expect(Math.min(...front.map(axis)) - Math.min(...points.map(axis))).toBe(0);
      }),
      RUNS,
    );
  });
  test('does not depend on the order of the points', () => {
    const shuffled = cloud.chain(([count, points]) =>
      fc.tuple(fc.constant(count), fc.constant(points), fc.shuffledSubarray(points, { minLength: points.length })),
    );
    fc.assert(
      fc.property(shuffled, ([count, points, other]) => {
        const sorted = (front: readonly (readonly number[])[]) => front.map((point) => point.join()).sort();
        expect(sorted(paretoFront(other, axes(count)))).toEqual(sorted(paretoFront(points, axes(count))));
      }),
      RUNS,
    );
  });
  test('grows with no more points than were added, and a wider space is never worse in any objective', () => {
    fc.assert(
      fc.property(cloud, ([count, points]) => {
        const half = points.slice(0, Math.ceil(points.length / 2));
        const [some, all] = [paretoFront(half, axes(count)), paretoFront(points, axes(count))];
        for (const point of some)
          expect(all.includes(point) || all.some((other) => dominates(other, point))).toBe(true);
      }),
      RUNS,
    );
  });
  test('keeps duplicates, leaves out what cannot be compared, and is empty for nothing', () => {
    expect(
      paretoFront(
        [
          [1, 2],
          [1, 2],
          [2, 2],
        ],
        axes(2),
      ),
    ).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(
      paretoFront(
        [
          [Number.NaN, 0],
          [1, 1],
        ],
        axes(2),
      ),
    ).toEqual([[1, 1]]);
    expect(
      paretoFront(
        [
          [1, Number.POSITIVE_INFINITY],
          [2, 3],
        ],
        axes(2),
      ),
    ).toHaveLength(2);
    expect(paretoFront([], axes(2))).toEqual([]);
    expect(paretoFront([[1], [2]], [])).toHaveLength(2);
  });
  test('of 200,000 points in two objectives takes no time that grows with their square', () => {
    const points = Array.from({ length: 200_000 }, (_, i) => [
      ((i + 1) * 7919) % 200_003,
      ((i + 1) * 104_729) % 200_003,
    ]);
    expect(cpuMilliseconds(() => expect(paretoFront(points, axes(2)).length).toBeGreaterThan(1), 3000)).toBeLessThan(
      3000,
    );
  });
});

test('dominates asks for one strict gain and no loss', () => {
  expect(dominates([1, 2], [1, 3])).toBe(true);
  expect(dominates([1, 2], [1, 2])).toBe(false);
  expect(dominates([0, 4], [1, 3])).toBe(false);
});
