import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { FIXED_SEED, inputs } from '../../../../tests/effort.ts';
import type { Catalogue, Price } from '../../facts/index.ts';
import { estimateTrain } from '../estimate-train.ts';
import { openScenario } from '../measures/index.ts';
import { readInput } from '../scenario/read.ts';
import { fewestThatDo } from './cause.ts';
import { withChanges } from './fact-changes.ts';
import { checkDecision, type Decision, factChanges, ranked, readWhen, watching } from './index.ts';

const catalogue = readCatalogue();
const run = (accelerator: string) => ({
  train: { model: 'gpt2', tokens: '10B', sequence: 1024, batch: 512 },
  on: { accelerator, count: 8 },
  strategy: { tp: 1, pp: 1, dp: 8, micro_batch: 8 },
});
const [H100, MI300X] = [
  { name: 'h100', data: run('h100-sxm') },
  { name: 'mi300x', data: run('mi300x') },
];
const costOf = (facts: Catalogue, data: object): number =>
  estimateTrain.run({ catalogue: facts }, readInput(estimateTrain.input, data)).figures!.cost!.value;
const decision = (scenarios: Decision['scenarios'], typed: string, near: number | null = null): Decision => ({
  name: 'mine',
  scenarios,
  when: readWhen({ catalogue }, typed, scenarios),
  near,
});
/** Prices of some chips times a factor each. */
const priced = (factors: ReadonlyMap<string, number>, base = catalogue): Catalogue => ({
  ...base,
  prices: base.prices.map((price): Price => {
    const factor = factors.get(price.chip);
    if (factor === undefined) return price;
    const { low, high, ...usd } = price.usd;
    return { ...price, usd: { ...usd, value: usd.value * factor } };
  }),
});

describe('when', () => {
  it('reads occasions as people write them', () => {
    const one = [H100];
    expect(readWhen({ catalogue }, 'best changes', one)).toEqual({ kind: 'best', measure: null });
    expect(readWhen({ catalogue }, 'best changes', [H100, MI300X])).toEqual({ kind: 'best', measure: 'cost' });
    expect(readWhen({ catalogue }, 'best energy changes', [H100, MI300X])).toEqual({ kind: 'best', measure: 'energy' });
    expect(readWhen({ catalogue }, 'verdict changes', one)).toEqual({ kind: 'verdict' });
    expect(readWhen({ catalogue }, 'cost.usd > 5e6', one)).toEqual({
      kind: 'rule',
      measure: 'cost',
      comparison: '>',
      limit: 5e6,
    });
    expect(readWhen({ catalogue }, 'days <= 2 d', one)).toMatchObject({ measure: 'time', limit: 172_800 });
    expect(() => readWhen({ catalogue }, 'soon', one)).toThrow('when-form');
    expect(() => readWhen({ catalogue }, 'watts > 5', one)).toThrow('unknown-measure');
  });
});

describe('a decision between two machines', () => {
  const [a, b] = [costOf(catalogue, H100.data), costOf(catalogue, MI300X.data)];
  const dearer = (factor: number) => priced(new Map([[b < a ? 'mi300x' : 'h100-sxm', factor]]));
  const ratio = Math.max(a, b) / Math.min(a, b);
  /** Half of the way to the flip. */
  const half = (ratio - 1) / 2;
  const both = decision([H100, MI300X], 'best changes', half);

  it('is told when its best flips, with the fact that did it and the money at stake', () => {
    const now = priced(
      new Map([
        ['a100-80-sxm', 3],
        ['l40s', 2],
      ]),
      dearer(ratio * 1.2),
    );
    const found = checkDecision({}, both, catalogue, now)!;
    expect([found.kind, found.before.answer, found.now.answer]).toEqual(
      b < a ? ['changed', 'mi300x', 'h100'] : ['changed', 'h100', 'mi300x'],
    );
    expect(found.facts.length).toBeGreaterThan(0);
    for (const { list, id } of found.facts)
      expect([list, now.prices.find((p) => p.id === id)!.chip]).toEqual(['prices', b < a ? 'mi300x' : 'h100-sxm']);
    const [x, y] = [costOf(now, H100.data), costOf(now, MI300X.data)];
    expect(found.stake! / Math.abs(x - y)).toBeCloseTo(1, 9);
  });

  it('is told when it comes near, once', () => {
    const near = dearer(ratio / (1 + half / 2));
    expect(checkDecision({}, both, catalogue, near)).toMatchObject({
      kind: 'near',
      now: { margin: expect.closeTo(half / 2, 6) },
    });
    expect(checkDecision({}, both, near, dearer(ratio / (1 + half / 4)))).toBeNull();
    expect(checkDecision({}, { ...both, near: null }, catalogue, near)).toBeNull();
  });

  it('says so where a scenario can no longer be read', () => {
    const gone = { ...catalogue, chips: catalogue.chips.filter(({ id }) => id !== 'mi300x') };
    const found = checkDecision({}, both, catalogue, gone)!;
    expect([found.now.answer, found.facts.map(({ id, kind }) => `${id} ${kind}`)]).toEqual([
      'unreadable',
      ['mi300x removed'],
    ]);
  });
});

describe('random updates of facts', () => {
  const cost = costOf(catalogue, H100.data);
  const chips = ['h100-sxm', 'mi300x', 'a100-80-sxm', 'h200-sxm'];
  const update = fc.array(fc.tuple(fc.constantFrom(...chips), fc.double({ min: 0.4, max: 2.5, noNaN: true })), {
    maxLength: 3,
  });
  const rule = fc.double({ min: 0.5, max: 2, noNaN: true });

  it('a rule: nothing is told where it holds as before, and no change is missed', () => {
    let told = 0;
    fc.assert(
      fc.property(update, rule, (changes, at) => {
        const limit = cost * at;
        const now = priced(new Map(changes));
        const watched: Decision = {
          ...decision([H100], 'cost > 1'),
          when: { kind: 'rule', measure: 'cost', comparison: '>', limit },
        };
        const found = checkDecision({}, watched, catalogue, now); // each has a limit of its own: what it was is reckoned anew
        const differs = cost > limit !== costOf(now, H100.data) > limit;
        expect(found !== null).toBe(differs);
        told += differs ? 1 : 0;
        if (found) for (const { id } of found.facts) expect(now.prices.find((p) => p.id === id)!.chip).toBe('h100-sxm');
      }),
      { numRuns: inputs(60), seed: FIXED_SEED },
    );
    expect(told).toBeGreaterThan(inputs(60) / 20);
  });

  it('a choice between two: the same', () => {
    const both = decision([H100, MI300X], 'best changes');
    const best = (facts: Catalogue) => costOf(facts, H100.data) <= costOf(facts, MI300X.data);
    const was = best(catalogue);
    const check = watching({}, both, catalogue);
    let told = 0;
    fc.assert(
      fc.property(update, (changes) => {
        const now = priced(new Map(changes));
        const differs = was !== best(now);
        expect(check(now) !== null).toBe(differs);
        told += differs ? 1 : 0;
      }),
      { numRuns: inputs(40), seed: FIXED_SEED },
    );
    expect(told).toBeGreaterThan(2);
  });
});

describe('random updates of every kind of fact that renting and owning hang on', () => {
  const of = (option: string) => ({
    name: option,
    data: { on: { accelerator: 'h200-sxm', count: 64 }, own: { years: 3, place: 'virginia', option } },
  });
  const options = [of('on-demand'), of('own')];
  const both = decision(options, 'best changes');
  const best = (facts: Catalogue): string => {
    const costs = options.map(
      ({ data }) => openScenario({ catalogue: facts }, data).measured().values.get('cost_per_used_hour')!.value,
    );
    return options[costs[0]! <= costs[1]! ? 0 : 1]!.name;
  };
  const was = best(catalogue);
  const check = watching({}, both, catalogue);
  const scaled = <T extends { readonly value: number }>({ value, ...rest }: T, factor: number): T =>
    ({ ...rest, value: value * factor, low: undefined, high: undefined }) as unknown as T;
  const update = fc.record({
    prices: fc.array(fc.tuple(fc.nat(), fc.double({ min: 0.3, max: 3, noNaN: true })), { maxLength: 30 }),
    constants: fc.array(fc.tuple(fc.nat(), fc.double({ min: 0.5, max: 2, noNaN: true })), { maxLength: 6 }),
    tariff: fc.double({ min: 0.2, max: 8, noNaN: true }),
  });
  const KNOWN = ['cluster-utilisation', 'wacc', 'upkeep-share', 'salary', 'colocation', 'worth-half-life'];
  const counted = catalogue.prices.flatMap(({ chip }, i) => (chip === 'h200-sxm' || chip === 'h100-sxm' ? [i] : []));
  const updated = ({
    prices,
    constants,
    tariff,
  }: {
    prices: [number, number][];
    constants: [number, number][];
    tariff: number;
  }): Catalogue => {
    const ofPrice = new Map(prices.map(([i, factor]) => [counted[i % counted.length]!, factor]));
    const ofConstant = new Map(constants.map(([i, factor]) => [KNOWN[i % KNOWN.length]!, factor]));
    return {
      ...catalogue,
      prices: catalogue.prices.map((price, i) =>
        ofPrice.has(i) ? { ...price, usd: scaled(price.usd, ofPrice.get(i)!) } : price,
      ),
      constants: catalogue.constants.map((one) =>
        ofConstant.has(one.id) ? { ...one, fact: scaled(one.fact, ofConstant.get(one.id)!) } : one,
      ),
      places: catalogue.places.map((site) =>
        site.id === 'virginia' && site.electricity ? { ...site, electricity: scaled(site.electricity, tariff) } : site,
      ),
    };
  };

  it('nothing is told while the same is cheaper, no change is missed, and what is told to have done it does', () => {
    let told = 0;
    fc.assert(
      fc.property(update, (drawn) => {
        const now = updated(drawn);
        const differs = was !== best(now);
        const found = check(now);
        expect(found !== null).toBe(differs);
        if (!found) return;
        told++;
        const does = (facts: typeof found.facts) => best(withChanges(catalogue, now, facts)) !== was;
        expect(does(found.facts)).toBe(true);
        for (const one of found.facts) expect(does(found.facts.filter((other) => other !== one))).toBe(false);
      }),
      { numRuns: inputs(100, 30), seed: FIXED_SEED },
    );
    expect(told).toBeGreaterThan(inputs(100, 30) / 20);
    expect(told).toBeLessThan(inputs(100, 30) * 0.9);
  });
});

describe('causes', () => {
  it('nothing can be left out of what is found, and it does it', () => {
    const sets = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        const all = Array.from({ length: 41 }, (_, i) => i);
        const does = (some: readonly number[]) => [one, other].some((set) => set.every((x) => some.includes(x)));
        const found = fewestThatDo(all, does);
        expect(does(found)).toBe(true);
        for (const x of found) expect(does(found.filter((y) => y !== x))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
  it('changes are told by entry and field', () => {
    const now = priced(new Map([['l40s', 2]]));
    const changes = factChanges(catalogue, now);
    expect(changes.length).toBe(catalogue.prices.filter(({ chip }) => chip === 'l40s').length);
    expect(changes[0]!.fields.map(({ path }) => path)).toContain('usd.value');
    expect(factChanges(catalogue, catalogue)).toEqual([]);
  });
  it('most money first', () => {
    const finding = (stake: number | null) => ({ stake }) as Parameters<typeof ranked>[0][number];
    expect(ranked([finding(null), finding(5), finding(7)]).map(({ stake }) => stake)).toEqual([7, 5, null]);
  });
});

describe('renting or owning, with neither stated', () => {
  it('is the cheapest that can be counted on, and changes when prices turn it', () => {
    const rented = [
      { name: 'h200', data: { on: { accelerator: 'h200-sxm', count: 64 }, own: { utilisation: '80 %' } } },
    ];
    const factors = (rents: number): Catalogue => ({
      ...catalogue,
      prices: catalogue.prices.map(
        (price): Price =>
          price.kind === 'purchase' ? price : { ...price, usd: { ...price.usd, value: price.usd.value * rents } },
      ),
    });
    const finding = checkDecision({}, decision(rented, 'best changes'), catalogue, factors(0.5));
    expect([finding!.before.answer, finding!.now.answer]).toEqual(['option own', 'option reserved']);
  });
});
