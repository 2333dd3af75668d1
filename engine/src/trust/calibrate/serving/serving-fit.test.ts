import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../../catalogue/src/index.ts';
import { profileFor } from '../../../serving/index.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { toServingCase } from '../../rows/serving/to-serving-case.ts';
import { predictionTools } from '../../serving/predict/ready.ts';
import { fitServing } from './fit.ts';
import { fitCaseOf, servingErrors } from './fit-case.ts';
import { overheadsFile } from './write.ts';

const catalogue = withKernels(readCatalogue());
const tools = predictionTools(catalogue.kernels, catalogue.chips);
const profile = profileFor('vllm-0.8');

const rows = ['Llama-3.1-8B-Instruct', 'Qwen3-32B'].flatMap((name) =>
  [1, 8, 32].map(
    (concurrency) =>
      ({
        id: `${name}-${concurrency}`,
        family: 'house',
        model: { name, weights: 'bf16' },
        hardware: { accelerator: 'NVIDIA H100 SXM', gpus: 2 },
        serving: {
          engine: 'vLLM',
          version: '0.12',
          tp: 2,
          concurrency,
          num_requests: 4 * concurrency,
          input_len: 256,
          output_len: 32,
        },
        measured: { ttft_ms: 1, tpot_ms: 1 },
      }) as unknown as ServingRow,
  ),
);

describe('a fit of overheads', () => {
  it('finds the host time that made the figures, and predicts a group that it did not see', () => {
    const truth = { layer: 12, step: 4, sequence: 10, chunk: 1, allReduce: 1.5, request: 10, inputToken: 2 };
    const cases = rows.map((row) => {
      const one = toServingCase(row, catalogue);
      if ('refused' in one) throw new Error(one.refused);
      return fitCaseOf(one)!;
    });
    // Measured = predicted under the truth.
    const errors = servingErrors(cases, profile, truth, tools);
    let at = 0;
    const made = cases.map((one) => ({
      ...one,
      targets: one.targets.map((target) => ({ ...target, measured: target.measured * Math.exp(errors[at++]!) })),
    }));
    const { values, leftOut } = fitServing(made, profile, { ...truth, step: 1 }, tools);
    expect(values.step).toBeGreaterThan(3);
    expect(values.step).toBeLessThan(5);
    // Started at a quarter of the host time, figures of short steps were off by a half.
    for (const error of leftOut) expect(Math.abs(error)).toBeLessThan(0.3);
  });

  it('writes one engine a line, values in their own units', () => {
    const text = overheadsFile(new Map([['vllm-0.8', { values: { step: 0.8, layer: 10 }, rows: 12 }]]));
    expect(text).toContain("  'vllm-0.8': { step: 0.8, layer: 10 }, // 12 rows\n");
  });
});
