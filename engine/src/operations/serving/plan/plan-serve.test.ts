import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../../catalogue/src/index.ts';
import { readInput } from '../../scenario/read.ts';
import { planServe } from './plan-serve.ts';

const catalogue = withKernels(readCatalogue());

describe('what a plan says it assumed', () => {
  it('is no format other than the one that it chose', () => {
    const plan = planServe.run(
      { catalogue },
      readInput(planServe.input, {
        serve: { model: 'qwen3-32b' },
        on: { accelerator: 'l40s' },
        traffic: { rate: '1/s', input: 500, output: 100 },
        slo: { ttft: 'p95 2 s', tpot: 'p95 60 ms' },
      }),
    );
    const [best] = plan.kept;
    expect(best!.weights).not.toBe('bf16');
    expect(plan.assumed.map(({ key }) => key)).not.toContain('weights');
    expect(plan.assumed.map(({ key }) => key)).toContain('engine');
  });
});
