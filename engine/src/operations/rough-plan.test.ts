import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../catalogue/src/index.ts';
import { AnswerMemory } from './answer-memory.ts';
import { crossoverOperation } from './crossover/crossover.ts';
import { planTrain } from './plan-train.ts';
import { readInput } from './scenario/read.ts';

const catalogue = withKernels(readCatalogue());
const plan = (count: number, tokens: string, memory?: AnswerMemory, rough = false) =>
  planTrain.run(
    { catalogue, memory, rough },
    readInput(planTrain.input, {
      train: { model: 'llama-3.1-70b', tokens, sequence: 4096, batch: 512 },
      on: { accelerator: 'h100-sxm', count },
    }),
  );

describe('a plan while something is dragged', () => {
  const memory = new AnswerMemory();
  const before = plan(256, '1T', memory);

  it('with a memory is the plan without one, to the digit', () => {
    expect(before).toEqual(plan(256, '1T'));
    expect(plan(256, '3T', memory)).toEqual(plan(256, '3T'));
  });

  it('is roughly the plan: the same choice where it was planned before, near it where it was not', () => {
    const { figures, strategy, flips, lever, alternatives } = plan(256, '2T', memory, true);
    const whole = plan(256, '2T');
    expect([figures, strategy]).toEqual([whole.figures, whole.strategy]);
    expect([flips, lever, alternatives]).toEqual([[], null, []]);
    const other = plan(512, '2T', memory, true).figures!.step.value / plan(512, '2T').figures!.step.value;
    expect(other).toBeGreaterThanOrEqual(1 - 1e-9);
    expect(other).toBeLessThan(1.1);
  });

  it('says what does not fit, finds its way back, and leaves no trace in what is asked wholly', () => {
    expect(plan(4, '2T', memory, true).outcome).toBe('does-not-fit');
    expect(plan(128, '2T', memory, true).outcome).toBe('fits');
    expect(plan(128, '2T', memory)).toEqual(plan(128, '2T'));
  });

  it('is near the whole one where nothing was planned before, and is it where nothing is found', () => {
    const whole = plan(128, '2T');
    const ratio = plan(128, '2T', new AnswerMemory(), true).figures!.step.value / whole.figures!.step.value;
    expect(ratio).toBeGreaterThanOrEqual(1 - 1e-9);
    expect(ratio).toBeLessThan(1.05);
    expect(plan(4, '2T', new AnswerMemory(), true).outcome).toBe(plan(4, '2T').outcome);
  });

  it('stops at once when nobody waits for it', () => {
    let asked = 0;
    const context = { catalogue, stopped: () => ++asked > 3 };
    const stopped = planTrain.run(
      context,
      readInput(planTrain.input, {
        train: { model: 'llama-3.1-70b', tokens: '1T' },
        on: { accelerator: 'h100-sxm', count: 256 },
      }),
    );
    expect(stopped.search).toMatchObject({ complete: false });
    expect(stopped.search!.evaluated).toBeLessThan(before.search!.evaluated / 4);
  });
});

describe('a crossover while something is dragged', () => {
  const memory = new AnswerMemory();
  const ask = (input: number, rough: boolean, kept?: AnswerMemory) =>
    crossoverOperation.run(
      { catalogue, rough, memory: kept },
      readInput(crossoverOperation.input, {
        scenarios: ['h100-sxm', 'l40s'].map((accelerator) => ({
          name: accelerator,
          data: { serve: { model: 'llama-3.1-8b', tp: 1 }, on: { accelerator }, traffic: { input, output: 256 } },
        })),
        over: 'a.price',
      }),
    );

  it('has its flips at the same places without their ranges, and then the whole answer, to the digit', () => {
    const whole = ask(1024, false);
    const rough = ask(1024, true, memory);
    expect(rough.flips.length).toBeGreaterThan(0);
    expect(rough.flips.map(({ at, from, to }) => [at, from, to])).toEqual(
      whole.flips.map(({ at, from, to }) => [at, from, to]),
    );
    expect(rough.flips.every(({ at, low, high, shifts }) => low === at && high === at && shifts.length === 0)).toBe(
      true,
    );
    expect(ask(1024, false, memory)).toEqual(whole);
    // Another prompt, another answer, of the same compiled replicas.
    expect(ask(2048, false, memory)).toEqual(ask(2048, false));
  });
});
