import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { buildFittedMachine } from '../../cost/index.ts';
import { readArchitecture } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { formatFor } from '../quantisation/index.ts';
import { adapterIds, openLoop } from '../traffic/generators/index.ts';
import { emptyRequest } from '../traffic/request.ts';
import { adapterBytes, withAdapters } from './adapters.ts';
import { compileStep } from './compile.ts';
import { emptyStep, type StepSums } from './step.ts';

const catalogue = withKernels(readCatalogue());
const problemOf = (model: string, chipId: string, tp = 1): ServingProblem => {
  const entry = catalogue.models.find(({ id }) => id === model)!;
  const chip = catalogue.chips.find(({ id }) => id === chipId)!;
  return {
    architecture: readArchitecture(entry.config, entry.id, entry.name),
    machine: buildFittedMachine(catalogue, { chip, count: tp }),
    deployment: { tp, pp: 1, dp: 1, ep: 1, weights: formatFor('bf16'), kv: 'bf16' },
    engine: 'vllm-0.8',
  };
};
const decode = (decodes: number): StepSums => ({
  ...emptyStep(),
  decodes,
  decodeContext: 500 * decodes,
  longestContext: 500,
  logits: decodes,
});
const extra = (problem: ServingProblem, adapters: Parameters<typeof withAdapters>[2], step: StepSums): number => {
  const plain = compileStep(problem, catalogue.kernels, catalogue.chips);
  return withAdapters(plain, problem, adapters).seconds(step) - plain.seconds(step);
};

describe('adapters of low rank', () => {
  const llama = problemOf('llama-2-7b', 'a100-80-sxm');
  const sixteen = { count: 64, rank: 16, together: 64, share: 1 };

  it('weigh rank x (in + out) of every dense product: 80 MB of Llama 2 7B at rank 16', () => {
    // 32 layers of q, k, v, o (4096 to 4096), gate and up (4096 to 11008), down; q, k, v and gate, up share what leads down.
    const elements = 32 * 16 * (4096 + 3 * 4096 + 2 * 4096 + (4096 + 2 * 11_008) + (11_008 + 4096));
    expect(adapterBytes(llama, 16)).toBe(2 * elements);
    expect(adapterBytes(llama, 32)).toBe(2 * adapterBytes(llama, 16));
  });

  it('add about 2 ms to a token of 32 requests for 32 adapters of a 7B model on A100, as Punica measured (arXiv 2310.18547)', () => {
    const added = extra(llama, sixteen, decode(32));
    expect(added).toBeGreaterThan(1e-3);
    expect(added).toBeLessThan(3e-3);
  });

  it('cost more the more different ones are asked for, and nothing where nobody asks', () => {
    const one = extra(llama, { ...sixteen, count: 1, together: 1 }, decode(32));
    const many = extra(llama, sixteen, decode(32));
    expect(many).toBeGreaterThan(1.2 * one);
    expect(extra(llama, { ...sixteen, share: 0 }, decode(32))).toBe(0);
  });

  it('are fetched when a request starts whose adapter is not held', () => {
    const start = { ...decode(8), chunks: 1, chunkTokens: 100, chunkPairs: 5050, chunkSquares: 10_000, starts: 1 };
    const held = extra(llama, { ...sixteen, count: 64, together: 64 }, start);
    const fetched = extra(llama, { ...sixteen, count: 6400, together: 64 }, start);
    expect(fetched - held).toBeCloseTo((0.99 * adapterBytes(llama, 16)) / llama.machine.rates.host, 4);
  });

  it('make a part of a step that adds up with the others', () => {
    const plain = compileStep(llama, catalogue.kernels, catalogue.chips);
    const step = withAdapters(plain, llama, sixteen);
    const parts = step.explain(decode(16));
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(step.seconds(decode(16)), 12);
    expect(parts.adapters).toBeGreaterThan(0);
  });

  it('are asked for evenly by made traffic, a share of it by none, the same ones with the same seed', () => {
    const ids = (seed: number) => {
      const lengths = { input: { kind: 'constant', tokens: 9 }, output: { kind: 'constant', tokens: 9 } } as const;
      const source = adapterIds(
        openLoop({ seed: 1, arrivals: { perSecond: 1 }, lengths, requests: 4000 }),
        10,
        0.5,
        seed,
      );
      const into = emptyRequest();
      const found: number[] = [];
      while (source.next(into)) found.push(into.adapter);
      return found;
    };
    const first = ids(1);
    expect(first).toEqual(ids(1));
    expect(first).not.toEqual(ids(2));
    for (let adapter = -1; adapter < 10; adapter++) {
      const share = first.filter((id) => id === adapter).length / 4000;
      expect(Math.abs(share - (adapter < 0 ? 0.5 : 0.05))).toBeLessThan(0.02);
    }
  });
});
