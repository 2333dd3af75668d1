import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { find } from '../because/index.ts';
import type { Catalogue, Constant } from '../facts/index.ts';
import { defaultCheckpointBytes, defaultReliability, estimateRun, runBecause } from '../training/run/index.ts';
import { billFacts, billRun } from './index.ts';

/** The constants that ship, read from their file: what runs and bills use must be there and say what its sources say. */
const file = new URL('../../../catalogue/constants/run.yaml', import.meta.url);
const { constants } = parse(readFileSync(file, 'utf8')) as { constants: readonly Constant[] };
const catalogue: Catalogue = {
  ...{
    kernels: [],
    transfers: [],
    places: [],
    tokenPrices: [],
    sources: [],
    chips: [],
    systems: [],
    fabrics: [],
    models: [],
    prices: [],
    grids: [],
  },
  constants,
};
const fact = (id: string) => constants.find((constant) => constant.id === id)!.fact;

test('every constant has a dated source at an address, a grade, and a range around its value', () => {
  expect(new Set(constants.map(({ id }) => id)).size).toBe(constants.length);
  for (const { fact } of constants)
    for (const reading of [fact, ...(fact.others ?? [])]) {
      expect(reading.source).toMatch(/^https:\/\//);
      expect(String(reading.date)).toMatch(/^20\d\d-\d\d/);
      expect(['vendor', 'measured', 'third-party', 'derived', 'estimate']).toContain(reading.grade);
      expect(reading.low ?? reading.value).toBeLessThanOrEqual(reading.value);
      expect(reading.high ?? reading.value).toBeGreaterThanOrEqual(reading.value);
    }
});

test('derived values follow from the figures their notes name', () => {
  const hours = fact('accelerator-hours-per-interruption');
  const near = (value: number, figures: number) => expect(value / figures).toBeCloseTo(1, 4);
  near(hours.value, (16_384 * 54 * 24) / 419);
  const others = [
    (16_384 * 54 * 24) / 466,
    (8 * 24) / 0.0065,
    (8 * 24) / 0.00234,
    (384 * 168) / 1.5,
    (992 * 60 * 24) / 105,
  ];
  for (const [index, figures] of others.entries()) near(hours.others![index]!.value, figures);
  expect(hours.low).toBe(Math.min(...hours.others!.map(({ value }) => value)));
  expect(hours.high).toBe(Math.max(...hours.others!.map(({ value }) => value)));
  const write = fact('checkpoint-write-bandwidth-per-accelerator');
  expect(write.value).toBeCloseTo(2.3e6 / 40 / 384, 0);
  expect(write.low).toBeCloseTo(2e6 / 16_384, 0);
  expect(write.high).toBeCloseTo(7e6 / 16_384, 0);
  expect(fact('server-idle-power-share').value).toBeCloseTo(1.8 / 10.2, 3);
  expect(fact('server-full-power-share').value).toBeCloseTo(8.43 / 10.2, 3);
  const pue = fact('power-usage-effectiveness');
  expect(pue.value).toBeCloseTo(Math.sqrt(pue.low! * pue.high!), 2);
});

describe('Llama 3 405B on 16,384 H100 with everything by default', () => {
  const { reliability, because } = defaultReliability(catalogue, 16_384, defaultCheckpointBytes(catalogue, 405e9));
  const step = { value: 6.5, low: 6, high: 7, unit: 's' };
  const input = { step, tokens: 15.6e12, tokensPerStep: 2 ** 24, accelerators: 16_384, reliability };
  const run = estimateRun(input);
  const facts = billFacts(catalogue, {
    chip: 'h100',
    grid: 'USA',
    usdPerAcceleratorHour: 2.5,
    gramsPerKilowattHour: 369.5,
  });
  const bill = billRun(
    { run, accelerators: 16_384, tdpWatts: 700, serverPowerFactor: 10.2 / 5.6, facts },
    runBecause(input, { reliability: because }),
  );

  test('trains more than 90 % of the time', () => {
    expect(run.goodput).toBeGreaterThan(0.9);
    expect(run.goodput).toBeLessThan(0.95);
  });
  test('draws a site of 20 to 30 MW, and more than 700 W for each GPU, less than the rating with all its overheads', () => {
    const each = bill.sitePower.value / 16_384;
    expect(each).toBeGreaterThan(700);
    expect(each).toBeLessThan(1275 * 1.1 * 1.54);
    expect(bill.sitePower.value / 1e6).toBeGreaterThan(20);
    expect(bill.sitePower.value / 1e6).toBeLessThan(30);
  });
  test('names published facts down to the failures behind its cost', () => {
    const leaf = find(bill.because, 'cost.accelerator_hours.wall.mtbf.accelerator_hours_per_interruption');
    expect(leaf).toMatchObject({ kind: 'fact', source: 'https://arxiv.org/abs/2407.21783' });
    expect(find(bill.because, 'sitePower.pue')).toMatchObject({ kind: 'fact', value: 1.3 });
  });
});

test('at 100,000 GPUs the defaults lose about as much as a synchronous job there does (arXiv 2602.00277: 44 % effective)', () => {
  const { reliability } = defaultReliability(catalogue, 100_000, defaultCheckpointBytes(catalogue, 2e12));
  const step = { value: 10, low: 10, high: 10, unit: 's' };
  const run = estimateRun({ step, tokens: 30e12, tokensPerStep: 2 ** 26, accelerators: 100_000, reliability });
  expect(run.goodput).toBeGreaterThan(0.44);
  expect(run.goodput).toBeLessThan(0.75);
});
