import { describe, expect, it } from 'vitest';
import {
  bothReadAhead,
  isMasked,
  latentRowsOf,
  maskedParts,
  PLAN,
  partsOf,
  rowsOf,
  startOf,
  valueSharesOf,
} from './decode-plan.ts';

const call = { batch: 1, tiles: 8, context: 16_384, tokens: 16_384, cores: 132 };

describe('partsOf', () => {
  it('aims at eight tiles a core where it is XQA, and at fewer where contexts are short', () => {
    const parts = (change: Partial<typeof call>) => partsOf(PLAN.xqa, { ...call, ...change });
    expect(parts({ context: 100 })).toBe(1);
    expect(parts({ context: 1024 })).toBe(8); // eight blocks of 128, and as many by the root
    expect(parts({})).toBe(32); // the root of 8 x 128 blocks
    // 512 tiles of 32 parts were 124 to a core: two of each leave eight.
    expect(parts({ batch: 64, tiles: 512 })).toBe(2);
    expect(parts({ batch: 1000, tiles: 1000 })).toBe(1);
    // A window leaves as many parts as the whole context has.
    expect(parts({ tokens: 128 })).toBe(32);
    expect(parts({ batch: 3000, tiles: 1, cores: 10_000, tokens: 128 })).toBe(2);
  });

  it('leaves one tile to a core where it is trtllm-gen, none shorter than two steps', () => {
    const parts = (change: Partial<typeof call>) => partsOf(PLAN.trtllmGen, { ...call, ...change });
    expect(parts({})).toBe(16);
    expect(parts({ tokens: 1024 })).toBe(4);
    expect(parts({ tiles: 67 })).toBe(1);
  });

  it('starts no part without a step to take where it is XQA by copies of whole tiles', () => {
    const parts = (tokens: number) => partsOf(PLAN.xqaHopper, { ...call, tokens });
    expect([parts(128), parts(16_384)]).toEqual([2, 32]);
  });

  it('says nothing of kernels whose rule it does not know', () => {
    expect(partsOf(PLAN.cheapest, call)).toBeUndefined();
    expect(partsOf(PLAN.flash3, call)).toBeUndefined();
  });
});

describe('masked attention', () => {
  const small = { batch: 4, heads: 64, kvHeads: 8, headSize: 128, context: 100, cores: 132 };

  it('takes what XQA leaves it: heads that share no keys, and on 16 bit fewer blocks of keys than a quarter of the cores', () => {
    const masked = (plan: number, change: Partial<typeof small> = {}) => isMasked(plan, { ...small, ...change });
    expect(masked(PLAN.xqa)).toBe(true); // 32 blocks on 132 cores
    expect(masked(PLAN.xqa, { batch: 5 })).toBe(false);
    expect(masked(PLAN.xqa, { context: 255 })).toBe(true);
    expect(masked(PLAN.xqa, { context: 256 })).toBe(false);
    expect(masked(PLAN.xqaHopper)).toBe(false);
    for (const plan of [PLAN.xqa, PLAN.xqaHopper]) expect(masked(plan, { kvHeads: 64, batch: 99 })).toBe(true);
    for (const plan of [PLAN.cheapest, PLAN.trtllmGen, PLAN.flash3]) expect(masked(plan, { kvHeads: 64 })).toBe(false);
  });

  it('cuts contexts while cores idle, none shorter than a step', () => {
    const parts = (change: Partial<typeof small>) => maskedParts({ ...small, batch: 1, heads: 8, ...change });
    expect([511, 512, 4096, 65_536].map((context) => parts({ context }))).toEqual([1, 2, 9, 17]);
    // Half the step for larger heads, which count as the next power of two.
    expect(parts({ context: 511, headSize: 192 })).toBe(2);
    expect(parts({ context: 65_536, heads: 132 })).toBe(1);
  });
});

describe('rowsOf', () => {
  const layout = { group: 8, headSize: 128, kvBytes: 2, cut: false };
  const rows = (plan: number, change: Partial<typeof layout> = {}) => rowsOf(plan, { ...layout, ...change });

  it('holds 64 rows where it is FlashAttention, 128 where FlashAttention-3 has no tile of 64', () => {
    expect(rows(PLAN.flash2, { headSize: 256, cut: true })).toBe(64);
    expect(rows(PLAN.flash3)).toBe(64);
    const others = [{ headSize: 192 }, { kvBytes: 1 }, { cut: true }, { group: 65 }];
    expect(others.map((change) => rows(PLAN.flash3, change))).toEqual([128, 128, 128, 128]);
  });

  it('holds 16 rows elsewhere, and 32 for more heads that share keys', () => {
    expect([PLAN.xqa, PLAN.xqaHopper, PLAN.trtllmGen].map((plan) => rows(plan))).toEqual([16, 16, 16]);
    expect(rows(PLAN.trtllmGen, { group: 17 })).toBe(32);
    expect(rows(PLAN.cheapest, { group: 17 })).toBe(16);
  });

  it('prices a tile by its rows: one of 64 takes 1.7 times one of 16', () => {
    expect(startOf(16)).toBe(1);
    expect(startOf(64)).toBeCloseTo(1.7, 12);
    expect(startOf(112)).toBeCloseTo(2.4, 12);
  });
});

describe('latentRowsOf', () => {
  const few = { batch: 4, heads: 16, context: 65_536, cores: 148 };
  const rows = (plan: number, change: Partial<typeof few> = {}) => latentRowsOf(plan, { ...few, ...change });

  it('holds 64 heads where it is FlashMLA, 16 where trtllm-gen has few heads or short parts', () => {
    expect(rows(PLAN.cheapest)).toBe(64);
    expect(rows(PLAN.trtllmGen)).toBe(16);
    // 4 requests of 128 heads are 32 tiles of 16, four parts each: 16,384 tokens are too many, 1,024 are not.
    expect(rows(PLAN.trtllmGen, { heads: 128 })).toBe(64);
    expect(rows(PLAN.trtllmGen, { heads: 128, context: 4096 })).toBe(16);
    // 20 requests are 160 tiles: more than cores.
    expect(rows(PLAN.trtllmGen, { heads: 128, context: 512, batch: 20 })).toBe(64);
  });
});

describe('valueSharesOf', () => {
  it('cuts values while cores idle, and once more for one request', () => {
    const shares = (batch: number, blocks: number) => valueSharesOf(batch, blocks, 148);
    expect([30, 40, 80].map((blocks) => shares(2, blocks))).toEqual([4, 2, 1]);
    expect([60, 80, 148, 149].map((blocks) => shares(1, blocks))).toEqual([4, 2, 2, 1]);
  });
});

describe('bothReadAhead', () => {
  it('tells FlashAttention-3 and trtllm-gen from codes that wait for their copies', () => {
    expect(bothReadAhead(PLAN.flash3, PLAN.trtllmGen)).toBe(true);
    expect(bothReadAhead(PLAN.flash2, PLAN.flash2)).toBe(false);
    expect(bothReadAhead(PLAN.trtllmGen, PLAN.xqa)).toBe(false);
  });
});
