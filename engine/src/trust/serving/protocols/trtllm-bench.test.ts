import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { buildFittedMachine } from '../../../cost/index.ts';
import { readArchitecture } from '../../../model/index.ts';
import { type Deployment, formatFor } from '../../../serving/index.ts';
import { tunedLimits } from './trtllm-bench.ts';

const catalogue = { ...readCatalogue(), kernels: [] };
const entry = catalogue.models.find(({ id }) => id === 'llama-3.1-70b')!;
const architecture = readArchitecture(entry.config, entry.id, entry.name);

function limits(input: number, output: number, cut: Partial<Deployment> = {}) {
  const deployment: Deployment = { tp: 1, pp: 1, dp: 1, ep: 1, kv: 'fp8', weights: formatFor('fp8'), ...cut };
  const chip = catalogue.chips.find(({ id }) => id === 'h200-sxm')!;
  const machine = buildFittedMachine(catalogue, { chip, count: deployment.tp * deployment.pp });
  return tunedLimits(architecture, deployment, machine, { input, output });
}

describe('the limits that trtllm-bench chooses', () => {
  it('hold requests of the mean length beside the weights, rounded up, and their prompts as requests end', () => {
    // (141 GiB - 70.6 GB) x .95 / (2,000 x 160 KiB) = 234 requests; 234 x 2 tokens stay below the least.
    expect(limits(1000, 1000)).toEqual({ maxBatch: 256, maxBatchedTokens: 2048 });
    expect(limits(2000, 100).maxBatchedTokens).toBe(5120);
  });

  it('never exceed 4,096 requests and 32,768 tokens, never fall below 64 and 2,048', () => {
    expect(limits(1, 1, { tp: 8 }).maxBatch).toBe(4096);
    expect(limits(1000, 10, { tp: 8 }).maxBatchedTokens).toBe(32_768);
    expect(limits(100_000, 1000)).toEqual({ maxBatch: 64, maxBatchedTokens: 2048 });
  });

  it('are of one micro-batch of a pipeline', () => {
    expect(limits(1, 1, { pp: 8 }).maxBatch).toBe(512);
  });
});
