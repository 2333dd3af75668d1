import { describe, expect, it } from 'vitest';
import type { Limits, Values } from './form.ts';
import { gemm } from './gemm.ts';
import { type Tile, tilesOf } from './tiles.ts';

// Round figures: one core does 1e13 FLOP/s, memory is far from binding.
const limits: Limits = { peak: 1e15, bandwidth: 1e14, cores: 100, cache: 100e6, link: 0 };
const start: Values = Object.fromEntries(gemm.parameters.map((p) => [p.name, p.start]));
const bare = {
  ...start,
  t0: 5,
  e: 1,
  eB: 1,
  tau: 0,
  ts: 1000,
  epi: 0,
  at: 0,
  mis: 0,
  q: 0,
  row: 0,
  spared: 0,
  fill: 0,
};
const at = (m: number, p: Values, n = 512) =>
  gemm.microseconds({ m, n, k: 4096, activationBytes: 1, weightBytes: 1, quantised: false }, p, limits);

describe('tiles of a product', () => {
  const tile = (rows: number, columns: number) => 5 + (2 * rows * columns * 4096) / 1e7;

  it('grow in steps where a library has a rule: one wave of ever larger tiles', () => {
    const rule = { ...bare, scaled: 120 };
    expect(at(16, rule)).toBeCloseTo(tile(16, 64), 1);
    expect(at(17, rule)).toBeCloseTo(tile(32, 64), 1);
    expect(at(256, rule)).toBeCloseTo(tile(64, 64), 1);
    expect(at(257, rule)).toBeCloseTo(tile(128, 128), 1);
    expect(at(16, { ...rule, scaled: 90 }, 1024)).toBeCloseTo(tile(16, 64), 1);
    expect(at(17, { ...rule, scaled: 90 }, 2048)).toBeCloseTo(tile(64, 64), 1);
  });

  it.each([
    // Ada looks at columns too: more rows for the middle ones.
    [89, 4096, 4096, 128, 128],
    [89, 4096, 8192, 256, 128],
    [89, 4096, 8193, 128, 128],
    [89, 20, 20000, 32, 64],
    [90, 64, 1280, 16, 64],
    [100, 200, 9999, 64, 128],
  ])('of capability %i for %i x %i', (scaled, m, n, rows, columns) => {
    expect(tilesOf(m, n, 132, { scaled })[0]!.slice(0, 2)).toEqual([rows, columns]);
  });

  it('come in twos where a cluster of cores holds two of them, one above the other', () => {
    const rule = { ...bare, scaled: 90 };
    const n = 128 * 30; // three rows of tiles are a wave of 100 cores, four are two
    expect(at(256, rule, n)).toBeCloseTo(tile(128, 128), 1);
    expect(at(257, rule, n)).toBeCloseTo(at(512, rule, n), 2);
    expect(at(257, rule, n) - at(257, { ...rule, scaled: 120 }, n)).toBeCloseTo(tile(128, 128) - 5, 1);
  });

  it('are free where nothing is said: the quickest, never slower than by a rule', () => {
    for (const m of [65, 300, 4096]) expect(at(m, bare)).toBeLessThanOrEqual(at(m, { ...bare, scaled: 90 }));
    expect(at(257, bare)).toBeLessThan(at(257, { ...bare, scaled: 120 }) - 5);
  });
});

describe('narrowing of x', () => {
  it('takes a core so long for each row, whatever is in it, and nothing where x comes narrow', () => {
    const time = (m: number, k: number, quantised: boolean) =>
      gemm.microseconds({ m, n: 64, k, activationBytes: 1, weightBytes: 1, quantised }, { ...bare, row: 900 }, limits);
    for (const k of [64, 4096]) expect(time(1000, k, true) - time(1000, k, false)).toBeCloseTo(9, 6);
    expect(time(2000, 64, true) - time(2000, 64, false)).toBeCloseTo(18, 6);
  });
});

describe('tiles of a kernel that seeks the fewest waves', () => {
  it.each([
    // On 132 cores: one wave as full as can be, then as few columns as do it; 208 and 240 columns are walked in no equal parts.
    [256, 512, 64, 16],
    [256, 7168, 128, 112],
    [4096, 576, 128, 144],
    [16384, 576, 128, 192],
    [512, 18432, 256, 144],
  ])('%i x %i', (m, n, rows, columns) => {
    const [tile] = tilesOf(m, n, 132, { step: 16 });
    const waves = ([r, c]: Tile) => Math.ceil((Math.ceil(m / r) * Math.ceil(n / c)) / 132);
    if (rows === 256) {
      expect(tile![0] > 128 && tile![1] > 128).toBe(false); // its sums would not fit into registers
      for (const other of [
        [128, 256],
        [256, 128],
        [128, 192],
      ] as const)
        expect(waves(tile!)).toBeLessThanOrEqual(waves(other));
    } else expect(tile).toEqual([rows, columns]);
  });

  it('stay on their core: each wave walks k anew, in pairs of cores a little slower', () => {
    const walking = { ...bare, step: 16, tau: 1, e: 1000 };
    const walk = 5 + 4.096; // us of one wave
    expect(at(64, walking, 1600)).toBeCloseTo(walk, 1);
    expect(at(6400, walking, 512)).toBeCloseTo(walk, 1);
    expect(at(12800, walking, 512)).toBeCloseTo(5 + 2 * 4.096, 1);
    expect(at(512, { ...walking, pairs: 0.5 }, 1600)).toBeCloseTo(5 + 1.5 * 4.096, 1);
    expect(at(511, { ...walking, pairs: 0.5 }, 1600)).toBeCloseTo(walk, 1);
  });
});

describe('waves of tiles', () => {
  const time = (tiles: number, p: Values) => at(16, { ...bare, scaled: 120, ...p }, 64 * tiles);
  const wave = time(100, {}) - 5; // as many tiles of 16 x 64 as there are cores

  it('are paid whole, unless a library spares what the last one leaves empty', () => {
    expect(time(250, {})).toBeCloseTo(5 + 3 * wave, 1);
    expect(time(250, { spared: 1 })).toBeCloseTo(5 + 2.5 * wave, 1);
    expect(time(250, { spared: 0.5 })).toBeCloseTo(5 + 2.75 * wave, 1);
    expect(time(50, { spared: 1 })).toBeCloseTo(time(50, {}), 6); // no product takes less than its longest tile
  });

  it('fill their cores anew after the first', () => {
    expect(time(100, { fill: 3 })).toBeCloseTo(time(100, {}), 6);
    expect(time(300, { fill: 3 }) - time(300, {})).toBeGreaterThan(3);
    expect(time(300, { fill: 3 })).toBeLessThanOrEqual(time(300, {}) + 2 * 3);
  });
});

describe('a benchmark on operands in the cache', () => {
  const slow = { ...limits, peak: 1e17, bandwidth: 1e12 };
  const shape = (n: number, m = 1) => ({ m, n, k: 4096, activationBytes: 1, weightBytes: 1, quantised: false });
  const gain = (n: number, bench: Values, m = 1) =>
    gemm.microseconds(shape(n, m), bare, slow) / gemm.microseconds(shape(n, m), bare, slow, bench);

  it('is quicker while all copies of its weights fit, and falls off a cliff there', () => {
    expect(gain(2500, { warm: 3, hold: 0.9, copies: 6 })).toBeGreaterThan(1.4); // 60 MB of 90
    expect(gain(6000, { warm: 3, hold: 0.9, copies: 6 })).toBeLessThan(1.02); // 150 MB
    expect(gain(6000, { warm: 3, hold: 0.9, copies: 1 })).toBeGreaterThan(1.4);
    expect(gain(6000, { warm: 3, hold: 0.1, copies: 1 })).toBeLessThan(1.02);
  });

  it('finds its one x and its one output there after a single copy, and nothing without bench values', () => {
    expect(gain(6000, { warm: 3, hold: 0.9, copies: 6 }, 1000)).toBeGreaterThan(1.2); // 25 MB of weights, 4 of x, 12 of output
    expect(gain(2500, {})).toBe(1);
  });
});

describe('a benchmark behind a host that launches without a graph', () => {
  const shape = (m: number) => ({ m, n: 512, k: 512, activationBytes: 1, weightBytes: 1, quantised: true });
  const time = (m: number, bench?: Values) => gemm.microseconds(shape(m), bare, limits, bench);

  it('shows one launch more where rows are off the grid of four, and an engine none of it', () => {
    const bench = { host: 300, pad: 130 };
    expect(time(64, bench)).toBeCloseTo(300, 3);
    for (const m of [1, 63, 66, 1025]) expect(time(m, bench)).toBeCloseTo(430, 3);
    expect(time(1025)).toBeLessThan(50);
  });
});
