import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { inputs } from '../../../../tests/effort.ts';
import { hourOf, OWN_OPTIONS, ownedParts } from '../../economics/index.ts';
import type { OwnComparison } from '../../report/index.ts';
import { dayOfIso, isoDay } from '../../units/index.ts';
import { crossoverOperation } from '../crossover/crossover.ts';
import { readInput } from '../scenario/read.ts';
import { compareOwn } from './compare-own.ts';
import { explainOwn } from './explain-own.ts';
import { ownScenarioSchema } from './own-schema.ts';
import { settleOwn } from './settle-own.ts';

const catalogue = readCatalogue();
const today = '2026-11-29';
const context = { catalogue, today };
const H200 = { on: { accelerator: 'h200', count: 64 }, own: { years: 3, place: 'virginia', utilisation: '50 %' } };
const from = (start: string | number | undefined, more: object = {}) => ({
  ...H200,
  own: { ...H200.own, ...(start !== undefined && { start }) },
  ...more,
});
const compare = (data: unknown): OwnComparison => compareOwn.run(context, readInput(ownScenarioSchema, data));
const hour = ({ options }: OwnComparison, option: string) =>
  options.find((o) => o.option === option)!.perUsedHour.value;

describe('the start from which the other way wins', () => {
  const H100 = { on: { accelerator: 'h100-sxm' }, own: { utilisation: '80 %' } };
  const gap = (start?: string) =>
    compare({ ...H100, own: { ...H100.own, ...(start && { start }) } }).verdict.ownOverRent.value;

  it('is where owning has come to cost what rent does, within its range, and none is told where a start is said', () => {
    const { later } = compare(H100).verdict;
    expect(later).toMatchObject({ to: 'own', open: { high: true } });
    expect(gap()).toBeGreaterThan(0);
    expect(gap(later!.date)).toBeLessThan(0);
    expect(gap(isoDay(Math.floor(later!.at) - 1))).toBeGreaterThan(0);
    expect(later!.low <= later!.at && later!.at <= later!.high).toBe(true);
    expect(compare({ ...H100, own: { ...H100.own, start: '2028' } }).verdict.later).toBeNull();
  });

  it('is that of crossover over the start', () => {
    const file = (option: string) => ({ name: option, data: { ...H100, own: { ...H100.own, option } } });
    const { flips } = crossoverOperation.run(
      context,
      readInput(crossoverOperation.input, { scenarios: [file('on-demand'), file('own')], over: 'start' }),
    );
    const { at, low, high } = compare(H100).verdict.later!;
    expect([at, low, high].map(Math.round)).toEqual([flips[0]!.at, flips[0]!.low, flips[0]!.high].map(Math.round));
  });

  it('is none where the same way wins for the whole time foreseen', () =>
    expect(compare({ ...H100, rent: { price: '9 USD/h' } }).verdict.later).toBeNull());
});

describe('a later start', () => {
  it('begins today where nobody says one, and a wait is a date', () => {
    const now = compare(from(undefined));
    for (const start of [today, '2026-11', 'now', '0 days'])
      for (const { option } of now.options) expect(hour(compare(from(start)), option)).toBe(hour(now, option));
    expect(compare(from('18 months')).question.start!.date).toBe('2028-05-29');
    expect(compare(from(2028)).question.start).toMatchObject({ date: '2028-01-01' });
    expect(now.question.start).toBeNull();
  });

  it('falls rents by the yearly fall and sells machines at what they are worth then', () => {
    const years = (dayOfIso('2028-06-01')! - dayOfIso(today)!) / 365.2425;
    const rates = { rent: { fall: 0.1 }, buy: { half_life: 2 } };
    const [now, then] = [compare(from(undefined, rates)), compare(from('2028-06', rates))];
    for (const option of ['on-demand', 'reserved', 'spot'])
      expect(hour(then, option) / hour(now, option)).toBeCloseTo(0.9 ** years, 9);
    expect(then.upfront / now.upfront).toBeCloseTo(2 ** (-years / 2), 9);
    // The parts add up as ever, and what is left at the end is that of a cheaper machine.
    const total = then.options.find(({ option }) => option === 'own')!.total.value;
    expect(then.parts.reduce((sum, { usd }) => sum + usd, 0) / total).toBeCloseTo(1, 9);
    expect(then.chart!.resale / now.chart!.resale).toBeCloseTo(2 ** (-years / 2), 9);
    expect(then.notices.map(({ code }) => code)).toEqual(['start-moves']);
  });

  it('keeps the price of machines by books, and of an API', () => {
    const books = { buy: { book_life: 5 }, tokens: { per_second: 1000, api: 'groq-llama-3.3-70b' } };
    const [now, then] = [compare(from(undefined, books)), compare(from('2031', books))];
    for (const option of ['own', 'api']) expect(hour(then, option)).toBe(hour(now, option));
    expect(then.notices.map(({ code }) => code)).toEqual(['start-book', 'start-api', 'start-far']);
  });

  it('shows where it comes from', () => {
    const explain = (path: string) =>
      explainOwn.run(context, { scenario: readInput(ownScenarioSchema, from('2028-06')), path }).node;
    expect(explain('capital.hardware_at_start').inputs!.map(({ name }) => name)).toEqual([
      'hardware',
      'worth',
      'until_start',
    ]);
    expect(explain('on_demand').inputs![0]!.name).toBe('on_demand_at_start');
    expect(explain('own').value).toBeCloseTo(hour(compare(from('2028-06')), 'own'), 12);
    const plain = explainOwn.run(context, { scenario: readInput(ownScenarioSchema, from(undefined)), path: 'capital' });
    expect(plain.node.inputs![0]!.name).toBe('hardware');
  });

  it.each([
    ['2020', 'date-past'],
    ['2026-10', 'date-past'],
    ['soon', 'not-a-date'],
    ['2027-02-30', 'not-a-date'],
    ['2080', 'date-far'],
  ])('%s is refused', (start, code) => {
    expect(() => compare(from(start))).toThrow(`${code}: own.start`);
  });

  it('without a clock begins at the newest price', () => {
    const scenario = readInput(ownScenarioSchema, from('12 months'));
    const { facts } = settleOwn(catalogue, scenario, undefined);
    const newest = Math.max(...catalogue.prices.map(({ usd }) => dayOfIso(usd.date)!));
    expect(facts.shape.today).toBe(newest);
  });

  it('never raises what anything costs', () => {
    const { facts } = settleOwn(catalogue, readInput(ownScenarioSchema, from('2027')), today);
    const known = Object.fromEntries(Object.entries(facts.inputs).map(([name, { value }]) => [name, value]));
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(-900, 6000),
        number(1, 3000),
        fc.record({ rent_fall: number(0, 0.9), worth: number(0.3, 20), years: number(0.5, 10), wacc: number(0, 0.3) }),
        (after, later, told) => {
          const numbers = { ...known, ...told, start: facts.shape.today + after } as Parameters<typeof hourOf>[1];
          const then = { ...numbers, start: numbers.start + later };
          for (const option of OWN_OPTIONS) {
            const [a, b] = [hourOf(option, numbers, facts.shape), hourOf(option, then, facts.shape)];
            if (Number.isFinite(a)) expect(b, option).toBeLessThanOrEqual(a * (1 + 1e-12));
          }
          const paid = (n: typeof numbers) => ownedParts(n, facts.shape).hardware;
          // What is bought later costs what one that was bought before would be sold for.
          if (after >= 0) expect(paid(then) / paid(numbers)).toBeCloseTo(2 ** (-later / 365.2425 / told.worth), 9);
        },
      ),
      { numRuns: inputs(1000, 60) },
    );
  });
});

describe('a crossover over the start', () => {
  const file = (option: string, more: object = {}) => ({
    name: option,
    data: { ...H200, own: { ...H200.own, option, ...more } },
  });
  const ask = (a: object, b: object, more: object = {}, rough = false) => {
    const input = readInput(crossoverOperation.input, { scenarios: [a, b], over: 'start', ...more });
    return crossoverOperation.run({ ...context, rough }, input);
  };

  it('is where looking at every day finds it, and changes sides with the files', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 0.7, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.double({ min: 1, max: 6, noNaN: true }),
        (utilisation, fall, half_life) => {
          const data = (option: string) => ({
            name: option,
            data: { ...H200, own: { years: 3, utilisation, option }, rent: { fall }, buy: { half_life } },
          });
          const [own, rent] = [data('own'), data('on-demand')];
          const report = ask(own, rent, { from: '2026-12', to: '2030-12' }, true);
          const found = report.flips.map(({ at, from: before, to }) => [Math.floor(at), before, to]);
          const swapped = ask(rent, own, { from: '2026-12', to: '2030-12' }, true);
          const other = { a: 'b', b: 'a' } as const;
          expect(
            swapped.flips.map(({ at, from: before, to }) => [Math.floor(at), other[before as 'a'], other[to as 'a']]),
          ).toEqual(found);
          const { facts } = settleOwn(catalogue, readInput(ownScenarioSchema, own.data), today);
          const numbers = Object.fromEntries(Object.entries(facts.inputs).map(([name, { value }]) => [name, value]));
          const gap = (day: number) => {
            const n = { ...numbers, start: day } as Parameters<typeof hourOf>[1];
            return hourOf('own', n, facts.shape) - hourOf('on-demand', n, facts.shape);
          };
          const days: unknown[] = [];
          for (let day = dayOfIso('2026-12-01')!; day < dayOfIso('2030-12-01')!; day++)
            if (gap(day) > 0 !== gap(day + 1) > 0) days.push([day, ...(gap(day) > 0 ? ['b', 'a'] : ['a', 'b'])]);
          expect(found).toEqual(days);
        },
      ),
      { numRuns: inputs(100, 12) },
    );
  });

  it('tells dates beside days, and both cost the same from there on', () => {
    const report = ask(file('own'), file('on-demand'));
    const [flip] = report.flips;
    expect(report.over).toMatchObject({ path: 'own.start', unit: 'date', low: dayOfIso(today), dates: { low: today } });
    expect(flip!.dates!.at).toBe(isoDay(flip!.at));
    expect(flip!.dates!.low < flip!.dates!.at && flip!.dates!.at < flip!.dates!.high).toBe(true);
    const there = compare(from(flip!.dates!.at));
    expect(hour(there, 'own') / hour(there, 'on-demand')).toBeCloseTo(1, 3);
    // Each side's own range where they meet.
    for (const side of ['a', 'b'] as const) {
      const ranged = flip!.ranged![side]!;
      expect(ranged.low < ranged.value && ranged.value < ranged.high).toBe(true);
      expect(ranged.value / flip!.before[side]!).toBeCloseTo(1, 12);
    }
    // No what-if moves a date by a fifth of the days since 1970.
    const use = ask(file('own', { start: '2028' }), file('on-demand', { start: '2028' }), { over: 'utilisation' });
    expect(use.flips[0]!.shifts.map(({ path }) => path)).not.toContain('own.start');
  });

  it('takes a wait for an end, says when it looks too far, and refuses what is no date', () => {
    const far = ask(file('own'), file('on-demand'), { from: '6 months', to: '2035' });
    expect(far.over.dates).toEqual({ low: '2027-05-29', high: '2035-01-01', foreseen: '2029-11-29' });
    expect(ask(file('own'), file('on-demand'), { from: '2029' }).over.dates!.high).toBe('2032-01-01');
    expect(ask(file('own'), file('on-demand')).over.dates).not.toHaveProperty('foreseen');
    expect(() => ask(file('own'), file('on-demand'), { from: 'soon' })).toThrow('not-a-date: from soon');
    expect(() => ask(file('own'), file('on-demand'), { from: '2029', to: '2028' })).toThrow('empty-range');
  });
});
