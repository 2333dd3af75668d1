import { describe, expect, test } from 'vitest';
import { compare, judged, predict } from './compare.ts';
import { paceOf, QUIET, slowerBy, undisturbed } from './pace.ts';
import { pricesOf, secondsOf } from './prices.ts';
import { atYardstick, probe, rangeOf } from './probe.ts';
import { flopsOf, PROBED, sweep, type Work } from './shapes.ts';

const KERNELS = new URL('../../dist/', import.meta.url);
const watch = {
  busy: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  load: () => 0,
};
const work = (layers: number, width: number, block: number, batch: number): Work => ({
  shape: { layers, heads: 2, width, block, vocabulary: 13, bias: false },
  batch,
});

describe('prices of operators', () => {
  test('are those of which the measurements are made, and none is below zero', () => {
    const counts = [1, 2, 3, 5, 8, 13].map((i) => [i * i * 1e6, i * 1e3, (7 - i) * 10, 1]);
    const paid = [2e-11, 3e-9, 0, 1e-6];
    const timed = counts.map((each) => ({
      variant: 'product',
      counts: each,
      seconds: each.reduce((sum, count, i) => sum + count * paid[i]!, 0),
    }));
    const prices = pricesOf(timed);
    for (const { seconds, ...each } of timed) expect(secondsOf(prices, each)! / seconds).toBeCloseTo(1, 2);
    expect(secondsOf(prices, { variant: 'product', counts: [1e12, 1e6, 0, 1] })! / 20.003).toBeCloseTo(1, 1);
    for (const price of prices.get('product')!) expect(price).toBeGreaterThanOrEqual(0);
    expect(secondsOf(prices, { variant: 'norm', counts: [1] })).toBeUndefined();
  });
});

describe('steps', () => {
  test('count where nobody disturbed, and else the least disturbed does', () => {
    const [quiet, loud, louder] = [{ pace: QUIET }, { pace: 1.3 }, { pace: 1.6 }];
    expect(undisturbed([louder, quiet, loud, quiet])).toEqual([quiet, quiet]);
    expect(undisturbed([louder, loud])).toEqual([loud]);
    expect(undisturbed([])).toEqual([]);
  });

  test('are disturbed where the same product takes longer than it ever did', async () => {
    let [now, each] = [0, 1];
    const pace = await paceOf(KERNELS, () => {
      now += each;
      return now;
    });
    expect(pace.now()).toBe(1);
    each = 1.5;
    expect(pace.now()).toBe(1.5);
    each = 0.5;
    expect(pace.now()).toBe(1);
    each = 1;
    expect(pace.now()).toBe(2);
    expect(pace.best).toBe(0.5);
  });

  test('of a processor that is slower now than when it was probed take so much longer', () => {
    expect(slowerBy(1.5, 1)).toBe(1.5);
    expect(slowerBy(1, 1.25)).toBe(0.8);
    expect(slowerBy(1.05, 1)).toBe(1);
    expect(slowerBy(1, 1.05)).toBe(1);
  });
});

test('a range is Student’s around the mean of what was seen', () => {
  // Logarithms -0.1, 0, 0.1: a spread of 0.1 over three, 2.92 of two degrees of freedom.
  const [low, high] = rangeOf([Math.exp(-0.1), 1, Math.exp(0.1)]);
  expect(Math.log(high)).toBeCloseTo(2.92 * 0.1 * Math.sqrt(4 / 3), 10);
  expect(low * high).toBeCloseTo(1, 10);
  expect(rangeOf([1.1])).toEqual([1.1, 1.1].map((x) => expect.closeTo(x, 10)));
});

describe('a probe', () => {
  test('prices every operator of a step that it has not seen, and knows its memory to the byte', async () => {
    const found = await probe({}, KERNELS, watch, undefined, [
      work(1, 16, 8, 2),
      work(1, 32, 16, 4),
      work(1, 64, 32, 2),
    ]);
    expect(found.peak.best).toBeGreaterThanOrEqual(found.peak.median);
    expect(found.peak.best).toBeGreaterThanOrEqual(found.peak.large);
    expect(found.levels.every(({ rate }) => rate.median > 1e6)).toBe(true);
    const unseen = work(3, 32, 24, 2);
    const said = await predict(unseen, found, KERNELS);
    const seen = await compare(unseen, found, {}, KERNELS, watch);
    expect(seen.predicted.seconds).toBe(said.seconds);
    expect(seen.bytes).toBe(said.bytes);
    expect([...said.kinds.keys()].sort()).toEqual([...seen.kinds.keys()].sort());
    for (const seconds of said.kinds.values()) expect(seconds).toBeGreaterThan(0);
    const quieter = atYardstick({ ...found, yardstick: 3 }, 2);
    expect((await predict(unseen, quieter, KERNELS)).seconds).toBeCloseTo((said.seconds * 2) / 3, 12);
    expect(quieter.peak.large).toBeCloseTo(found.peak.large * 1.5, 0);
    const deeper = await predict(work(6, 32, 24, 2), found, KERNELS);
    expect(deeper.seconds / said.seconds).toBeGreaterThan(1.6);
    expect(judged([seen, { ...seen, seconds: said.seconds }, { ...seen, seconds: said.seconds }])).toMatchObject({
      median: 0,
    });
  });

  test('has a price for what takes less than its clock can tell', async () => {
    const stopped = { ...watch, busy: () => 0 };
    const found = await probe({}, KERNELS, stopped, undefined, [work(1, 16, 8, 2), work(2, 16, 8, 2)]);
    for (const price of [...found.prices.values()].flat()) expect(price).toBeGreaterThanOrEqual(0);
    const { seconds } = await predict(work(1, 16, 8, 2), found, KERNELS);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(1e-3);
  });

  test('is held against shapes that it has not seen, of every width, depth, block and batch', () => {
    const held = sweep();
    expect(held.length).toBeGreaterThanOrEqual(40);
    const named = ({ shape, batch }: Work) => [shape.layers, shape.width, shape.block, batch].join();
    const probed = new Set(PROBED.map(named));
    expect(held.filter((each) => probed.has(named(each)))).toEqual([]);
    for (const of of ['layers', 'width', 'block'] as const)
      expect(new Set(held.map(({ shape }) => shape[of])).size).toBeGreaterThan(4);
    expect(new Set(held.map(({ batch }) => batch)).size).toBe(6);
    expect(Math.max(...held.map(flopsOf))).toBeLessThan(8e9);
  });
});
