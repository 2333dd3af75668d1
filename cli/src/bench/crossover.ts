import type { Catalogue } from '@ridgepoint/engine/facts';
import { OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import { against, cpuSeconds, type Measure } from './measure.ts';
import { PEERS } from './peers.ts';

const WARM_RUNS = 10;
const RUNS = 20;

/** 64 H200 rented or bought: twenty numbers that are not known exactly, each of them moved to both ends. */
const owned = (option: string) => ({
  on: { accelerator: 'h200-sxm', count: 64 },
  own: { years: 3, place: 'virginia', utilisation: '70 %', option },
});
const ASIC = { chip: { area: 400, node: 5, needed: 0.92, memory: '80 GB', stacks: 5, respins: 0.5, late: '50M USD' } };
const GPU = { chip: { unit: '25k USD' } };
const sheet = (bill: string) => ({
  worksheet: {
    answer: 'bill',
    lines: {
      users: { value: 500, assumption: 'drawn' },
      price: { value: 3, low: 2, high: 4, assumption: 'drawn' },
      fixed: { value: 900, low: 700, high: 1200, assumption: 'drawn' },
      bill: { formula: bill },
    },
  },
});

/** Where the better choice flips with its range, from two files to the answer, on measures that are formulas. */
export function benchCrossover(catalogue: Catalogue): Measure[] {
  const seconds = (a: object, b: object, over: string): number => {
    const operation = OPERATIONS.find(({ name }) => name === 'crossover') as unknown as Operation<unknown, unknown>;
    const scenarios = [
      { name: 'a', data: a },
      { name: 'b', data: b },
    ];
    const ask = () => operation.run({ catalogue }, readInput(operation.input, { scenarios, over }));
    for (let i = 0; i < WARM_RUNS; i++) ask();
    return (
      cpuSeconds(() => {
        for (let i = 0; i < RUNS; i++) ask();
      }) / RUNS
    );
  };
  const line = (name: string, value: number) => against(`crossover: ${name}`, value, 's', PEERS.crossoverBar, false);
  return [
    line('rent or own 64 H200, over use', seconds(owned('on-demand'), owned('own'), 'utilisation')),
    line('rent or own 64 H200, over their number', seconds(owned('on-demand'), owned('own'), 'count')),
    line('a 5 nm chip or GPUs, over units', seconds(ASIC, GPU, 'units')),
    line('two worksheets', seconds(sheet('users * price'), sheet('fixed + users * price / 3'), 'users')),
  ];
}
