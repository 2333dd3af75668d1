import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { toServingCase } from '../../rows/serving/to-serving-case.ts';
import { runCase } from '../predict-serving.ts';
import { predictionTools } from './ready.ts';

const catalogue = { ...readCatalogue(), kernels: [] };

/** Tokens a second of OPT-30B on a T4 whose weights lie elsewhere. */
function rate(batch: number, input: number, offload: string): number {
  const row = {
    id: 'made-up',
    family: 'flexgen-offload/T4',
    model: { name: 'OPT-30B', weights: 'fp16' },
    hardware: { accelerator: 'NVIDIA T4', gpus: 1 },
    serving: { engine: 'FlexLLMGen', batch, input_len: input, output_len: 32, offload },
    measured: { output_tokens_per_s: 1 },
  } as unknown as ServingRow;
  const one = toServingCase(row, catalogue);
  if ('refused' in one) throw new Error(one.refused);
  return runCase(one, predictionTools([], catalogue.chips)).figures.output_tokens_per_s!;
}

describe('weights that come over a slower road', () => {
  it('pass once a step, whatever the batch: 60 GB at 12 GB/s are five seconds', () => {
    expect(rate(1, 16, 'CPU')).toBeCloseTo(1 / 5, 1);
    expect(rate(4, 16, 'CPU') / rate(1, 16, 'CPU')).toBeCloseTo(4, 1);
    expect(rate(1, 16, 'disk')).toBeLessThan(rate(1, 16, 'CPU') / 4);
  });

  it('are joined by caches that do not fit beside the work', () => {
    // 1.4 MB a token: 64 requests of 544 tokens hold 48 GB, a T4 16.
    expect(rate(64, 512, 'CPU')).toBeLessThan(0.75 * 64 * rate(1, 512, 'CPU'));
  });
});
