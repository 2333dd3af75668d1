import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { messagesFor } from '../../messages/index.ts';
import { type StudyReport, studyTable } from '../../report/index.ts';
import { InputError } from '../input-error.ts';
import { inputSentence } from '../input-sentence.ts';
import { type Data, openScenario } from '../measures/index.ts';
import { readInput } from '../scenario/read.ts';
import { NODES } from './chip-input.ts';
import { estimateChip } from './estimate-chip.ts';
import { estimateDataflow } from './estimate-dataflow.ts';
import { estimateSupply } from './estimate-supply.ts';

const catalogue = readCatalogue();
const context = { catalogue };
type Words = Record<string, unknown>;
const chip = (asked: Words) => estimateChip.run(context, readInput(estimateChip.input, asked));
const figure = ({ figures }: StudyReport, key: string) => figures.find((one) => one.key === key)!.of;
const example = (name: string): Data =>
  parse(readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8'));

describe('bills of materials', () => {
  it.each(['h100-sxm', 'b200-sxm', 'mi300x'])('%s lies within its published band, and says so', (accelerator) => {
    const report = chip({ on: { accelerator } });
    const { total } = catalogue.chips.find(({ id }) => id === accelerator)!.silicon!.bill!;
    const made = figure(report, 'unit');
    expect(made.value).toBeGreaterThan(total.low!);
    expect(made.value).toBeLessThan(total.high!);
    expect(report.told[0]!.key).toBe('within');
    expect(made.low).toBeLessThan(made.value);
    expect(made.high).toBeGreaterThan(made.value);
  });
  it("reproduces what is paid for H100's die, memory and carrier within 10 %", () => {
    const report = chip({ on: { accelerator: 'h100-sxm' } });
    for (const [part, usd] of [
      ['logic', 300],
      ['memory', 1350],
      ['package', 750],
    ] as const)
      expect(Math.abs(figure(report, part).value / usd - 1), part).toBeLessThan(0.1);
  });
  it('parts add up', () => {
    const report = chip({ chip: { area: 400, node: 7, dies: 2, memory: '48 GB' } });
    const sum = ['logic', 'memory', 'package', 'lost', 'test'].reduce(
      (all, part) => all + figure(report, part).value,
      0,
    );
    expect(sum).toBeCloseTo(figure(report, 'unit').value, 6);
  });
  it('costs more on a dirtier process, a larger die and with more memory', () => {
    const usd = (words: Words) => figure(chip({ chip: words }), 'unit').value;
    const area = fc.integer({ min: 50, max: 800 });
    fc.assert(
      fc.property(area, fc.constantFrom(...NODES), (mm2, node) => {
        const base = { area: mm2, node, memory: '24 GB' };
        expect(usd({ ...base, defects: 0.3 })).toBeGreaterThan(usd({ ...base, defects: 0.05 }));
        expect(usd({ ...base, area: mm2 + 20 })).toBeGreaterThan(usd(base));
        expect(usd({ ...base, memory: '48 GB' })).toBeGreaterThan(usd(base));
        expect(usd({ ...base, needed: 0.9 })).toBeLessThanOrEqual(usd(base));
      }),
      { numRuns: 25 },
    );
  });

  const file = new URL('../../../../../shared/facts/chip-cost/chiplet-actuary-parameter.ini', import.meta.url);
  it.skipIf(!existsSync(file))('takes wafers, defects and design costs of every node from the source', () => {
    const text = readFileSync(file, 'utf8');
    for (const node of NODES.filter((n) => n !== 3)) {
      const section = text.split(`[${node}]`)[1]!.split('[')[0]!;
      const said = (key: string) => Number(new RegExp(`${key} = ([\\d.e]+)`).exec(section)![1]);
      const fact = (id: string) => catalogue.constants.find((one) => one.id === `${id}-${node}nm`)!.fact.value;
      expect(fact('wafer'), `${node}`).toBe(said('wafer_cost'));
      expect(fact('defects')).toBe(said('defect_density'));
      expect(fact('nre')).toBe(said('NRE'));
    }
  });
  it('refuses what cannot be made, and says what can', () => {
    const said = (asked: Words): string => {
      try {
        chip(asked);
      } catch (error) {
        if (error instanceof InputError) return inputSentence(messagesFor('en'), 'en', error.problem);
        throw error;
      }
      throw new Error('was answered');
    };
    expect(said({})).toContain('--area');
    expect(said({ chip: { area: 814 } })).toContain('--node');
    expect(said({ chip: { area: 50_000, node: 5 } })).toContain('nearest: several dies');
    expect(said({ on: { accelerator: 't4' } })).toContain('h100-sxm');
    expect(said({ chip: { area: 100, node: 6 } })).toContain('one of 3, 5, 7, 10');
  });
});

describe('ASIC against FPGA against GPU', () => {
  const opened = (name: string) => openScenario(context, example(name));
  const flip = (a: ReturnType<typeof opened>, b: ReturnType<typeof opened>, low: number, high: number): number => {
    const difference = (n: number) => {
      const settings = new Map([['chip.units', n]]);
      return a.at('project_cost', settings) - b.at('project_cost', settings);
    };
    for (let i = 0; i < 200; i++) {
      const middle = Math.sqrt(low * high);
      if (difference(low) * difference(middle) <= 0) high = middle;
      else low = middle;
    }
    return low;
  };
  it('flips at 375,000 units in the textbook, not at 400,000', () => {
    expect(flip(opened('chip-asic.yaml'), opened('chip-fpga.yaml'), 100, 1e8)).toBeCloseTo(375_000, 3);
  });
  it('at real design costs of 5 nm flips where design over saving says', () => {
    const own = opened('chip-asic-5nm.yaml');
    const units = flip(own, opened('chip-gpu-bought.yaml'), 100, 1e8);
    const nre = 542e6 * (0.2 + (0.8 * 400) / 300) * (1 + 0.5 * 0.5) + 50e6;
    const unit = own.at('cost_per_unit', new Map([['chip.units', 1e12]]));
    expect(units / (nre / (25_000 - unit))).toBeCloseTo(1, 4);
    expect(units).toBeGreaterThan(20_000);
  });
  it('turns every input that it names, and ranges hold their values', () => {
    const own = opened('chip-asic-5nm.yaml');
    const base = own.at('project_cost', new Map());
    for (const { path, value, usual } of own.inputs) {
      expect(own.at('project_cost', new Map([[path, value!]])) / base, path).toBeCloseTo(1, 9);
      expect(Number.isFinite(own.at('project_cost', new Map([[path, usual[1]]]))), path).toBe(true);
    }
    const { low, value, high } = own.measured().values.get('project_cost')!;
    expect(value).toBeCloseTo(base, 3);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });
});

describe('data moved for a product', () => {
  it('falls with the side of the array, and its energy tends to that of the arithmetic', () => {
    const at = (side: number) => estimateDataflow.run(context, readInput(estimateDataflow.input, { side, rows: 4096 }));
    const [small, large] = [at(16), at(256)];
    expect(figure(large, 'bytes_per_mac.systolic').value).toBeLessThan(
      figure(small, 'bytes_per_mac.systolic').value / 10,
    );
    expect(figure(large, 'arithmetic_share.systolic').value).toBeGreaterThan(0.95);
    expect(figure(large, 'bytes_per_mac.scalar').value).toBe(8);
  });
  it("knows how much too slow H100's memory is for one vector", () => {
    const report = estimateDataflow.run(context, readInput(estimateDataflow.input, {}));
    expect(figure(report, 'matrix_vector_shortfall').value).toBeCloseTo((2 * 989.4e12) / 2 / 3350e9, 6);
  });
});

describe('shares from growth', () => {
  it('48 % a year is 10.5 times in six years; 2 % to 6 % implies 23.2 % a year of all DRAM, and was passed', () => {
    const report = estimateSupply.run(context, readInput(estimateSupply.input, {}));
    expect(figure(report, 'times').value).toBeCloseTo(10.5, 1);
    expect(figure(report, 'whole_growth').value).toBeCloseTo(0.232, 3);
    expect(report.told[0]).toMatchObject({ key: 'passed', values: { year: '2025' } });
  });
  it('comes to the share that was asked for', () => {
    const share = fc.double({ min: 0.001, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (from, to, growth, years) => {
          const report = estimateSupply.run(context, readInput(estimateSupply.input, { from, to, growth, years }));
          expect(figure(report, `share.${2023 + years}`).value / to).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 100 },
    );
  });
});

it('every study is a table', () => {
  const table = studyTable(chip({ on: { accelerator: 'mi300x' }, chip: { units: '1M' } }));
  expect(table.rows.length).toBeGreaterThan(10);
  expect(new Set(table.rows.map((row) => row.length))).toEqual(new Set([table.columns.length]));
});
