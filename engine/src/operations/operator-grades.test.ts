import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../catalogue/src/index.ts';
import { OPERATIONS, type Operation, readInput } from '../operations.ts';
import type { Part } from '../report/index.ts';

const catalogue = withKernels(readCatalogue());

function answer(name: string, words: unknown): { readonly step: readonly Part[]; readonly grade: string } {
  const operation = (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
  return operation.run({ catalogue }, readInput(operation.input, words)) as ReturnType<typeof answer>;
}
const gradesOf = ({ step }: ReturnType<typeof answer>) =>
  Object.fromEntries(step.flatMap(({ key, grade }) => (grade ? [[key, grade]] : [])));

describe('an answer names the grade of each operator', () => {
  it('of a training step', () => {
    const on = { accelerator: 'h100-sxm', count: 8 };
    expect(gradesOf(answer('estimate-train', { train: { model: 'llama-3.1-8b' }, on }))).toMatchObject({
      matmul: 'silicon',
      attention: 'family',
      elementwise: 'datasheet',
    });
  });

  it('of an iteration; one accelerator alone has no links to be graded by', () => {
    const ask = (count: number) =>
      answer('estimate-serve', {
        serve: { model: 'llama-3.1-8b', tp: count },
        on: { accelerator: 'rtx4090', count },
        traffic: { input: 1000, output: 200, rate: 1 },
      });
    const alone = ask(1);
    expect(alone.grade).toBe('silicon');
    expect(gradesOf(alone)).toEqual({ products: 'silicon', attention: 'silicon', head: 'silicon' });
    const two = ask(2);
    expect(gradesOf(two)['all-reduce']).toBe('family');
    expect(two.grade).toBe('family');
  });
});
