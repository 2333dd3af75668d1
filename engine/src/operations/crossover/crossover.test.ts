import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { FIXED_SEED, inputs } from '../../../../tests/effort.ts';
import { en } from '../../messages/en.ts';
import type { CrossoverReport } from '../../report/index.ts';
import { crossoverVerdict, inMoney } from '../../wording/index.ts';
import { type Data, type Opened, openScenario, type Settings } from '../measures/index.ts';
import { readInput } from '../scenario/read.ts';
import { crossoverOperation } from './crossover.ts';
import { findInput, findMeasure } from './find-named.ts';
import { flipsAlong } from './flips-along.ts';
import { axisOf } from './look-along.ts';

const catalogue = withKernels(readCatalogue());
const train = (accelerator: string, rest: Data = {}): Data => ({
  train: { model: 'llama-3.1-8b', tokens: '1T', sequence: 8192, batch: 512 },
  on: { accelerator, count: 64 },
  strategy: { tp: 2, pp: 1, dp: 32, zero: 1, micro_batch: 1 },
  ...rest,
});
const serve = (accelerator: string): Data => ({
  serve: { model: 'llama-3.1-8b', weights: 'fp8', tp: 1 },
  on: { accelerator },
  traffic: { input: 1024, output: 256 },
});
const ask = (a: Data, b: Data, words: Record<string, string>): CrossoverReport =>
  crossoverOperation.run(
    { catalogue },
    readInput(crossoverOperation.input, {
      scenarios: [
        { name: 'one', data: a },
        { name: 'two', data: b },
      ],
      ...words,
    }),
  );
const at = (data: Data) => openScenario({ catalogue }, data);
const SWAP = { a: 'b', b: 'a', tie: 'tie', neither: 'neither' } as const;

describe('crossover of two training runs', () => {
  const [h100, mi300x] = [train('h100-sxm'), train('mi300x')];
  const [one, two] = [at(h100), at(mi300x)];
  const report = ask(h100, mi300x, { over: 'a.price' });

  it('flips at the rent at which hours times rent are the other cost, to 1e-9', () => {
    const rent = two.at('cost', new Map()) / one.at('gpu_hours', new Map());
    expect(report.flips).toHaveLength(1);
    expect(report.flips[0]!.at / rent).toBeCloseTo(1, 9);
    expect(report.stretches.map(({ leader }) => leader)).toEqual(['a', 'b']);
    const { low, high, shifts } = report.flips[0]!;
    expect(low).toBeLessThan(rent);
    expect(high).toBeGreaterThan(rent);
    // The other's rent and both predictions are not known exactly; its own rent is the axis.
    const moved = shifts.map(({ of, path }) => `${of} ${path}`);
    expect(moved).toEqual(expect.arrayContaining(['b economics.price', 'a error', 'b error']));
    expect(moved).not.toContain('a economics.price');
    const other = shifts.find(({ of, path }) => of === 'b' && path === 'economics.price')!;
    const base = two.inputs.find(({ path }) => path === 'economics.price')!;
    expect(other.atHigh! / rent).toBeCloseTo(base.range!.high / base.value!, 9);
  });

  it('turns a batch that was said in tokens', () => {
    const { batch: _, ...rest } = h100.train as Data;
    const opened = at({ ...h100, train: { ...rest, batch_tokens: 512 * 8192 } });
    const settings = new Map([['train.batch', 1024]]);
    expect(opened.at('cost', settings)).toBe(one.at('cost', settings));
    expect(opened.at('cost', settings)).toBeGreaterThan(0);
  });

  it('swapping the two swaps the sides', () => {
    const swapped = ask(mi300x, h100, { over: 'b.price' });
    expect(swapped.flips.map(({ at: place, from, to }) => [place, from, to])).toEqual(
      report.flips.map(({ at: place, from, to }) => [place, SWAP[from], SWAP[to]]),
    );
    expect(swapped.now.leader).toBe(SWAP[report.now.leader]);
  });

  it('says who wins everywhere and where they come nearest', () => {
    const cheap = { ...mi300x, economics: { price: '0.1 USD/h' } };
    const { flips, stretches, nearest } = ask(h100, cheap, { over: 'tokens', from: '1T', to: '2T' });
    expect([flips.length, stretches.map(({ leader }) => leader)]).toEqual([0, ['b']]);
    expect(nearest!.at).toBeGreaterThanOrEqual(1e12);
    expect(nearest!.a).toBeGreaterThan(nearest!.b);
  });

  it('tells where a limit ends what is possible', () => {
    const late = { ...mi300x, limits: { deadline: '100 d' }, economics: { price: '0.5 USD/h' } };
    const { flips } = ask(h100, late, { over: 'tokens' });
    const limit = flips.find(({ kind }) => kind === 'limit')!;
    expect(limit.stops).toEqual({ side: 'b', outcome: 'too-slow' });
    expect(at(late).at('time', new Map([['train.tokens', limit.bracket[0]]])) / 86_400).toBeLessThanOrEqual(100);
  });

  it('maps two inputs: the edge runs where the two costs are equal', () => {
    const { map, over } = ask(h100, mi300x, { over: 'a.price', and: 'b.price' });
    expect(map!.over.of).toBe('b');
    const hours = [one, two].map((opened) => opened.at('gpu_hours', new Map()));
    let edges = 0;
    for (const { y, stretches } of map!.rows)
      for (const { high } of stretches.slice(0, -1)) {
        edges += 1;
        expect((high * hours[0]!) / (y * hours[1]!)).toBeCloseTo(1, 6);
      }
    expect(edges).toBeGreaterThan(5);
    expect(over.log).toBe(true);
  });

  it('looks at doublings where each look is a search, and stops when told', () => {
    const free = { ...h100, strategy: { tp: [2], pp: [1] } };
    const { over, searched, surelySeen } = ask(
      free,
      { ...mi300x, strategy: { tp: [2], pp: [1] } },
      { over: 'gpus', from: '16', to: '128' },
    );
    expect([over.places, searched]).toEqual([[16, 32, 64, 128], true]);
    expect(surelySeen).toBeCloseTo(1 / 3, 9);
    const words = {
      scenarios: [
        { name: 'one', data: h100 },
        { name: 'two', data: mi300x },
      ],
      over: 'price',
    };
    const context = { catalogue, onProgress: () => false };
    expect(crossoverOperation.run(context, readInput(crossoverOperation.input, words)).complete).toBe(false);
  });
});

describe('in another currency', () => {
  const [h100, mi300x] = [train('h100-sxm'), train('mi300x')];

  it('flips at the same place, told with the rate and its date; bare ends are in that currency', () => {
    const plain = ask(h100, mi300x, { over: 'a.price', from: '1', to: '6' });
    const { perUsd } = ask(h100, mi300x, { over: 'a.price', currency: 'JPY' }).money;
    const yen = ask(h100, mi300x, {
      over: 'a.price',
      from: String(perUsd),
      to: `${6 * perUsd} JPY/h`,
      currency: 'JPY',
    });
    expect(perUsd).toBeGreaterThan(50);
    expect(yen.over.low).toBeCloseTo(1, 9);
    expect(yen.flips[0]!.at / plain.flips[0]!.at).toBeCloseTo(1, 9);
    expect(yen.money.currency).toBe('JPY');
    expect(yen.assumed.find(({ key }) => key === 'exchange_rate')).toMatchObject({ value: perUsd, unit: 'JPY/USD' });
    expect(plain.assumed.some(({ key }) => key === 'exchange_rate')).toBe(false);
    const speaker = { locale: 'en', messages: en } as const;
    const [inYen, inDollars] = [crossoverVerdict(yen, inMoney(speaker, yen)), crossoverVerdict(yen, speaker)];
    const first = (text: string) => Number(/[\d.,]+/.exec(text.replace(/^.*?below /, ''))![0].replaceAll(',', ''));
    expect(inYen).toContain('JPY/h');
    expect(first(inYen) / first(inDollars)).toBeGreaterThan(perUsd * 0.98);
    expect(first(inYen) / first(inDollars)).toBeLessThan(perUsd * 1.02);
  });
});

describe('in the currency of its files', () => {
  const told = (a?: string, b?: string, currency?: 'EUR') => {
    const [one, other] = [train('h100-sxm'), train('mi300x')].map((data, i) => {
      const named = [a, b][i];
      return named === undefined ? data : { ...data, economics: { currency: named } };
    });
    return ask(one!, other!, { over: 'a.price', ...(currency && { currency }) }).money.currency;
  };
  it('is told where they agree, and an asked one goes before it', () => {
    expect(told('CNY', 'RMB')).toBe('CNY');
    expect(told('CNY')).toBe('CNY');
    expect(told('CNY', 'JPY')).toBe('USD');
    expect(told('CNY', 'CNY', 'EUR')).toBe('EUR');
  });
});

describe('crossover of two deployments', () => {
  it('finds along whole tokens the first prompt at which the other is better', () => {
    const report = ask(serve('h100-sxm'), serve('l40s'), { over: 'context', on: 'cost', from: '100', to: '20k' });
    const [h100, l40s] = [at(serve('h100-sxm')), at(serve('l40s'))];
    for (const { at: place, bracket, from } of report.flips) {
      expect(Number.isInteger(place)).toBe(true);
      const gap = (x: number) => {
        const settings = new Map([['traffic.input', x]]);
        return h100.at('cost_per_million', settings) - l40s.at('cost_per_million', settings);
      };
      expect(gap(bracket[0]) < 0).toBe(from === 'a');
      expect(gap(bracket[1]) < 0).toBe(from !== 'a');
    }
    expect(report.stretches.length).toBe(report.flips.length + 1);
  });
});

describe('names', () => {
  const [a, b] = [
    { name: 'one', opened: at(train('h100-sxm')) },
    { name: 'two', opened: at(train('mi300x')) },
  ];
  const served = { name: 'three', opened: at(serve('h100-sxm')) };
  it.each([
    ['price', 'economics.price'],
    ['rent', 'economics.price'],
    ['Economics.Price', 'economics.price'],
    ['gpus', 'on.count'],
    ['tokens', 'train.tokens'],
    ['seq', 'train.sequence'],
    ['global batch', 'train.batch'],
  ])('%s is %s', (typed, path) => expect(findInput(typed, a, b).a!.path).toBe(path));
  it('one side alone, and what only one has', () => {
    expect(findInput('b.price', a, b)).toMatchObject({ a: null, b: { path: 'economics.price' } });
    expect(() => findInput('restart', a, served)).toThrow('input-of-one');
    expect(() => findInput('prize', a, b)).toThrow('unknown-input');
    // Two kinds word one thing differently.
    expect(findInput('sequence', a, served)).toMatchObject({
      a: { path: 'train.sequence' },
      b: { path: 'traffic.input' },
    });
  });
  it('measures', () => {
    expect(findMeasure('days', a, b).key).toBe('time');
    expect(findMeasure(undefined, a, b).key).toBe('cost');
    expect(findMeasure('usdPerMTokens', served, served).key).toBe('cost_per_million');
    expect(() => findMeasure('watts', a, b)).toThrow('unknown-measure');
    expect(() => findMeasure(undefined, a, served)).toThrow('nothing-shared');
  });
  it('refuses a range without room', () =>
    expect(() => ask(train('h100-sxm'), train('mi300x'), { over: 'price', from: '3', to: '2' })).toThrow(
      'empty-range',
    ));
});

/** Scenarios that differ in every number that arithmetic turns: one solved run each, with other settings beneath. */
describe('random pairs of scenarios against scanning', () => {
  const solved = ['h100-sxm', 'mi300x', 'a100-80-sxm', 'h200-sxm'].map((chip) => at(train(chip)));
  const LIMITS = {
    'economics.price': [0.2, 20],
    'economics.pue': [1, 2],
    'train.tokens': [1e10, 1e14],
    'reliability.hours_per_interruption': [200, 1e6],
    'reliability.restart': [60, 7200],
    'reliability.checkpoint': [1, 600],
  } as const;
  const paths = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
  const side = fc.record({
    which: fc.constantFrom(...solved),
    shares: fc.tuple(...paths.map(() => fc.double({ min: 0, max: 1, noNaN: true }))),
  });
  const beneath = ({ which, shares }: { which: Opened; shares: readonly number[] }): Opened => {
    const base = new Map(
      paths.map((path, i) => [path as string, LIMITS[path][0] * (LIMITS[path][1] / LIMITS[path][0]) ** shares[i]!]),
    );
    return { ...which, at: (key: string, settings: Settings) => which.at(key, new Map([...base, ...settings])) };
  };
  const SCAN = 300;

  it('no flip is missed, roots hold to 1e-9, sides swap', () => {
    let flips = 0;
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom(...paths.flatMap((path) => [path, path, `a.${path}`, `b.${path}`])),
        fc.constantFrom('cost', 'time', 'energy'),
        (x, y, typed, on) => {
          const over = typed.replace(/^[ab]\./, '') as (typeof paths)[number];
          const [a, b] = [
            { name: 'a', opened: beneath(x) },
            { name: 'b', opened: beneath(y) },
          ];
          const along = findInput(typed, a, b);
          const measure = findMeasure(on, a, b);
          const axis = axisOf(
            along,
            { from: String(LIMITS[over][0]), to: String(LIMITS[over][1]) },
            { rates: {}, currency: 'USD' },
          );
          const look = (at: (x: number) => number, x: number) => at(x);
          const found = flipsAlong({ a, b, along, measure, axis, look }, false);
          const gap = (place: number) => {
            const turned = new Map([[over, place]]);
            const still = new Map<string, number>();
            return a.opened.at(on, along.a ? turned : still) - b.opened.at(on, along.b ? turned : still);
          };
          const place = (i: number) =>
            axis.log ? axis.low * (axis.high / axis.low) ** (i / SCAN) : axis.low + ((axis.high - axis.low) * i) / SCAN;
          let before = Math.sign(gap(place(0)));
          for (let i = 1; i <= SCAN; i++) {
            const now = Math.sign(gap(place(i)));
            if (now !== before && now !== 0 && before !== 0) {
              flips += 1;
              const [from, to] = [place(i - 1) * (1 - 1e-9), place(i) * (1 + 1e-9)];
              expect(found.flips.some((flip) => flip.at >= from && flip.at <= to)).toBe(true);
            }
            before = now;
          }
          for (const { at: root, bracket } of found.flips) {
            expect((bracket[1] - bracket[0]) / root).toBeLessThan(1e-9);
            expect(Math.sign(gap(bracket[0])) * Math.sign(gap(bracket[1]))).toBeLessThanOrEqual(0);
          }
          const swapped = flipsAlong({ a: b, b: a, along: { a: along.b, b: along.a }, measure, axis, look }, false);
          expect(swapped.flips.map(({ at: root, from }) => [root, from])).toEqual(
            found.flips.map(({ at: root, from }) => [root, SWAP[from]]),
          );
        },
      ),
      { numRuns: inputs(60), seed: FIXED_SEED, endOnFailure: true },
    );
    expect(flips).toBeGreaterThanOrEqual(inputs(60) / 10);
  });
});
