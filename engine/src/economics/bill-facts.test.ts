import { describe, expect, test } from 'vitest';
import type { Catalogue, Fact } from '../facts/index.ts';
import type { StepParts } from '../training/answer.ts';
import { billFacts, computeShare, MissingFact } from './bill-facts.ts';

const fact = (value: number, unit: string): Fact => ({
  value,
  unit,
  date: '2026-01',
  source: 'https://example.org',
  grade: 'measured',
});
const constant = (id: string, value: number, unit: string) => ({ id, name: id, fact: fact(value, unit) });
const catalogue: Catalogue = {
  ...{
    kernels: [],
    transfers: [],
    sources: [],
    chips: [],
    systems: [],
    fabrics: [],
    models: [],
    places: [],
    tokenPrices: [],
  },
  prices: [{ id: 'p', chip: 'h100', kind: 'rent-on-demand', seller: 'Lambda', usd: fact(3, 'USD/h') }],
  grids: [{ id: 'USA', name: 'United States', nameZh: '美国', intensity: fact(369.5, 'gCO2e/kWh') }],
  constants: [
    constant('server-idle-power-share', 0.176, 'share'),
    constant('server-full-power-share', 0.826, 'share'),
    constant('training-busy-share', 0.93, 'share'),
    constant('server-power-error', 0.114, 'share'),
    constant('network-power-share', 0.1, 'share'),
    constant('power-usage-effectiveness', 1.3, '1'),
  ],
};
const wish = { chip: 'h100', grid: 'USA' };

describe('the facts of a bill', () => {
  test('are the catalogue’s', () => {
    const facts = billFacts(catalogue, wish);
    expect(facts.price).toMatchObject({ name: 'price', value: 3 });
    expect(facts.intensity).toMatchObject({ kind: 'fact', value: 369.5 });
    expect(facts.pue).toMatchObject({ kind: 'fact', value: 1.3 });
    expect(facts.power).toMatchObject({ busyShare: { value: 0.93 }, fullShare: { value: 0.826 } });
  });
  test('are the user’s where given', () => {
    const own = { usdPerAcceleratorHour: 2, gramsPerKilowattHour: 30, pue: 1.1, networkShare: 0.05, busyShare: 0.5 };
    const facts = billFacts(catalogue, { ...wish, ...own });
    for (const [node, value] of [
      [facts.price, 2],
      [facts.intensity, 30],
      [facts.pue, 1.1],
      [facts.networkShare, 0.05],
    ] as const)
      expect(node).toMatchObject({ kind: 'input', value });
    expect(facts.power).toMatchObject({ busyShare: { kind: 'input', value: 0.5 } });
    expect(billFacts(catalogue, { ...wish, wattsPerAccelerator: 800 }).power).toMatchObject({ watts: { value: 800 } });
  });
  test('name what is missing and what there is', () => {
    expect(() => billFacts(catalogue, { ...wish, chip: 'b200' })).toThrow(
      new MissingFact('price', 'b200', ['h100']).message,
    );
    expect(() => billFacts(catalogue, { ...wish, grid: 'QQQ' })).toThrow('use one of: USA');
    expect(() => billFacts({ ...catalogue, prices: [] }, wish)).toThrow('use one of: none');
    expect(() => billFacts(catalogue, { ...wish, priceKind: 'rent-spot' })).toThrow('no price of "h100"');
    expect(() => billFacts({ ...catalogue, constants: [] }, wish)).toThrow('is not in the catalogue');
  });
});

test('a step computes for the share that is neither waiting nor bubble', () => {
  const none: StepParts = {
    ...{ matmul: 0, attention: 0, elementwise: 0, recompute: 0, launch: 0, exposedTp: 0, exposedCp: 0 },
    ...{ exposedEp: 0, exposedPp: 0, exposedDp: 0, bubble: 0, optimizer: 0, offload: 0, other: 0 },
  };
  expect(computeShare({ ...none, matmul: 5, attention: 1, optimizer: 1, exposedTp: 2, bubble: 1 })).toBeCloseTo(
    0.7,
    12,
  );
  expect(computeShare(none)).toBe(0);
});
