import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../../catalogue/src/index.ts';
import { InputError } from '../../input-error.ts';
import { readInput } from '../../scenario/read.ts';
import { planServe } from './plan-serve.ts';

const catalogue = withKernels(readCatalogue());
const plan = (serve: object, on: object = {}) =>
  planServe.run(
    { catalogue },
    readInput(planServe.input, {
      serve: { model: 'llama-3.1-8b', weights: 'bf16', tp: 1, ...serve },
      on: { accelerator: 'l40s', ...on },
      traffic: { rate: '2/s', input: 500, output: 80, requests: 200 },
      slo: { ttft: 'p99 2 s' },
    }),
  );

describe('what a plan of serving looks for', () => {
  it.each([{ replicas: 6 }, { disaggregate: { prefill: 1, decode: 1 } }, { scale: { least: 1, most: 2 } }])(
    'is refused where it is given, not dropped: %o',
    (serve) => {
      const [key] = Object.keys(serve);
      const problem = (): unknown => {
        try {
          return plan(serve);
        } catch (error) {
          return error instanceof InputError ? error.problem : error;
        }
      };
      expect(problem()).toMatchObject({ path: `serve.${key}`, value: 'plan-looks-for' });
    },
  );

  it('a number of accelerators is the most there may be, and the answer says so', () => {
    const { kept, assumed } = plan({}, { count: 3 });
    expect(kept[0]!.accelerators).toBeLessThanOrEqual(3);
    expect(assumed).toContainEqual(expect.objectContaining({ key: 'most_accelerators', value: 3 }));
    expect(plan({}).assumed.map(({ key }) => key)).not.toContain('most_accelerators');
  });
});
