import { describe, expect, it } from 'vitest';
import { attentionBackwardMicroseconds } from './attention-backward.ts';
import { decode } from './decode.ts';
import { PLAN } from './decode-plan.ts';
import type { KernelForm, Limits, Values } from './form.ts';
import { latentDecode, latentPrefill } from './latent-attention.ts';
import { plannedBlocks } from './planned-blocks.ts';
import { bySize, causalBlocks, prefill } from './prefill.ts';

// Round figures: one core does 1e13 FLOP/s, memory moves 1e6 B in 1 us.
const limits: Limits = { peak: 1e15, bandwidth: 1e12, cores: 100, cache: 50e6, link: 0 };
const startsOf = <S>(form: KernelForm<S>): Values => Object.fromEntries(form.parameters.map((p) => [p.name, p.start]));
const chat = { batch: 1, tokens: 1024, prefix: 0, heads: 32, kvHeads: 8, headSize: 128, window: 0, kvBytes: 2 };
const step = { batch: 16, context: 4096, heads: 32, kvHeads: 8, headSize: 128, window: 0, kvBytes: 2 };

describe('causalBlocks', () => {
  it('counts the triangle, the prefix and the band of a window', () => {
    expect(causalBlocks(chat)).toEqual({ blocks: 32 * 36, tiles: 32 * 8, longest: 8 });
    expect(causalBlocks({ ...chat, prefix: 256 })).toEqual({ blocks: 32 * (36 + 16), tiles: 32 * 8, longest: 10 });
    // Window of 128: the first query block sees one key block, the other seven two.
    expect(causalBlocks({ ...chat, window: 128 })).toEqual({ blocks: 32 * (1 + 7 * 2), tiles: 32 * 8, longest: 2 });
  });

  it('packs the heads of a short prompt where the kernel does', () => {
    const short = { ...chat, tokens: 32 };
    expect(causalBlocks(short)).toEqual({ blocks: 8, tiles: 8, longest: 1 });
    expect(causalBlocks(short, false)).toEqual({ blocks: 32, tiles: 32, longest: 1 });
  });

  it('counts query blocks of 64 rows as halves, each down to its own diagonal', () => {
    const half = (shape: typeof chat) => causalBlocks(shape, false, 0, 64);
    // 256 rows: blocks of 64 see 1, 1, 2 and 2 key blocks of 128.
    expect(half({ ...chat, tokens: 256 })).toEqual({ blocks: (32 * 6) / 2, tiles: 32 * 4, longest: 1 });
    // After 64 cached tokens they end at 128, 192, 256 and 320.
    expect(half({ ...chat, tokens: 256, prefix: 64 })).toEqual({ blocks: (32 * 8) / 2, tiles: 32 * 4, longest: 1.5 });
    // A window of 128 shows two key blocks at the most.
    expect(half({ ...chat, window: 128 })).toEqual({ blocks: (32 * (1 + 1 + 14 * 2)) / 2, tiles: 32 * 16, longest: 1 });
    const rows = { ...chat, tokens: 16384 };
    expect(half(rows).blocks / causalBlocks(rows, false).blocks).toBeCloseTo(1, 1);
  });
});

describe('plannedBlocks', () => {
  const plan = (shape: Partial<typeof chat>, atOnce = 264) => plannedBlocks({ ...chat, ...shape }, atOnce);

  it('lays all heads that share keys into blocks of 128, 64 or 16 rows', () => {
    // Four heads share keys: 32 tokens fill 128 rows, 16 tokens 64, 4 tokens 16.
    expect(plan({ tokens: 32 })).toMatchObject({ tiles: 8, longest: 0.5, merged: 0 });
    expect(plan({ tokens: 16 })).toMatchObject({ tiles: 8, longest: 0.5 });
    expect(plan({ tokens: 4 }).longest).toBe(0.125);
    // Heads of 256 never take 128 rows.
    expect(plan({ tokens: 64, headSize: 256 }).tiles).toBe(2 * plan({ tokens: 64 }).tiles);
  });

  it('cuts long keys where the blocks of queries leave cores idle, and merges every token of every head', () => {
    // 1,024 tokens of 8 heads and keys of their own: 64 blocks of 264 at once, so each is cut in four.
    const cut = plan({ heads: 8 });
    expect(cut).toMatchObject({ tiles: 64 * 4, longest: 2, merged: 1024 * 8 });
    expect(plan({ heads: 8 }, 127)).toMatchObject({ tiles: 64, longest: 8, merged: 0 });
    // No part is shorter than 128 keys.
    expect(plan({ heads: 8, tokens: 128 })).toMatchObject({ tiles: 8, merged: 0 });
  });

  it('reads the triangle, the prefix and the band of a window', () => {
    const whole = plan({ heads: 8 }, 1);
    expect(whole.blocks).toBe(8 * 36);
    expect(plan({ heads: 8, prefix: 256 }, 1).blocks).toBe(8 * (36 + 16));
    expect(plan({ heads: 8, window: 128 }, 1).blocks).toBe(8 * (1 + 7 * 2));
  });
});

describe('prefill', () => {
  const bare = { ...startsOf(prefill), t0: 5, e128: 0.5, bq: 0, cq: 0, ckv: 0, ct: 0, tail: 0, wx: 0 };

  it('equals the count by hand: 1,152 blocks of 8.4 MFLOP on 100 cores at half of 1e13', () => {
    const perBlock = (4 * 128 * 128 * 128) / (0.5 * 1e13); // s
    expect(prefill.microseconds(chat, bare, limits)).toBeCloseTo(5 + ((1152 * perBlock) / 100) * 1e6, 6);
  });

  it('never beats its longest tile', () => {
    const one = { ...chat, heads: 1, kvHeads: 1 };
    const perBlock = ((4 * 128 * 128 * 128) / (0.5 * 1e13)) * 1e6;
    expect(prefill.microseconds(one, bare, limits)).toBeCloseTo(5 + 8 * perBlock, 6);
  });

  it('adds the traffic of q and o by bytes', () => {
    const bytes = 2 * 2 * 1024 * 32 * 128;
    const more = { ...bare, cq: 1, warm: 1 };
    expect(prefill.microseconds(chat, more, limits) - prefill.microseconds(chat, bare, limits)).toBeCloseTo(
      bytes / 1e6,
      6,
    );
  });

  it('grows with length, prefix and batch; a window never costs more', () => {
    const p = startsOf(prefill);
    const at = (change: Partial<typeof chat>) => prefill.microseconds({ ...chat, ...change }, p, limits);
    for (const tokens of [256, 1024, 4096]) expect(at({ tokens: tokens * 2 })).toBeGreaterThan(at({ tokens }));
    for (const batch of [1, 4, 32]) expect(at({ batch: batch * 2 })).toBeGreaterThan(at({ batch }));
    expect(at({ prefix: 8192 })).toBeGreaterThan(at({}));
    for (const tokens of [128, 1024, 8192]) expect(at({ tokens, window: 128 })).toBeLessThanOrEqual(at({ tokens }));
    expect(at({ tokens: 8192, window: 128 })).toBeLessThan(at({ tokens: 8192 }) / 2);
  });
});

describe('bySize', () => {
  it('takes the next size up, and the nearest measured one where that is missing', () => {
    const p = { e64: 0.4, e128: 0.6, e192: 0, e256: 0.8 };
    expect([32, 64, 96, 128, 192, 256, 512].map((size) => bySize(p, 'e', size))).toEqual([
      0.4, 0.4, 0.6, 0.6, 0.8, 0.8, 0.8,
    ]);
    expect(bySize({ e64: 0.4, e128: 0, e192: 0, e256: 0 }, 'e', 256)).toBe(0.4);
  });
});

describe('decode', () => {
  const off = { td: 0, tl: 0, tq: 0, tv: 0, tx: 0, bare: 0, tb: 0, tw: 0, tw1: 0, tau: 0, tau1: 0 };
  const p = { ...startsOf(decode), ...off, t0: 5, eB: 0.8, ts: 2, c128: 2 };

  it('equals bytes over bandwidth where nothing else counts', () => {
    const bytes = 2 * 16 * 8 * 4096 * 128 * 2;
    const flops = 4 * 16 * 16 * 8 * 4096 * 128;
    const memory = bytes / (0.8 * 1e6);
    const compute = flops / (2 * 1e9);
    // 128 tiles on 100 cores: no split is needed.
    expect(decode.microseconds(step, p, limits)).toBeCloseTo(5 + (memory ** 2.5 + compute ** 2.5) ** 0.4, 4);
  });

  it('adds what nothing hides: planning by request, starts of tiles in part, and memory until it streams', () => {
    const at = (change: object, shape: object = {}) =>
      decode.microseconds({ ...step, ...shape }, { ...p, ...change }, limits);
    const plain = at({});
    expect(at({ tb: 0.25 }) - plain).toBeCloseTo(0.25 * 16, 6);
    expect(at({ tb: 0.25 }, { batch: 1024 })).toBe(at({}, { batch: 1024 })); // too many to plan
    // 128 tiles on 100 cores come in two waves; c128 of 2 makes products small beside memory.
    expect(at({ tw: 5, bare: 1 }) - plain).toBeCloseTo(2 * 5, 6);
    expect(at({ tw: 5, bare: 0 }) - plain).toBeLessThan(5);
    // One gigabyte waits for all of td, one kilobyte as long as it takes itself.
    expect(at({ td: 4 }) - plain).toBeCloseTo(4, 0);
    const small = { batch: 1, context: 64, kvHeads: 1, heads: 8 };
    expect(at({ td: 4 }, small) - at({}, small)).toBeLessThan(0.1);
    // A benchmark that finds its context in the cache does not wait.
    const warm = { warm: 1, reach: 1 };
    const bench = (change: object) => decode.microseconds({ ...step, ...small }, { ...p, ...change }, limits, warm);
    expect(bench({ td: 4 })).toBeCloseTo(bench({}), 6);
  });

  it('prices the masks of a window that ends within the context', () => {
    const masked = { ...p, tw: 1, tl: 3, bare: 1 };
    const at = (window: number, values = masked) => decode.microseconds({ ...step, window }, values, limits);
    expect(at(128) - at(128, { ...masked, tl: 0 })).toBeCloseTo(2 * 3, 6);
    expect(at(4096)).toBe(at(4096, { ...masked, tl: 0 }));
  });

  it('prices tiles by the rows that they hold and the results that they write', () => {
    const bare = { ...p, bare: 1 };
    const at = (change: object, shape: object = {}) =>
      decode.microseconds({ ...step, ...shape }, { ...bare, ...change }, limits);
    // Two waves; a tile of four heads of 128 writes 512 results, an eighth of 4,096.
    expect(at({ tq: 8 }) - at({})).toBeCloseTo(2, 6);
    const wide = { plan: PLAN.flash3 };
    expect((at({ ...wide, tw: 1 }) - at(wide)) / 2).toBeCloseTo(1.7, 6);
    expect((at({ ...wide, tv: 1 }, { headSize: 64 }) - at(wide, { headSize: 64 })) / 2).toBeCloseTo(0.85, 6);
    // Where no heads share keys another kernel may run.
    expect(at({ tx: 3 })).toBe(at({}));
    expect(at({ tx: 3 }, { heads: 8 }) - at({}, { heads: 8 })).toBeCloseTo(3, 6);
  });

  it('splits as its own code does, where it is known', () => {
    const joined = (plan: number, shape: object) =>
      decode.microseconds({ ...step, ...shape }, { ...p, plan, ts: 50 }, limits) -
      decode.microseconds({ ...step, ...shape }, { ...p, plan, ts: 0 }, limits);
    // 128 tiles on 100 cores: trtllm-gen does not split; XQA cuts each in six, and pays for it.
    expect(joined(PLAN.trtllmGen, {})).toBe(0);
    expect(joined(PLAN.xqa, {})).toBeCloseTo(50, 6);
    expect(joined(PLAN.trtllmGen, { batch: 1 })).toBeCloseTo(50, 6);
  });

  it('takes heads one by one where XQA has too few blocks of keys', () => {
    const at = (batch: number, change: object = {}) =>
      decode.microseconds({ ...step, batch, context: 100 }, { ...p, plan: PLAN.xqa, bare: 1, ...change }, limits);
    // 24 blocks are few for 100 cores, 32 are not; 96 heads are a wave.
    expect(at(3, { tw1: 3, tx: 2 }) - at(3)).toBeCloseTo(3 + 2, 6);
    expect(at(3, { tw: 3 })).toBe(at(3));
    expect(at(4, { tw1: 3, tx: 2 })).toBe(at(4));
    expect(at(4, { tw: 3 }) - at(4)).toBeCloseTo(3, 6);
  });

  it('splits a long context of few requests', () => {
    const slow = { ...p, tau: 20, tau1: 20 };
    const alone = { ...step, batch: 1, context: 65536 };
    const inOneTile = (20 * 65536) / 1000; // us
    expect(decode.microseconds(alone, slow, limits)).toBeLessThan(inOneTile / 3);
    expect(decode.microseconds(alone, { ...slow, ts: 50 }, limits)).toBeGreaterThan(
      decode.microseconds(alone, slow, limits),
    );
  });

  it('grows with context and batch; a window never costs more; an FP8 cache never costs more', () => {
    const q = startsOf(decode);
    const at = (change: Partial<typeof step>) => decode.microseconds({ ...step, ...change }, q, limits);
    for (const context of [128, 1024, 16384]) expect(at({ context: context * 2 })).toBeGreaterThan(at({ context }));
    for (const batch of [1, 8, 128]) expect(at({ batch: batch * 2 })).toBeGreaterThan(at({ batch }));
    for (const context of [64, 1024, 16384]) expect(at({ context, window: 128 })).toBeLessThanOrEqual(at({ context }));
    expect(at({ kvBytes: 1 })).toBeLessThan(at({}));
  });

  it('splits by its own rule where it is FlashAttention-2: always, once two key blocks leave cores idle', () => {
    const own = { ...p, plan: PLAN.flash2, tg: 3 };
    const few = { ...step, batch: 2 };
    // 16 tiles on 100 cores: a context of one key block is not split, two are, for the price of joining them.
    const one = decode.microseconds({ ...few, context: 128 }, own, limits);
    const two = decode.microseconds({ ...few, context: 256 }, own, limits);
    expect(two - one).toBeGreaterThan(own.ts);
    // 160 tiles keep every core busy.
    const many = { ...step, batch: 20, context: 256 };
    expect(decode.microseconds(many, { ...own, ts: 40 }, limits)).toBe(decode.microseconds(many, own, limits));
    // Laying heads out again costs a kernel where a request's keys are several, nothing for one key or one request.
    const gather = (shape: typeof step) =>
      decode.microseconds(shape, own, limits) - decode.microseconds(shape, { ...own, tg: 0 }, limits);
    expect([few, { ...few, batch: 1 }, { ...few, kvHeads: 1 }].map(gather).map(Math.round)).toEqual([3, 0, 0]);
  });

  it('prices a tile of 64 rows where more than 16 heads share keys', () => {
    const waves = { ...p, tw: 4, wide: 1.5 };
    const at = (heads: number, wide: number) =>
      decode.microseconds({ ...step, heads, kvHeads: 1, context: 2, batch: 1000 }, { ...waves, wide }, limits);
    expect(at(16, 1.5)).toBe(at(16, 0));
    expect(at(17, 1.5) / at(17, 0)).toBeGreaterThan(1.3);
  });

  it('keeps warm caches out of serving: they count only for a benchmark', () => {
    const small = { ...step, context: 256 };
    const warm = { warm: 4, reach: 1 };
    expect(decode.microseconds(small, p, limits, warm)).toBeLessThan(decode.microseconds(small, p, limits));
    expect(decode.microseconds(small, { ...p, ...warm }, limits)).toBe(decode.microseconds(small, p, limits));
  });
});

describe('latent attention', () => {
  it('reads 576 elements a token once for all heads', () => {
    const p = { ...startsOf(latentDecode), t0: 0.5, eB: 1, tw: 0, th: 0, tau: 0, ts: 0, c: 2 };
    const shape = { batch: 128, context: 8192, heads: 16, kvBytes: 2 };
    const memory = (128 * 8192 * 576 * 2) / 1e6;
    const compute = (2 * 128 * 64 * 8192 * (576 + 512)) / (2 * 1e9);
    expect(latentDecode.microseconds(shape, p, limits)).toBeCloseTo(0.5 + (memory ** 2.5 + compute ** 2.5) ** 0.4, 3);
    expect(latentDecode.microseconds({ ...shape, heads: 64 }, p, limits)).toBe(
      latentDecode.microseconds(shape, p, limits),
    );
    expect(latentDecode.microseconds({ ...shape, heads: 128 }, p, limits)).toBeGreaterThan(
      latentDecode.microseconds(shape, p, limits),
    );
  });

  it('takes a quarter of the time a token, and less to start, on tiles of 16 heads', () => {
    // One request a core and no gain in cutting them.
    const p = { ...startsOf(latentDecode), t0: 0.5, eB: 1, tw: 0, th: 0, ts: 1000, c: 2 };
    const at = (change: object) =>
      latentDecode.microseconds({ batch: 100, context: 1024, heads: 16, kvBytes: 1 }, { ...p, ...change }, limits);
    const walked = (plan: number) => at({ plan, tau: 300 }) - at({ plan, tau: 0 });
    expect(walked(PLAN.cheapest) / walked(PLAN.trtllmGen)).toBeGreaterThan(2);
    const started = (plan: number) => at({ plan, tau: 0, tw: 40 }) - at({ plan, tau: 0 });
    expect(started(PLAN.cheapest) / started(PLAN.trtllmGen)).toBeGreaterThan(1.7);
  });

  it('grows with length and heads in prefill', () => {
    const p = startsOf(latentPrefill);
    const at = (tokens: number, heads: number) =>
      latentPrefill.microseconds({ batch: 4, tokens, prefix: 0, heads, kvBytes: 2 }, p, limits);
    // Long prompts grow by the square.
    expect(at(65536, 16)).toBeGreaterThan(3 * at(32768, 16));
    expect(at(2048, 32)).toBeGreaterThan(at(2048, 16));
  });
});

describe('backward', () => {
  it('takes five products for two at the published share of the rate', () => {
    expect(attentionBackwardMicroseconds(100)).toBeCloseTo(365, 6);
  });
});
