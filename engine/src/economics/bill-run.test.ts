import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Because, find, input as given } from '../because/index.ts';
import type { Run } from '../training/answer.ts';
import { estimateRun, runBecause } from '../training/run/index.ts';
import type { BillFacts } from './bill-facts.ts';
import { type BillInput, billBecause, billRun } from './bill-run.ts';
import { serverWatts } from './terms.ts';

const RUNS = { numRuns: 1000 };
const GWH = 3.6e12;

const leaf = (name: string, value: number, unit: string, low?: number, high?: number): Because => ({
  ...given(name, value, unit),
  low,
  high,
});
const exactly = (value: number, unit: string) => ({ value, low: value, high: value, unit });
/** A run of so many accelerator-hours, nothing else known of it. */
const runOf = (hours: number, accelerators: number): Run => ({
  tokens: 1,
  steps: 1,
  productiveSeconds: exactly((hours * 3600) / accelerators, 's'),
  wallSeconds: exactly((hours * 3600) / accelerators, 's'),
  goodput: 1,
  interruptions: 0,
  checkpointSeconds: 0,
  checkpointEverySeconds: 1,
  acceleratorHours: exactly(hours, 'h'),
});
/** Watts of an accelerator outright and PUE as a publication states them; no network. */
const stated = (watts: number, pue: number, gramsPerKilowattHour: number, usdPerHour = 1): BillFacts => ({
  price: leaf('price', usdPerHour, 'USD/h'),
  power: { watts: leaf('server_watts', watts, 'W') },
  networkShare: leaf('network_share', 0, 'share'),
  pue: leaf('pue', pue, '1'),
  intensity: leaf('intensity', gramsPerKilowattHour, 'gCO2e/kWh'),
});
const measuredNode: BillFacts['power'] = {
  idleShare: leaf('idle_share', 0.176, 'share'),
  fullShare: leaf('full_share', 0.826, 'share'),
  busyShare: leaf('busy_share', 0.93, 'share', 0.76, 1),
  error: leaf('power_error', 0.114, 'share'),
};
const bill = (run: Run, accelerators: number, facts: BillFacts) =>
  billRun({ run, accelerators, tdpWatts: 700, serverPowerFactor: 10.2 / 5.6, facts });

describe('the Llama 3.1 model card (its own arithmetic: hours x 700 W)', () => {
  const cards = [
    ['8B', 1.46e6, 420],
    ['70B', 7.0e6, 2040],
    ['405B', 30.84e6, 8930],
  ] as const;
  test('405B draws 21.59 GWh, and 8,930 t are 0.4137 kg for each of its kWh', () => {
    const { energy } = bill(runOf(30.84e6, 16_384), 16_384, stated(700, 1, 413.7));
    expect((energy.value / GWH).toFixed(2)).toBe('21.59');
    expect((8930e3 / (energy.value / 3.6e6)).toFixed(4)).toBe('0.4137');
  });
  test.each(cards)('%s: one intensity fits its tonnes within 1 %', (_, hours, tonnes) => {
    const { carbon } = bill(runOf(hours, 8192), 8192, stated(700, 1, 413.7));
    expect(Math.abs(carbon.value / 1000 / tonnes - 1)).toBeLessThan(0.01);
  });
  test('that intensity is a PUE of 1.08 on 383 g/kWh', () => {
    const { carbon } = bill(runOf(30.84e6, 16_384), 16_384, stated(700, 1.08, 383));
    expect(Math.abs(carbon.value / 8930e3 - 1)).toBeLessThan(0.001);
  });
});

describe('GPT-3', () => {
  test('3.14e23 FLOP on one V100 at 28 TFLOP/s are 355.6 years and 4.67 million USD at 1.50 an hour', () => {
    const tokensPerStep = 3.2e6;
    const step = exactly(((3.14e23 / 300e9) * tokensPerStep) / 28e12, 's');
    const never = {
      acceleratorHoursPerInterruption: Number.POSITIVE_INFINITY,
      restartSeconds: 0,
      checkpointSeconds: 0,
      checkpointEverySeconds: null,
    };
    const run = estimateRun({ step, tokens: 300e9, tokensPerStep, accelerators: 1, reliability: never });
    expect((run.acceleratorHours.value / 8760).toFixed(1)).toBe('355.6');
    expect((bill(run, 1, stated(300, 1, 0, 1.5)).cost.value / 1e6).toFixed(2)).toBe('4.67');
  });
  // Patterson et al., arXiv 2104.10350, Table 4: 10,000 V100, 330 W each, 14.8 days, PUE 1.10, 429 g/kWh, 1,287 MWh, 552 t; 14.8 is
  // rounded to 0.34 %.
  test('on 10,000 V100 it drew 1,287 MWh and emitted 552 t', () => {
    const { energy, carbon, sitePower } = bill(runOf(10_000 * 14.8 * 24, 10_000), 10_000, stated(330, 1.1, 429));
    expect(Math.abs(energy.value / 3.6e9 / 1287 - 1)).toBeLessThan(0.0035);
    expect(Math.abs(carbon.value / 1000 / 552 - 1)).toBeLessThan(0.0035);
    expect(sitePower.value).toBeCloseTo(3.63e6, 3);
  });
});

describe('power under load', () => {
  // arXiv 2412.08602: 8 x H100, 10.2 kW rated; idle 1.8 kW, training Llama2-13B at 93 % utilisation 7.92 kW, full 8.43 kW.
  test.each([
    [0, 1.8],
    [0.93, 7.92],
    [1, 8.43],
  ])('of an H100 node busy for %d of the time is the measured %d kW', (busy, kilowatts) => {
    const watts = 8 * serverWatts(700, 10.2 / 5.6, 0.176, 0.826, busy);
    expect(Math.abs(watts / 1000 / kilowatts - 1)).toBeLessThan(0.01);
  });
  test('stays under the rating, range and all, and above idle', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (busy) => {
        const facts = { ...stated(0, 1, 0), power: { ...measuredNode, busyShare: leaf('busy_share', busy, 'share') } };
        const { sitePower } = bill(runOf(1e6, 8), 8, facts);
        expect(sitePower.high).toBeLessThanOrEqual(10_200 * (1 + 1e-12));
        expect(sitePower.value).toBeGreaterThanOrEqual(0.17 * 10_200);
        expect(sitePower.low).toBeLessThan(sitePower.value);
      }),
      RUNS,
    );
  });
  test('of a site of 100,000 H100 is near the published 1.4 kW each at the rating, less under load', () => {
    const facts = { ...stated(1275, 1, 0), networkShare: leaf('network_share', 0.1, 'share') };
    expect(bill(runOf(1e6, 1e5), 1e5, facts).sitePower.value / 1e5).toBeCloseTo(1402.5, 1);
    const loaded = bill(runOf(1e6, 1e5), 1e5, { ...facts, power: measuredNode });
    expect(loaded.sitePower.value / 1e5).toBeLessThan(1.4e3 * 0.8);
  });
});

const positive = (max: number) => fc.double({ min: 1e-3, max, noNaN: true });
const spread = fc.double({ min: 1, max: 3, noNaN: true });
const spreadLeaf = (name: string, unit: string, max: number) =>
  fc.tuple(positive(max), spread, spread).map(([value, down, up]) => leaf(name, value, unit, value / down, value * up));
const billInput: fc.Arbitrary<BillInput> = fc.record({
  run: positive(1e8).map((hours) => runOf(hours, 1024)),
  accelerators: fc.constant(1024),
  tdpWatts: positive(2000),
  serverPowerFactor: fc.double({ min: 1, max: 3, noNaN: true }),
  facts: fc.record({
    price: spreadLeaf('price', 'USD/h', 100),
    power: fc.constant(measuredNode),
    networkShare: spreadLeaf('network_share', 'share', 0.5),
    pue: fc.double({ min: 1, max: 2, noNaN: true }).map((pue) => leaf('pue', pue, '1', 1, 2.5)),
    intensity: spreadLeaf('intensity', 'gCO2e/kWh', 1000),
  }),
});

describe('a bill', () => {
  const scaled = (node: Because, by: number) =>
    leaf(node.name, node.value * by, node.unit, node.low! * by, node.high! * by);
  test('of k times the price costs k times as much, range and all, and draws the same energy', () => {
    fc.assert(
      fc.property(billInput, fc.double({ min: 0.01, max: 100, noNaN: true }), (one, by) => {
        const a = billRun(one);
        const b = billRun({ ...one, facts: { ...one.facts, price: scaled(one.facts.price, by) } });
        for (const edge of ['value', 'low', 'high'] as const)
          expect(b.cost[edge] / a.cost[edge] / by).toBeCloseTo(1, 9);
        expect(b.energy).toEqual(a.energy);
      }),
      RUNS,
    );
  });
  test('has the carbon of its energy times the intensity, and the energy of its power times the time', () => {
    fc.assert(
      fc.property(billInput, (one) => {
        const { carbon, energy, sitePower } = billRun(one);
        expect(carbon.value / ((energy.value / 3.6e6) * (one.facts.intensity.value / 1000))).toBeCloseTo(1, 12);
        expect(energy.value / (sitePower.value * one.run.wallSeconds.value)).toBeCloseTo(1, 12);
      }),
      RUNS,
    );
  });
  test('has ordered ranges at least as wide as each factor’s', () => {
    fc.assert(
      fc.property(billInput, (one) => {
        const paid = billRun(one);
        for (const part of [paid.cost, paid.energy, paid.carbon, paid.sitePower]) {
          expect(part.low).toBeGreaterThan(0);
          expect(part.low).toBeLessThanOrEqual(part.value);
          expect(part.high).toBeGreaterThanOrEqual(part.value);
        }
        const { price, intensity } = one.facts;
        expect(paid.cost.high / paid.cost.value).toBeGreaterThanOrEqual((price.high! / price.value) * (1 - 1e-9));
        expect(paid.carbon.low / paid.carbon.value).toBeLessThanOrEqual(
          (intensity.low! / intensity.value) * (1 + 1e-9),
        );
      }),
      RUNS,
    );
  });
  test('never costs or draws more for failing less', () => {
    const reliability = { restartSeconds: 600, checkpointSeconds: 30, checkpointEverySeconds: 1800 };
    const step = { value: 5, low: 4, high: 6, unit: 's' };
    const runAt = (hours: number) =>
      estimateRun({
        step,
        tokens: 1e12,
        tokensPerStep: 2 ** 22,
        accelerators: 1024,
        reliability: { ...reliability, acceleratorHoursPerInterruption: hours },
      });
    fc.assert(
      fc.property(billInput, positive(1e6), spread, (one, hours, less) => {
        const often = billRun({ ...one, run: runAt(hours + 1000) });
        const seldom = billRun({ ...one, run: runAt((hours + 1000) * less) });
        expect(seldom.cost.value).toBeLessThanOrEqual(often.cost.value * (1 + 1e-9));
        expect(seldom.energy.value).toBeLessThanOrEqual(often.energy.value * (1 + 1e-9));
      }),
      RUNS,
    );
  });
});

test('says where the range of the power comes from, also where the user gave the error', () => {
  const facts = { ...stated(0, 1, 0), power: measuredNode };
  expect(find(bill(runOf(1, 1), 1, facts).because, 'sitePower.server_watts')?.note).toBe(
    'range: power_error 0.114 (given), at most the rating',
  );
  const cited = { ...facts, power: { ...measuredNode, error: { ...measuredNode.error, source: 'a paper' } } };
  expect(find(bill(runOf(1, 1), 1, cited).because, 'sitePower.server_watts')?.note).toContain('(a paper)');
});

test('the reason of a bill has its values and hangs the reason of the run in', () => {
  const reliability = {
    acceleratorHoursPerInterruption: 5e4,
    restartSeconds: 600,
    checkpointSeconds: 30,
    checkpointEverySeconds: null,
  };
  const input = {
    step: { value: 5, low: 4, high: 6, unit: 's' },
    tokens: 1e12,
    tokensPerStep: 2 ** 22,
    accelerators: 1024,
    reliability,
  };
  const facts = { ...stated(0, 1.3, 400, 2.5), power: measuredNode };
  const billed = { run: estimateRun(input), accelerators: 1024, tdpWatts: 700, serverPowerFactor: 1.8, facts };
  const paid = billRun(billed, runBecause(input));
  const tree = billBecause(billed, runBecause(input));
  expect(paid.because).toEqual(tree);
  expect(paid.usdPerAcceleratorHour).toBe(2.5);
  for (const name of ['cost', 'energy', 'carbon', 'sitePower'] as const)
    expect(find(tree, name)).toMatchObject(paid[name]);
  expect(find(tree, 'cost.accelerator_hours.wall.productive.steps')?.value).toBe(billed.run.steps);
  expect(find(tree, 'energy.sitePower.server_watts.busy_share')?.value).toBe(0.93);
  expect(find(tree, 'energy.wall.mtbf')?.unit).toBe('s');
  expect(paid.cost.low).toBeLessThan(paid.cost.value); // the step's range reaches the money
});
