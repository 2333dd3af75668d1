import * as z from 'zod';
import { type Because, derive, input } from '../../because/index.ts';
import {
  bestWait,
  choosePrice,
  exchangeRate,
  exchangeRates,
  halfLife,
  middle,
  oneAtATime,
  pooledChange,
  priceSeries,
  rent,
  reproductionCost,
  type SpeedPrice,
  speedPrices,
  worthOfNow,
} from '../../economics/index.ts';
import { type Catalogue, cited } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { exactly, type StudyBlock, type StudyReport, tell } from '../../report/study.ts';
import type { Ranged } from '../../training/answer.ts';
import { constantOf } from '../../training/run/index.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { currencyField, money, quantity, readMoney, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { lookup } from '../scenario/lookup.ts';
import { citedLine, rateLine } from './cited-line.ts';
import { valueBecause } from './value-because.ts';

const value = later(() =>
  z.strictObject({
    cost: money('USD', { flag: 'cost' }).optional(),
    hours: quantity('GPU-h', { min: 0.1, max: 1e13 }, { flag: 'hours' }).optional(),
    benefit: money('USD', { flag: 'benefit' }).optional(),
    buy: money('USD', { flag: 'buy' }).optional(),
    horizon: quantity('1', { min: 1, max: 240 }, { flag: 'horizon' }).optional(),
    algorithms: quantity('year', { min: 0.05, max: 100 }, { flag: 'algorithms' }).optional(),
    compute: quantity('year', { min: 0.05, max: 1000 }, { flag: 'compute' }).optional(),
  }),
);

export const valueInput = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    value,
    on: z.strictObject({ accelerator: text({ flag: 'on' }).optional() }).optional(),
    economics: z.strictObject({ currency: currencyField().optional() }).optional(),
  }),
);
type ValueInput = z.output<typeof valueInput>;

/** What a trained model will cost to make again, and whether to train now, to wait or to buy. */
export const estimateValue = operation<ValueInput, StudyReport>({
  name: 'estimate-value',
  command: ['estimate', 'value'],
  sentence: 'estimateValue',
  input: valueInput,
  output: 'study',
  run: (context, asked) => answer(context, asked),
});

const MONTHS = [0, 6, 12, 18, 24, 36];
const HORIZON = 24;
const MAKER = 'NVIDIA';

interface Halves {
  readonly algorithms: Because;
  readonly compute: Because;
}

function answer({ catalogue }: Context, asked: ValueInput): StudyReport {
  const { value: words } = asked;
  const rates = exchangeRates(catalogue);
  const usd = (key: 'cost' | 'benefit' | 'buy') =>
    words[key] === undefined ? undefined : readMoney(`value.${key}`, words[key], 'USD', rates);
  const { cost, reason, assumed } = costOf(catalogue, asked, usd('cost'));
  const halves: Halves = {
    algorithms: own(catalogue, 'algorithms_halve', 'algorithmic-halving', words.algorithms),
    compute: own(catalogue, 'compute_halves', 'price-per-tflop-half-life', words.compute),
  };
  const after = (months: number) => over(halves, (a, c) => reproductionCost(cost, months / 12, a, c), 'USD');
  const now = over(halves, (a, c) => worthOfNow(cost, a, c), 'USD');
  const fall = over(halves, (a, c) => 1 - reproductionCost(1, 1, a, c), 'share');
  const horizon = words.horizon ?? HORIZON;
  const plans = plansOf(cost, usd('benefit'), usd('buy'), horizon, halves);
  const best = plans?.reduce((least, plan) => (plan.usd < least.usd ? plan : least));
  const rate = exchangeRate(catalogue, asked.economics?.currency ?? 'USD') ?? exchangeRate(catalogue, 'USD')!;
  return {
    study: 'worth',
    title: 'value',
    verdict: [
      ...(best
        ? [tell(best.key, { months: exactly(Number(best.months.toPrecision(2)), '1'), usd: exactly(best.usd, 'USD') })]
        : []),
      tell('verdict', { cost: exactly(cost, 'USD'), next: after(12), fall }),
    ],
    warm: best?.key === 'waitVerdict',
    told: [tell('rule', { now })],
    question: [tell('question', { cost: exactly(cost, 'USD'), horizon: exactly(horizon, '1') })],
    figures: [
      { key: 'cost', of: exactly(cost, 'USD') },
      ...MONTHS.slice(1).map((months) => ({ key: `cost_in_${months}_months`, of: after(months) })),
      { key: 'fall_a_year', of: fall },
      { key: 'worth_of_now', of: now },
      ...(plans ?? []).map((plan) => ({ key: `plan.${plan.key}`, of: exactly(plan.usd, 'USD') })),
      ...(best ? [{ key: 'months_of_best_plan', of: exactly(best.months, '1') }] : []),
    ],
    blocks: [
      ...(plans ? [planBars(plans, best!, horizon)] : []),
      {
        kind: 'bars',
        title: tell('monthsTitle'),
        rows: MONTHS.map((months) => ({
          label: exactly(months, '1'),
          value: after(months).value,
          text: [after(months)],
          marked: months === 0,
        })),
      },
      trendTable(catalogue),
      speedTable(catalogue),
    ],
    sections: [{ heading: 'pooling', lines: poolingLines(catalogue) }],
    assumed: [
      ...assumed,
      ...[halves.algorithms, halves.compute].flatMap((node) => (node.kind === 'fact' ? [citedLine(node)] : [])),
      ...rateLine(rate),
    ],
    money: { currency: rate.currency, perUsd: rate.perUsd },
    because: valueBecause({ cost: reason, ...halves, months: MONTHS.slice(1), after, fall, now }),
  };
}

/** Today's cost as said, or hours at today's rent. */
function costOf(catalogue: Catalogue, { value: words, on }: ValueInput, said: number | undefined) {
  if (said !== undefined && words.hours !== undefined)
    throw refuse('two-ways', 'value.cost', { value: 'cost, hours', nearest: ['cost'] });
  if (said !== undefined) return { cost: said, reason: input('cost', said, 'USD'), assumed: [] as Assumed[] };
  if (words.hours === undefined) throw refuse('missing', 'value.cost', { values: { flag: '--cost' } });
  const chip = lookup(catalogue.chips, on?.accelerator ?? 'h100-sxm', 'chip', 'on.accelerator');
  const chosen = choosePrice(catalogue, chip.id, 'rent-on-demand');
  if (!chosen) throw refuse('no-price', 'value.hours', { value: chip.name });
  return {
    cost: words.hours * chosen.because.value,
    reason: derive('cost', rent, [
      input('accelerator_hours', words.hours, 'GPU-h'),
      { ...chosen.because, name: 'price' },
    ]),
    assumed: [citedLine(chosen.because, { key: 'price', unit: 'USD/h' })],
  };
}

const own = (catalogue: Catalogue, name: string, id: string, stated: number | undefined): Because =>
  stated === undefined ? cited(name, constantOf(catalogue, id)) : input(name, stated, 'year');

/** A result of both half-lives, with its range from theirs. */
function over({ algorithms, compute }: Halves, of: (a: number, c: number) => number, unit: string): Ranged {
  const { effects: _, ...range } = oneAtATime(
    [algorithms, compute],
    (values) => of(values.get(algorithms.name)!, values.get(compute.name)!),
    unit,
  );
  return unit === 'share' ? { ...range, high: Math.min(1, range.high) } : range;
}

interface Plan {
  readonly key: 'nowVerdict' | 'waitVerdict' | 'buyVerdict' | 'neverVerdict';
  readonly months: number;
  /** What is paid and what is missed until the horizon. */
  readonly usd: number;
}

/** Train now; wait and train; buy answers until the horizon. Null where nobody says what a month is worth or what buying costs. */
function plansOf(
  cost: number,
  benefit: number | undefined,
  buy: number | undefined,
  horizon: number,
  { algorithms, compute }: Halves,
): Plan[] | null {
  if (benefit === undefined && buy === undefined) return null;
  const [a, c] = [algorithms.value, compute.value];
  // Until the model is there a month costs what it would have earned, or what buying it costs where that is less.
  const month = Math.min(benefit ?? Infinity, buy ?? Infinity);
  const wait = Math.min(horizon, bestWait(cost, month, a, c));
  return [
    { key: 'nowVerdict', months: 0, usd: cost },
    ...(wait > 0.05
      ? [{ key: 'waitVerdict' as const, months: wait, usd: reproductionCost(cost, wait / 12, a, c) + wait * month }]
      : []),
    ...(buy === undefined ? [] : [{ key: 'buyVerdict' as const, months: horizon, usd: buy * horizon }]),
    ...(benefit === undefined ? [] : [{ key: 'neverVerdict' as const, months: horizon, usd: benefit * horizon }]),
  ];
}

const planBars = (plans: readonly Plan[], best: Plan, horizon: number): StudyBlock => ({
  kind: 'bars',
  title: tell('plansTitle', { horizon: exactly(horizon, '1') }),
  rows: plans.map((plan) => ({
    label: { word: plan.key.replace('Verdict', '') },
    value: plan.usd,
    text: [exactly(plan.usd, 'USD')],
    marked: plan === best,
  })),
});

/** Same seller and part, by who sells. */
function trendTable(catalogue: Catalogue): StudyBlock {
  const series = priceSeries(catalogue, 'rent-on-demand');
  const groups = [
    ['hyperscalers', series.filter(({ hyperscaler }) => hyperscaler)],
    ['smallClouds', series.filter(({ hyperscaler }) => !hyperscaler)],
    ['everybody', series],
  ] as const;
  return {
    kind: 'table',
    title: tell('trendsTitle'),
    columns: ['who', 'pairs', 'change', 'falling'],
    rows: groups.map(([word, rows]) => [
      { word },
      exactly(rows.length, '1'),
      exactly(middle(rows.map(({ change }) => change)), 'share'),
      exactly(rows.filter(({ change }) => change < 0).length / rows.length, 'share'),
    ]),
  };
}

/** The best part of each year by price for speed, one maker. */
function speedTable(catalogue: Catalogue): StudyBlock {
  const best = bestOfYears(speedPrices(catalogue, MAKER));
  const half = halfLife(best);
  return {
    kind: 'table',
    title: tell('speedTitle', { maker: MAKER, half: half === null ? '–' : exactly(half, 'year') }),
    columns: ['year', 'part', 'paid', 'perTflops'],
    rows: best.map(({ year, chip, usd, usdPerTflops }) => [
      String(Math.floor(year)),
      chip,
      exactly(usd, 'USD'),
      exactly(usdPerTflops, 'USD'),
    ]),
  };
}

function bestOfYears(prices: readonly SpeedPrice[]): SpeedPrice[] {
  const years = new Map<number, SpeedPrice>();
  for (const price of prices) {
    const year = Math.floor(price.year);
    const known = years.get(year);
    if (!known || price.usdPerTflops < known.usdPerTflops) years.set(year, price);
  }
  // What could be bought in one year can be bought in the next: a year whose rows are all dearer adds nothing.
  let least = Number.POSITIVE_INFINITY;
  return [...years.values()]
    .toSorted((a, b) => a.year - b.year)
    .filter(({ usdPerTflops }) => {
      const better = usdPerTflops <= least;
      least = Math.min(least, usdPerTflops);
      return better;
    });
}

/** A line through everybody's prices says who was asked when, not what prices did. */
function poolingLines(catalogue: Catalogue) {
  const series = priceSeries(catalogue, 'rent-on-demand').filter(({ chip }) => chip === 'h100-sxm');
  const pooled = pooledChange(catalogue, 'rent-on-demand', 'h100-sxm');
  if (pooled === null || series.length === 0) return [];
  return [
    tell('pooled', {
      chip: 'H100',
      pooled: exactly(pooled, 'share'),
      paired: exactly(middle(series.map(({ change }) => change)), 'share'),
    }),
  ];
}
