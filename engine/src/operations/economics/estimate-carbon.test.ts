import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { messagesFor } from '../../messages/index.ts';
import { carbonTable } from '../../report/index.ts';
import { InputError } from '../input-error.ts';
import { inputSentence } from '../input-sentence.ts';
import { planTrain } from '../plan-train.ts';
import { readInput } from '../scenario/read.ts';
import { estimateCarbon } from './estimate-carbon.ts';

const catalogue = readCatalogue();
type Words = Record<string, unknown>;
const ask = (asked: Words) => estimateCarbon.run({ catalogue }, readInput(estimateCarbon.input, asked));
const example = (name: string): Words =>
  parse(readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8'));

describe('published runs as the examples ask for them', () => {
  const llama = example('carbon-llama-3.1-405b.yaml');
  it.each([
    [1.46e6, 420],
    [7.0e6, 2040],
    [30.84e6, 8930],
  ])('the row of the Llama 3.1 card with %d hours within 1 %', (hours, tonnes) => {
    const { figures } = ask({ ...llama, carbon: { ...(llama.carbon as Words), hours } });
    expect(Math.abs(figures.operational.value / 1000 / tonnes - 1)).toBeLessThan(0.01);
    expect(figures.energy.value / 1.08 / 3.6e9).toBeCloseTo((hours / 1e6) * 700, 3);
  });
  it("GPT-3's MWh and tonnes", () => {
    const { figures } = ask(example('carbon-gpt-3.yaml'));
    expect(Math.abs(figures.energy.value / 3.6e9 / 1287 - 1)).toBeLessThan(0.01);
    expect(Math.abs(figures.operational.value / 1000 / 552.1 - 1)).toBeLessThan(0.01);
  });
});

describe('a run that is planned first', () => {
  it('agrees with the bill of the same plan', () => {
    const scenario = {
      train: { model: 'llama-3.1-8b', tokens: '1T' },
      on: { accelerator: 'h100-sxm', count: 64 },
      economics: { grid: 'CHN' },
    };
    const { figures, question } = ask(scenario);
    const plan = planTrain.run({ catalogue }, readInput(planTrain.input, scenario)).figures!;
    for (const edge of ['value', 'low', 'high'] as const) {
      expect(figures.energy[edge] / plan.energy![edge]).toBeCloseTo(1, 6);
      expect(figures.sitePower![edge] / plan.sitePower![edge]).toBeCloseTo(1, 6);
      expect(figures.operational[edge] / plan.carbon![edge]).toBeCloseTo(1, 6);
    }
    expect(question.modelName).toBe('Llama 3.1 8B');
  });
});

describe('hours of the day, other grids, yardsticks', () => {
  const on = { accelerator: 'h100-sxm' };
  it('takes the hours of a grid that has them', () => {
    const words = { carbon: { hours: '1M' }, on, economics: { grid: 'California' } };
    const [all, day] = [ask(words), ask({ ...words, carbon: { hours: '1M', between: '9-17' } })];
    expect(day.figures.operational.value).toBeLessThan(0.8 * all.figures.operational.value);
    expect(day.figures.energy.value).toBe(all.figures.energy.value);
    expect(all.grid.cleanest!.saved).toBeGreaterThan(0.2);
  });
  it('lists here among others, cleanest first, each by its own grid', () => {
    const { elsewhere, figures } = ask({ carbon: { hours: '1M' }, on, economics: { grid: 'USA-PJM' } });
    expect(elsewhere.map(({ intensity }) => intensity)).toEqual(
      elsewhere.map((e) => e.intensity).toSorted((a, b) => a - b),
    );
    expect(elsewhere.filter(({ here }) => here)).toMatchObject([
      { id: 'USA-PJM', operational: figures.operational.value },
    ]);
  });
  it('has a power only where it knows how many, and sets it against a train', () => {
    expect(ask({ carbon: { hours: '1M' }, on }).yardsticks.trains).toBeNull();
    const held = { hours: '1M', watts: '1 kW', network_share: 0 };
    const asked = ask({ carbon: held, on: { ...on, count: 10_000 }, economics: { pue: 1 } });
    expect(asked.yardsticks.trains).toBeCloseTo(1, 9);
    expect(asked.yardsticks.trainDays).toBeCloseTo(1e6 / 1e4 / 24, 9);
  });
  it('is a table with every figure', () => {
    const table = carbonTable(ask({ carbon: { hours: '1M' }, on }));
    expect(new Set(table.rows.map((row) => row.length))).toEqual(new Set([table.columns.length]));
  });
});

describe('refusals', () => {
  const said = (asked: Words): string => {
    try {
      ask(asked);
    } catch (error) {
      if (error instanceof InputError) return inputSentence(messagesFor('en'), 'en', error.problem);
      throw error;
    }
    throw new Error('was answered');
  };
  const on = { accelerator: 'h100-sxm' };
  it.each([
    [{ on }, '--hours 30.84M, or --gpus 1024 --duration "30 d"'],
    [{ on, carbon: { hours: '1M', between: '9-17' } }, 'USA-CISO'],
    [{ on, carbon: { hours: '1M', between: 'noon' } }, 'nearest: 9-17'],
    [{ on, carbon: { hours: '1M' }, economics: { grid: 'Atlantis' } }, 'Atlantis'],
    [{ on, carbon: { hours: '1M' }, train: { model: 'llama-3.1-8b' } }, 'one is wanted'],
    [{ on, carbon: { hours: '1M', intensity: 0.5 }, economics: { grid: 'CHN' } }, 'one is wanted'],
    [{ on, carbon: { hours: '1M', watts: '500 W', power: 'rated' } }, 'one is wanted'],
    [{ on: { ...on, count: 8 }, carbon: { hours: '1M', duration: '1 d' } }, 'one is wanted'],
  ])('of %j say what works', (asked, sentence) => expect(said(asked)).toContain(sentence));
});

describe('grids by the hour', () => {
  const hourly = catalogue.grids.filter((grid) => grid.hourly);
  it('average to their year and name a source', () => {
    expect(hourly.length).toBeGreaterThanOrEqual(8);
    for (const { id, intensity, hourly: day } of hourly) {
      const mean = day!.gramsPerKilowattHour.reduce((sum, x) => sum + x, 0) / 24;
      expect(Math.abs(mean / intensity.value - 1), id).toBeLessThan(0.005);
      expect(
        catalogue.sources.some((source) => source.id === day!.source),
        id,
      ).toBe(true);
    }
  });
});
