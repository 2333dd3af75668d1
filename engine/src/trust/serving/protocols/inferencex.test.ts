import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { toServingCase } from '../../rows/serving/to-serving-case.ts';

const catalogue = { ...readCatalogue(), kernels: [] };

function mapped(version: string, tp: number, ep: number, day = '2026-04-03') {
  const one = toServingCase(
    {
      id: `${version}-${tp}-${ep}`,
      family: 'inferencex/Qwen3.5-397B-A17B/b300_sxm/sglang/agg',
      source: { where: `runs measured=${day}T00:00:00Z` },
      model: { name: 'Qwen3.5-397B-A17B', weights: 'fp8', moe: true },
      hardware: { accelerator: 'NVIDIA B300 SXM', gpus: tp },
      serving: { engine: 'SGLang', version, tp, pp: 1, ep, dp: 1, concurrency: 64, input_len: 1024, output_len: 1024 },
      measured: { tpot_ms: 10 },
    } as unknown as ServingRow,
    catalogue,
  );
  if ('refused' in one) throw new Error(one.refused);
  return one;
}

describe('InferenceX runs of Qwen3.5 in FP8 on B300', () => {
  it('guess tokens where only configurations with modules have four ranks without expert parallelism', () => {
    expect(mapped('0.5.9', 4, 1).flags.speculativeTokens).toBe(3);
    expect(mapped('0.5.9', 4, 4).flags.speculativeTokens).toBeUndefined();
    expect(mapped('0.5.10.post1', 4, 1).flags.speculativeTokens).toBeUndefined();
  });

  it('serve as many as there are clients from 0.5.10 on, and look for them every ten steps', () => {
    const { flags, load } = mapped('0.5.10.post1', 4, 1);
    expect(flags.maxBatch).toBeGreaterThanOrEqual(256);
    expect(load).toMatchObject({ kind: 'closed-loop', pollSteps: 10 });
    expect(mapped('0.5.9', 4, 4).load).toMatchObject({ pollSteps: 30 });
  });
});

describe('an image of a day, and a run that names none', () => {
  it('run the profile of their month', () => {
    expect(mapped('nightly-dev-20260216-d3bae71e', 8, 1).profile.id).toBe('sglang-0.4');
    expect(mapped('nightly-dev-20260402-d7256eb6', 8, 1).profile.id).toBe('sglang-0.5.10');
    expect(mapped('nightly', 8, 1, '2025-11-10').profile.id).toBe('sglang-0.4');
  });
});
