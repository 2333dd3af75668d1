import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import type { OwnComparison } from '../../report/index.ts';
import { readInput } from '../scenario/read.ts';
import { estimateServe } from '../serving/estimate-serve.ts';
import { compareOwn } from './compare-own.ts';
import { explainOwn } from './explain-own.ts';
import { type OwnScenario, ownScenarioSchema } from './own-schema.ts';

const catalogue = readCatalogue();
const context = { catalogue, today: '2026-11-29' };
const compare = (data: unknown): OwnComparison => compareOwn.run(context, readInput(ownScenarioSchema, data));
const row = ({ options }: OwnComparison, option: string) => options.find((o) => o.option === option)!;

/** An H100 as in the table that owning is checked against: 4 years, 10 % WACC, 5 % upkeep, 1.4 kW, PUE 1.25, 0.08 USD/kWh. */
const h100 = (hardware: number, utilisation: number, more: object = {}): OwnComparison =>
  compare({
    on: { accelerator: 'h100-sxm', count: 8 },
    own: { years: 4, utilisation },
    buy: { hardware: `${hardware} USD`, wacc: '10 %', upkeep: '5 %', residual: 0 },
    run: { housing: 'none', people: 0, watts: '1.4 kW', idle: 1, pue: 1.25, tariff: '0.08 USD/kWh' },
    rent: { price: '2.5 USD/h', fall: 0 },
    ...more,
  });

describe('the H100 table, through the operation', () => {
  // Epoch's bands of 2023 and 2025 and what an owned hour costs at 100, 70 and 40 % use.
  it.each([
    [34_641, [1.59, 2.26, 3.96]],
    [23_238, [1.11, 1.58, 2.77]],
  ] as const)('%d USD', (hardware, hours) => {
    const found = [1, 0.7, 0.4].map((use) => row(h100(hardware, use), 'own').perUsedHour.value);
    expect(found).toEqual(hours.map((usd) => expect.closeTo(usd, 2)));
  });

  it('breaks even at 41 % against 2.5 USD/h where idling draws nothing, at 44 % where it draws all', () => {
    const at = (idle: number) => {
      const run = { housing: 'none', people: 0, watts: '1.4 kW', idle, pue: 1.25, tariff: '0.08 USD/kWh' };
      return h100(23_238, 0.7, { run }).verdict.flip!.at;
    };
    expect(at(0)).toBeCloseTo(0.41, 2);
    expect(at(1)).toBeCloseTo(0.44, 2);
  });
});

describe('tokens that are served', () => {
  const served = { model: 'llama-3.1-70b', input: 1000, output: 300 };
  const asked = { on: { accelerator: 'h200-sxm', count: 64 }, own: { utilisation: '70 %' }, tokens: served };

  it('come at the rate of estimate serve, its range in the price of a million', () => {
    const { tokens, options } = compare(asked);
    const serve = estimateServe.run(
      context,
      readInput(estimateServe.input, {
        serve: { model: served.model },
        on: { accelerator: 'h200-sxm' },
        traffic: { input: served.input, output: served.output },
      }),
    );
    expect(tokens!.perSecond).toBe(serve.figures!.tokensPerSecondPerAccelerator.value);
    expect(tokens!.served).toEqual({ modelName: 'Llama 3.1 70B', input: 1000, output: 300 });
    for (const { perMillion, perUsedHour } of options) {
      expect(perMillion!.value).toBeCloseTo((perUsedHour.value * 1e6) / (3600 * tokens!.perSecond), 9);
      expect(perMillion!.high / perMillion!.value).toBeGreaterThan(perUsedHour.high / perUsedHour.value);
    }
  });

  it('explain themselves, and take the input of an API by their lengths', () => {
    const { node } = explainOwn.run(context, { scenario: readInput(ownScenarioSchema, asked), path: 'own_million' });
    expect(node.inputs!.map(({ name }) => name)).toEqual(['own', 'tokens_per_second']);
    const api = { ...asked, tokens: { ...served, api: 'groq-llama-3.3-70b' } };
    const said = { ...asked, tokens: { per_second: 1000, api: 'groq-llama-3.3-70b', input_per_output: 1000 / 300 } };
    expect(row(compare(api), 'api').perMillion!.value).toBeCloseTo(row(compare(said), 'api').perMillion!.value, 9);
  });

  it.each([
    [{ ...served, per_second: 1000 }, 'tokens.per_second'],
    [{ input: 1000 }, 'tokens.model'],
    [{ model: 'llama-9' }, 'tokens.model'],
  ])('refuse %j at %s', (tokens, path) => {
    expect(() => compare({ ...asked, tokens })).toThrow(path);
  });
});

describe('how sure a verdict is', () => {
  const of = (accelerator: string, more: object = {}) => compare({ on: { accelerator }, ...more });

  it('hangs on whether the ranges overlap, at the planned use where there is a flip', () => {
    const { kind, sure, turns, ownOverRent, reserved } = of('h100-sxm').verdict;
    expect({ kind, sure, low: ownOverRent.low < 0, high: ownOverRent.high > 0 }).toEqual({
      kind: 'flip',
      sure: false,
      low: true,
      high: true,
    });
    expect(reserved).toMatchObject({ kind: 'rent', sure: false, turns: [] });
    const { name, at, beyond, unit } = turns[0]!;
    expect({ name, beyond, unit }).toEqual({ name: 'on_demand', beyond: 'above', unit: 'USD/h' });
    const gap = (price: number) => of('h100-sxm', { rent: { price: `${price} USD/h` } }).verdict.ownOverRent.value;
    expect(gap(at * 1.001)).toBeLessThan(0);
    expect(gap(at * 0.999)).toBeGreaterThan(0);
  });

  it('is asked over all uses where there is no flip: at full use, what turns it makes owning win', () => {
    const { kind, sure, turns, reserved } = of('mi300x').verdict;
    expect([kind, sure, reserved!.kind, reserved!.sure]).toEqual(['rent', false, 'rent', true]);
    const full = (price: number) => {
      const asked = { own: { utilisation: 1 }, rent: { price: `${price} USD/h` } };
      return of('mi300x', asked).verdict.ownOverRent.value;
    };
    expect(turns[0]!.name).toBe('on_demand');
    expect(full(turns[0]!.at * 1.001)).toBeLessThan(0);
    expect(full(turns[0]!.at * 0.999)).toBeGreaterThan(0);
  });

  it('is sure where no range reaches the other', () => {
    const dear = of('mi300x', { rent: { price: '9 USD/h' }, own: { utilisation: 0.9 } }).verdict;
    expect(dear).toMatchObject({ kind: 'flip', sure: true, turns: [] });
    expect(
      of('mi300x', { rent: { price: '0.5 USD/h', reserved: '0.4 USD/h', spot: '0.1 USD/h' } }).verdict,
    ).toMatchObject({
      kind: 'rent',
      sure: true,
      reserved: { kind: 'rent', sure: true },
      cheapest: 'spot',
      cheapestSure: true,
    });
    expect(of('mi300x', { own: { option: 'on-demand' } }).verdict.statedSure).toBe(false);
  });
});

const H200 = { on: { accelerator: 'h200', count: 64 }, own: { years: 3, place: 'virginia', utilisation: '70 %' } };

describe('64 H200 for three years', () => {
  const virginia = compare(H200);
  const shanghai = compare({ ...H200, own: { ...H200.own, place: '上海' } });

  it('flips within its range, and both options cost the same there', () => {
    for (const { verdict } of [virginia, shanghai]) {
      const { at, low, high } = verdict.flip!;
      expect(low < at && at < high && high < 1).toBe(true);
      const there = compare({
        ...H200,
        own: { ...H200.own, place: verdict === virginia.verdict ? 'virginia' : 'shanghai', utilisation: at },
      });
      expect(row(there, 'own').perUsedHour.value / row(there, 'on-demand').perUsedHour.value).toBeCloseTo(1, 9);
      expect(there.verdict.ownOverRent.value / row(there, 'own').total.value).toBeCloseTo(0, 9);
    }
  });

  it('parts add up to the total; a year times the years too', () => {
    for (const answer of [virginia, shanghai]) {
      const { total, perYear } = row(answer, 'own');
      expect(answer.parts.reduce((sum, { usd }) => sum + usd, 0) / total.value).toBeCloseTo(1, 9);
      expect((perYear.value * 3) / total.value).toBeCloseTo(1, 12);
      const { chart } = answer;
      expect((chart!.ownStart + chart!.ownMonthly * 36 - chart!.resale) / total.value).toBeCloseTo(1, 9);
      expect((chart!.rentMonthly * 36) / row(answer, 'on-demand').total.value).toBeCloseTo(1, 12);
    }
  });

  it('the month of the picture is where both have paid the same', () => {
    const { chart } = compare({ ...H200, own: { ...H200.own, utilisation: 0.95 } });
    expect(chart!.crossing).toBeGreaterThan(0);
    const { ownStart, ownMonthly, rentMonthly, crossing } = chart!;
    expect((ownStart + ownMonthly * crossing!) / (rentMonthly * crossing!)).toBeCloseTo(1, 12);
    expect(compare({ ...H200, own: { ...H200.own, utilisation: 0.2 } }).chart!.crossing).toBeNull();
  });

  it('says what the law says of H200 in Shanghai, and nothing of the kind in Virginia', () => {
    expect(shanghai.notices.map(({ code }) => code)).toEqual([
      'licence-case-by-case',
      'customs-block',
      'rents-abroad',
      'no-demand-charge',
    ]);
    expect(virginia.notices).toEqual([]);
    const b200 = compare({ ...H200, on: { accelerator: 'b200', count: 64 }, own: { ...H200.own, place: 'shanghai' } });
    expect(b200.notices[0]!.code).toBe('licence-denied');
  });

  it('takes a rent in China where the catalogue has one, and a given rent where it has none', () => {
    const there = { own: { place: 'shanghai' } };
    expect(compare({ on: { accelerator: 'h20' }, ...there }).notices.map(({ code }) => code)).toEqual([
      'no-demand-charge',
    ]);
    const ascend = compare({ on: { accelerator: 'ascend910b2' }, ...there, rent: { price: '8 CNY/h' } });
    expect(row(ascend, 'on-demand').listed!.value).toBeCloseTo(8 / 7.0779, 6);
    expect(ascend.assumed.find(({ key }) => key === 'server_price')!.value).toBeGreaterThan(16_854);
  });

  it('has a price for every hour in Shanghai; work in the cheap hours pays less, waiting or not', () => {
    const { electricity } = shanghai;
    expect(electricity!.byHour).toBe(true);
    expect(electricity!.low / electricity!.high).toBeCloseTo(0.4 / 2.25, 9);
    const cheap = compare({ ...H200, own: { ...H200.own, place: 'shanghai' }, run: { hours: 'cheapest' } });
    expect(cheap.electricity!.working).toBeLessThan(electricity!.working);
    expect(row(cheap, 'own').total.value).toBeLessThan(row(shanghai, 'own').total.value);
    expect(virginia.electricity!.byHour).toBe(false);
  });

  it('counts a price from January as old on 29 November, and not on the day after', () => {
    const price = ({ assumed }: OwnComparison) => assumed.find(({ key }) => key === 'server_price')!;
    expect(price(virginia).age).toEqual({ date: '2026-01-08', days: 325, old: true });
    const fresh = compareOwn.run({ catalogue, today: '2026-01-09' }, readInput(ownScenarioSchema, H200));
    expect(price(fresh).age!.old).toBe(false);
    expect(price(compareOwn.run({ catalogue }, readInput(ownScenarioSchema, H200))).age!.days).toBeNull();
  });

  it('every number that is said replaces the one of the catalogue, and its range', () => {
    const said = compare({ ...H200, rent: { price: '3 USD/h' }, run: { pue: 1.1 } });
    expect(said.assumed.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['on_demand']));
    expect(said.assumed.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['pue']));
    expect(said.tornado.map(({ name }) => name)).not.toContain('on_demand');
    const yuan = compare({ ...H200, rent: { price: '21' }, economics: { currency: 'CNY', exchange_rate: 7 } });
    expect(row(yuan, 'on-demand').listed!.value).toBeCloseTo(3, 9);
  });

  it('knows each way of writing off, and what self-building saves', () => {
    expect(virginia.worths.map(({ method }) => method)).toEqual(['market', 'straight-line', 'declining-balance']);
    expect(virginia.worths[0]!.perUsedHour).toBeCloseTo(row(virginia, 'own').perUsedHour.value, 9);
    const built = compare({ ...H200, buy: { self_build: true } });
    const saved = row(virginia, 'own').total.value - row(built, 'own').total.value;
    expect(saved).toBeGreaterThan(0);
    expect(built.selfBuild!.saves).toBeCloseTo(virginia.selfBuild!.saves, 3);
  });

  it('compares tokens where a rate is given: dearer by the million at less use', () => {
    const tokens = { per_second: 1200, api: 'groq-llama-3.3-70b' };
    const busy = compare({ ...H200, tokens });
    const idle = compare({ ...H200, own: { ...H200.own, utilisation: 0.35 }, tokens });
    expect(row(idle, 'own').perMillion!.value).toBeGreaterThan(row(busy, 'own').perMillion!.value * 1.5);
    expect(row(busy, 'api').perMillion!.value).toBeCloseTo(0.79 + 3 * 0.59, 9);
    expect(row(idle, 'api').perMillion!.value).toBeCloseTo(row(busy, 'api').perMillion!.value, 9);
    const { perDay, capacity } = busy.tokens!;
    expect(perDay).toBeLessThan(capacity);
  });

  it('opens its numbers, and refuses what it does not have', () => {
    const explain = (path: string) =>
      explainOwn.run(context, { scenario: readInput(ownScenarioSchema, H200) as OwnScenario, path });
    expect(explain('own').node.value).toBeCloseTo(row(virginia, 'own').perUsedHour.value, 12);
    expect(explain('capital').node.inputs!.map(({ name }) => name)).toEqual(['hardware', 'wacc', 'years', 'residual']);
    expect(() => explain('kapital')).toThrow('unknown-path');
    expect(explain('capital').money!.currency).toBe('USD');
    expect(() => compare({ on: { accelerator: 'ascend910b2' } })).toThrow('no-rent');
    expect(() => compare({ on: { accelerator: 'mlu370x8' } })).toThrow('no-purchase');
    expect(() => compare({ ...H200, own: { place: 'atlantis' } })).toThrow('unknown-name');
    expect(() => compare({ ...H200, own: { utilisation: 70 } })).toThrow('share-or-percent');
  });
});
