import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { type Because, find } from '../../because/index.ts';
import type { StudyReport } from '../../report/index.ts';
import type { InputError } from '../input-error.ts';
import { readInput } from '../scenario/read.ts';
import { estimateChip } from './estimate-chip.ts';
import { estimateValue } from './estimate-value.ts';
import { explainCarbon, explainChip, explainData, explainValue } from './explain-studies.ts';
import { planData } from './plan-data.ts';

const context = { catalogue: readCatalogue(), today: '2026-11-29' };
const chip = { on: { accelerator: 'mi300x' } };
const value = { value: { hours: '1M' } };
const data = { data: { budget: '5M USD', mfu: 0.4 } };
const leaves = (node: Because): Because[] => (node.inputs?.length ? node.inputs.flatMap(leaves) : [node]);

describe('reasons of studies', () => {
  it.each([
    [
      'chip',
      estimateChip.run(context, readInput(estimateChip.input, chip)),
      ['unit', 'logic', 'memory', 'package', 'lost', 'test', 'nre'],
    ],
    [
      'value',
      estimateValue.run(context, readInput(estimateValue.input, value)),
      ['cost', 'cost_in_12_months', 'fall_a_year', 'worth_of_now'],
    ],
    ['data', planData.run(context, readInput(planData.input, data)), ['flop', 'parameters', 'tokens', 'loss']],
  ] as [string, StudyReport, string[]][])(
    'of %s are those of its figures, range and all',
    (_, { because, figures }, paths) => {
      for (const path of paths) {
        const node = find(because!, path)!;
        const { of } = figures.find(({ key }) => key === path)!;
        expect(node.value / of.value, path).toBeCloseTo(1, 9);
        if (of.high > of.low)
          expect(
            [node.low! / of.low, node.high! / of.high].map((x) => x.toFixed(9)),
            path,
          ).toEqual(['1.000000000', '1.000000000']);
      }
      for (const leaf of leaves(because!)) expect(leaf.kind === 'input' || Boolean(leaf.source), leaf.name).toBe(true);
    },
  );

  it('tell money as their answer does, with the rate; a footprint without money needs none', () => {
    const economics = { currency: 'CNY' };
    const yuan = { currency: 'CNY', perUsd: 7.0779 };
    const rate = [expect.objectContaining({ key: 'exchange_rate', value: 7.0779, date: '2025-11-27' })];
    const of = (scenario: object, path: string) => ({ scenario: { ...scenario, economics }, path });
    expect(explainChip.run(context, readInput(explainChip.input, of(chip, 'logic')))).toMatchObject({
      money: yuan,
      assumed: rate,
    });
    expect(explainValue.run(context, readInput(explainValue.input, of(value, 'cost')))).toMatchObject({
      money: yuan,
      assumed: rate,
    });
    // A budget in yuan is told in yuan.
    const budget = { scenario: { data: { budget: '900万元', mfu: 0.4 } }, path: 'flop' };
    expect(explainData.run(context, readInput(explainData.input, budget))).toMatchObject({
      money: yuan,
      assumed: rate,
    });
    const carbon = of({ carbon: { hours: '1M' }, on: { accelerator: 'h100-sxm' } }, 'operational');
    expect(explainCarbon.run(context, readInput(explainCarbon.input, carbon))).toMatchObject({
      money: yuan,
      assumed: [],
    });
    expect(explainChip.run(context, readInput(explainChip.input, { scenario: chip, path: 'logic' })).assumed).toEqual(
      [],
    );
  });

  it('open at any named number, by its name alone, and name what is near else', () => {
    const { node } = explainChip.run(context, readInput(explainChip.input, { scenario: chip, path: 'logic.XCD' }));
    expect(node.inputs!.map(({ name }) => name)).toEqual(['wafer_5nm', 'dies_per_wafer', 'sellable', 'count']);
    const carbon = { scenario: { carbon: { hours: '1M' }, on: { accelerator: 'h100-sxm' } } };
    for (const path of ['total', 'operational', 'embodied'])
      expect(explainCarbon.run(context, readInput(explainCarbon.input, { ...carbon, path })).node.name).toBe(path);
    expect(explainValue.run(context, readInput(explainValue.input, { scenario: value })).node.inputs!.length).toBe(8);
    try {
      explainData.run(context, readInput(explainData.input, { scenario: data, path: 'parameter' }));
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).problem.nearest).toContain('parameters');
    }
  });
});
