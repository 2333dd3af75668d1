import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Because, input } from '../../because/index.ts';
import { cleanest, type FootprintInput, footprint, lengthOf, meanOver } from './index.ts';

const leaf = (name: string, value: number, unit: string, low = value, high = value): Because => ({
  ...input(name, value, unit),
  low,
  high,
});

interface Said {
  readonly hours: number;
  readonly watts: number;
  readonly pue: number;
  readonly grams: number;
  readonly network?: number;
  readonly chip?: number;
  readonly server?: number;
  readonly years?: number;
  readonly use?: number;
  readonly accelerators?: number;
}

const asked = (said: Said): FootprintInput => ({
  hours: leaf('accelerator_hours', said.hours, 'h'),
  accelerators: said.accelerators ?? null,
  tdpWatts: said.watts,
  serverPowerFactor: 1,
  facts: {
    power: { watts: leaf('server_watts', said.watts, 'W') },
    networkShare: leaf('network_share', said.network ?? 0, 'share'),
    pue: leaf('pue', said.pue, '1'),
    intensity: leaf('intensity', said.grams, 'gCO2e/kWh'),
  },
  embodied: {
    chip: leaf('embodied_chip', said.chip ?? 0, 'kgCO2e'),
    server: leaf('embodied_server', said.server ?? 0, 'kgCO2e'),
    years: leaf('years_used', said.years ?? 5, 'year'),
    use: leaf('life_used', said.use ?? 0.85, 'share'),
  },
});
const TONNE = 1000; // kg
const MWH = 3.6e9;

describe('published runs', () => {
  // Llama 3.1 model card: hours, tonnes; 383 g/kWh is what one factor for all three rows implies at Meta's PUE of 1.08.
  test.each([
    ['8B', 1.46e6, 420],
    ['70B', 7.0e6, 2040],
    ['405B', 30.84e6, 8930],
  ])('Llama 3.1 %s within 1 %', (_, hours, tonnes) => {
    const { operational } = footprint(asked({ hours, watts: 700, pue: 1.08, grams: 383 }));
    expect(Math.abs(operational.value / TONNE / tonnes - 1)).toBeLessThan(0.01);
  });
  // MLCarbon database: devices, measured watts, days, PUE, g/kWh; MWh and t as published. Switch ran on 1,024 chips; the row says 1000.
  test.each([
    ['T5', 512, 310, 20, 1.12, 545, 85.7, 46.7],
    ['GPT-3', 10_000, 330, 14.8, 1.1, 429, 1287, 552.1],
    ['GShard', 1000, 288, 3.1, 1.09, 177, 24.1, 4.3],
    ['Switch', 1000, 245, 27, 1.1, 330, 179, 59.1],
    ['XLM', 512, 342, 20.4, 1.1, 413, 94.4, 39],
  ])('MLCarbon %s within 5 %', (_, devices, watts, days, pue, grams, megawattHours, tonnes) => {
    const { energy, operational } = footprint(asked({ hours: devices * days * 24, watts, pue, grams }));
    expect(Math.abs(energy.value / MWH / megawattHours - 1)).toBeLessThan(0.05);
    expect(Math.abs(operational.value / TONNE / tonnes - 1)).toBeLessThan(0.05);
  });
  // Luccioni et al., arXiv 2211.02001: 150 kg a GPU and 2,500 kg a server of eight over six years at 85 %: 11.2 t, 24.7 t dynamic.
  test('BLOOM: 24.7 t of electricity and 11.2 t of making the machines', () => {
    const said = { hours: 1_082_990, watts: 400, pue: 1, grams: 57, chip: 150, server: 2500 / 8, years: 6, use: 0.85 };
    const { operational, embodied } = footprint(asked(said));
    expect((operational.value / TONNE).toFixed(1)).toBe('24.7');
    expect((embodied.value / TONNE).toFixed(1)).toBe('11.2');
  });
});

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const run = fc.record({
  hours: positive(1, 1e9),
  watts: positive(10, 5000),
  pue: positive(1, 2),
  grams: positive(10, 1000),
  network: positive(0, 0.5),
  chip: positive(0, 1000),
  server: positive(0, 1000),
  accelerators: positive(1, 1e6),
});

describe('relations', () => {
  test('twice the hours are twice the energy and the carbon, at the same power', () => {
    fc.assert(
      fc.property(run, (said) => {
        const once = footprint(asked(said));
        const twice = footprint(asked({ ...said, hours: said.hours * 2 }));
        expect(twice.energy.value / once.energy.value).toBeCloseTo(2, 9);
        expect(twice.total.value / once.total.value).toBeCloseTo(2, 9);
        expect(twice.sitePower!.value).toBeCloseTo(once.sitePower!.value, 6);
      }),
    );
  });
  test('layers add up to the meter, electricity and machines to the total; the grid does not touch the machines', () => {
    fc.assert(
      fc.property(run, (said) => {
        const result = footprint(asked(said));
        const sum = result.layers.reduce((all, { joules }) => all + joules, 0);
        expect(sum / result.energy.value).toBeCloseTo(1, 9);
        expect(result.operational.value + result.embodied.value).toBeCloseTo(result.total.value, 6);
        const dirtier = footprint(asked({ ...said, grams: said.grams * 3 }));
        expect(dirtier.operational.value).toBeGreaterThan(result.operational.value);
        expect(dirtier.embodied.value).toBe(result.embodied.value);
      }),
    );
  });
  test('a range holds its value, and a wider input widens it', () => {
    fc.assert(
      fc.property(run, positive(0.01, 0.5), (said, width) => {
        const plain = asked(said);
        const pue = leaf('pue', said.pue, '1', said.pue / (1 + width), said.pue * (1 + width));
        const wide = footprint({ ...plain, facts: { ...plain.facts, pue } });
        expect(wide.energy.low).toBeLessThan(wide.energy.value);
        expect(wide.energy.high).toBeGreaterThan(wide.energy.value);
        expect(footprint(plain).energy.high).toBeCloseTo(wide.energy.value, 3);
      }),
    );
  });
});

describe('hours of the day', () => {
  const hourly = fc.array(positive(1, 1000), { minLength: 24, maxLength: 24 });
  test('over midnight and around the clock', () => {
    expect(lengthOf({ from: 22, to: 6 })).toBe(8);
    expect(lengthOf({ from: 9, to: 17 })).toBe(8);
    const ramp = Array.from({ length: 24 }, (_, i) => i);
    expect(meanOver(ramp, { from: 22, to: 2 })).toBe((22 + 23 + 0 + 1) / 4);
    expect(() => meanOver([1, 2], { from: 0, to: 1 })).toThrow('a day has 24 hours, not 2');
  });
  test('no stretch is cleaner than the cleanest, which is never dirtier than the day', () => {
    fc.assert(
      fc.property(hourly, fc.integer({ min: 1, max: 23 }), fc.integer({ min: 0, max: 23 }), (day, length, from) => {
        const best = cleanest(day, length);
        expect(lengthOf(best)).toBe(length);
        expect(best.mean).toBeLessThanOrEqual(meanOver(day, { from, to: (from + length) % 24 }) + 1e-9);
        expect(best.mean).toBeLessThanOrEqual(day.reduce((a, b) => a + b, 0) / 24 + 1e-9);
      }),
    );
  });
  test('carbon is energy times intensity hour by hour: the hours of a day add up to the day at its mean', () => {
    fc.assert(
      fc.property(
        run,
        hourly,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 23 }),
        (said, day, from, to) => {
          const hours = { from, to };
          const length = lengthOf(hours);
          const carbonOf = (grams: number, share: number) =>
            footprint(asked({ ...said, grams, hours: said.hours * share })).operational.value;
          let sum = 0;
          for (let i = 0; i < length; i++) sum += carbonOf(day[(from + i) % 24]!, 1 / length);
          expect(carbonOf(meanOver(day, hours), 1) / sum).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
