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
