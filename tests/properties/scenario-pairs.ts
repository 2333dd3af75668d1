import fc from 'fast-check';

/** Two scenario files of one kind that can be held against each other, and what to look along: drawn from `die`, 0 to 1. */
export interface ScenarioPair {
  readonly a: Readonly<Record<string, unknown>>;
  readonly b: Readonly<Record<string, unknown>>;
  /** Which of the inputs and of the shared measures. */
  readonly over: number;
  readonly on: number;
  /** Whether only one of the two is turned. */
  readonly alone: 'a' | 'b' | null;
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Even ratios: a price of 1 and one of 100 are as likely as prices between. */
const across = (low: number, high: number) => between(Math.log(low), Math.log(high)).map(Math.exp);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const usd = (low: number, high: number) => across(low, high).map((x) => `${x} USD`);
const hourly = (low: number, high: number) => across(low, high).map((x) => `${x} USD/h`);

const own = fc.record({
  on: fc.record({
    accelerator: fc.constantFrom('h100-sxm', 'h200-sxm', 'b200-sxm', 'mi300x'),
    count: fc.integer({ min: 1, max: 128 }).map((n) => 8 * n),
  }),
  own: fc.record({
    years: between(0.5, 8),
    place: fc.constantFrom('virginia', 'shanghai', 'ireland'),
    utilisation: maybe(between(0.05, 1)),
    option: fc.constantFrom('on-demand', 'reserved', 'spot', 'own', 'api'),
  }),
  buy: fc
    .record({
      server: maybe(usd(1e3, 1e5)),
      wacc: maybe(between(0, 0.3)),
      worth: fc.constantFrom('half_life', 'book_life', 'decline', 'residual', null),
      share: between(0.05, 1),
      self_build: maybe(fc.boolean()),
    })
    .map(({ worth, share, ...rest }) => ({
      ...rest,
      ...(worth && { [worth]: worth.endsWith('life') ? share * 10 : share }),
    })),
  run: fc.record({
    housing: maybe(fc.constantFrom('colocation', 'hall', 'none')),
    hours: maybe(fc.constantFrom('even', 'cheapest')),
    pue: maybe(between(1, 2)),
    tariff: maybe(across(0.01, 0.5).map((x) => `${x} USD/kWh`)),
    people: maybe(between(0, 20)),
  }),
  rent: fc.record({
    price: hourly(0.5, 20),
    spot: hourly(0.2, 10),
    reserved: maybe(hourly(0.3, 15)),
    interruptions: maybe(between(0, 2)),
    fall: maybe(between(0, 0.5)),
  }),
  tokens: fc.record({ per_second: across(10, 1e4), api_price: usd(0.05, 50) }),
});

const made = fc.record({
  name: fc.constant('made'),
  area: between(20, 780),
  node: fc.constantFrom(3, 5, 7, 10, 14, 28),
  dies: fc.integer({ min: 1, max: 8 }),
  memory: maybe(across(8, 400).map((gb) => `${Math.round(gb)} GB`)),
  carrier: maybe(fc.constantFrom('organic', 'fan-out', 'silicon-interposer', 'glass-core')),
  yield: maybe(fc.constantFrom('poisson', 'murphy', 'negative-binomial')),
  needed: maybe(between(0.7, 1)),
  nre: maybe(usd(1e5, 1e9)),
  respins: maybe(between(0, 3)),
});
const bought = fc.record({
  name: fc.constant('bought'),
  unit: usd(1, 5e4),
  nre: maybe(usd(1e4, 1e8)),
  late: maybe(usd(1e4, 1e8)),
});
const chip = fc.oneof(
  { weight: 3, arbitrary: made.map((words) => ({ chip: words })) },
  { weight: 2, arbitrary: bought.map((words) => ({ chip: words })) },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constantFrom('h100-sxm', 'b200-sxm', 'mi300x').map((accelerator) => ({ accelerator })),
      chip: fc.record({ nre: maybe(usd(1e6, 1e9)) }),
    }),
  },
);

/** Curves that cross once, twice, often, touch, jump and step. */
const FORMULAS = [
  'p * x + q',
  'p * sqrt(x) + q / 10',
  'p * x * x / 100 + q',
  'q * 40 / x + p * x',
  'max(q, p * x)',
  'min(q * 2, p * x + q / 4)',
  'p * ceil(x / 8) * 8 + q / 3',
  'if(x > 40, p * x, q + p * x / 2)',
  'q + p * abs(x - 30)',
  'q * exp(0 - x / 50) + p * x / 3',
  'p * x * ln(x + 2) + q / 5',
  'p * floor(x / 10) * 9 + q / 2',
] as const;
const worksheet = fc
  .record({ formula: fc.constantFrom(...FORMULAS), p: across(0.1, 20), q: across(1, 2000), x: across(2, 200) })
  .chain(({ formula, p, q, x }) =>
    fc.record({ p: fc.constant(p), wide: between(1, 1.5) }).map(({ wide }) => ({
      worksheet: {
        answer: 'bill',
        lines: {
          x: { value: x, assumption: 'drawn' },
          p: { value: p, low: p / wide, high: p * wide, assumption: 'drawn' },
          q: { value: q, assumption: 'drawn' },
          bill: { formula },
        },
      },
    })),
  );

const train = fc.record({
  train: fc.record({
    model: fc.constantFrom('gpt2', 'llama-3.1-8b'),
    tokens: across(1, 2000).map((b) => `${Math.round(b)}B`),
    sequence: fc.constant(1024),
    batch: fc.constant(512),
  }),
  on: fc.record({ accelerator: fc.constantFrom('h100-sxm', 'mi300x', 'h200-sxm'), count: fc.constant(8) }),
  strategy: fc.constant({ tp: 1, pp: 1, dp: 8, zero: 1, micro_batch: 1 }),
  economics: fc.record({ price: hourly(0.5, 10), pue: maybe(between(1, 2)) }),
});

const pairOf = <T extends object>(kind: fc.Arbitrary<T>): fc.Arbitrary<ScenarioPair> =>
  fc.record({
    a: kind.map(plain),
    b: kind.map(plain),
    over: between(0, 1),
    on: between(0, 1),
    alone: fc.constantFrom(null, null, 'a' as const, 'b' as const),
  });

/** As a file would have it: nothing that is undefined. */
const plain = (of: object) => JSON.parse(JSON.stringify(of)) as Record<string, unknown>;

/** Pairs whose measures are formulas: renting and owning, chips, worksheets. */
export const formulaPairs = fc.oneof(pairOf(own), pairOf(chip), pairOf(worksheet));
/** Pairs of training runs: what is varied may be a formula of the run, or the model of it. */
export const trainPairs = pairOf(train);
