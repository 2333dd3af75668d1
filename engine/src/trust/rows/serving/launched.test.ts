import { describe, expect, it } from 'vitest';
import { asLaunched } from './launched.ts';
import type { ServingRow } from './serving-row.ts';

const row = (day: string, concurrency: number, weights = 'nvfp4', input = 1024): ServingRow =>
  ({
    id: 'x',
    family: 'inferencex/DeepSeek-V3/b200_sxm/trtllm/agg',
    source: { where: `runs measured=${day}` },
    model: { name: 'DeepSeek-V3', weights },
    hardware: {},
    serving: { tp: 8, ep: 1, dp: 1, concurrency, input_len: input, output_len: 1024 },
    measured: {},
  }) as unknown as ServingRow;
const ranks = (one: ServingRow) => {
  const { tp, dp, ep } = asLaunched(one).serving;
  return { tp, dp, ep };
};

describe('ranks that a script chose', () => {
  it('of FP4: whole experts from nine clients on, attention spread from 256, or from 33 where prompts are long', () => {
    expect(ranks(row('2025-11-02', 8))).toEqual({ tp: 8, dp: 1, ep: 1 });
    expect(ranks(row('2025-11-02', 16))).toEqual({ tp: 8, dp: 1, ep: 8 });
    expect(ranks(row('2025-11-02', 256))).toEqual({ tp: 1, dp: 8, ep: 8 });
    expect(ranks(row('2025-11-02', 64, 'nvfp4', 8192))).toEqual({ tp: 1, dp: 8, ep: 8 });
  });

  it('of FP8: attention spread, experts cut', () => {
    expect(ranks(row('2025-11-02', 64, 'fp8'))).toEqual({ tp: 1, dp: 8, ep: 1 });
  });

  it('are left as printed once the source keeps them', () => {
    expect(ranks(row('2026-02-03', 256))).toEqual({ tp: 8, dp: 1, ep: 1 });
  });
});

describe('clients of a system whose row prints one engine', () => {
  const listed = (serving: object, moe = false): ServingRow =>
    ({
      id: 'x',
      family: 'nvidia-gap/Qwen3-32B-NVFP4/b200_sxm/trtllm/agg',
      model: { name: 'Qwen3-32B', moe },
      serving,
    }) as unknown as ServingRow;

  it('are dealt to copies where data parallelism is printed as one', () => {
    expect(asLaunched(listed({ tp: 2, dp: 1, batch: 13, concurrency: 416 })).serving).toMatchObject({
      tp: 2,
      dp: 1,
      concurrency: 13,
    });
  });

  it('lie on ranks of attention data parallelism where a mixture says nothing and each rank has its batch', () => {
    const spread = asLaunched(listed({ tp: 8, dp: null, batch: 56, concurrency: 448 }, true)).serving;
    expect(spread).toMatchObject({ tp: 1, dp: 8, concurrency: 448 });
    const same = { tp: 8, dp: null, batch: 64, concurrency: 64 };
    expect(asLaunched(listed(same, true)).serving).toEqual(same);
    const dense = { tp: 2, dp: null, batch: 8, concurrency: 16 };
    expect(asLaunched(listed(dense)).serving).toEqual(dense);
  });
});
