import { exchangeRate } from '../../economics/index.ts';
import { baseValue, type Catalogue } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { exactly, type Said, type StudyBlock, type StudyReport, tell } from '../../report/study.ts';
import {
  BESIROGLU,
  bestRepeatedSplit,
  bestSplit,
  flopFor,
  LAWS,
  lifetimeSplit,
  lossBetween,
  lossBy,
  REPEATED,
  spreadSplit,
  TRAIN_FLOP,
  whatBinds,
  worthOfTokens,
} from '../../training/index.ts';
import { typedCurrency } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { lookup } from '../scenario/lookup.ts';
import { readNetwork } from '../scenario/network.ts';
import { rateLine } from './cited-line.ts';
import { dataBecause } from './data-because.ts';
import { type DataInput, type DataWords, dataInput } from './data-input.ts';
import { type TrainingBudget, trainingBudget } from './training-budget.ts';

/** For a budget: how large, on how many tokens; what repeating, filtering, use and tuning change; which element binds. */
export const planData = operation<DataInput, StudyReport>({
  name: 'plan-data',
  command: ['plan', 'data'],
  sentence: 'planData',
  input: dataInput,
  output: 'study',
  run: (context, asked) => answer(context, asked),
});

/** Different tokens of text that anybody can use. */
const OPEN_TEXT = 15e12; // FineWeb, arXiv 2406.17557: 15 T tokens of filtered English from 96 crawls
/** Nothing larger has been trained: a limit that does not bind unless one is said. */
const LARGEST = 1e13;

/** One way to spend the budget, or to save it. */
interface Path {
  readonly key: 'optimum' | 'limited' | 'lifetime' | 'tuned';
  readonly parameters: number;
  readonly tokens: number;
  readonly epochs: number;
  readonly loss: number;
  readonly trainFlop: number;
  readonly allFlop: number;
}

function answer(context: Context, asked: DataInput): StudyReport {
  const { data } = asked;
  const budget = trainingBudget(context, asked);
  const flop = budget.flop.value;
  const unique = (data.unique ?? OPEN_TEXT) * (data.kept ?? 1) * (data.quality ?? 1);
  const best = spreadSplit(flop);
  const rate =
    exchangeRate(context.catalogue, asked.economics?.currency ?? typedCurrency(data.budget) ?? 'USD') ??
    exchangeRate(context.catalogue, 'USD')!;
  const binding = whatBinds(REPEATED, { flop, uniqueTokens: unique, parameters: data.most ?? LARGEST });
  const paths = pathsOf(context.catalogue, data, flop, unique);
  const ratio = best.tokens / best.parameters;
  const range = (value: number, { low, high }: { low: number; high: number }, unit: string) => ({
    value,
    low,
    high,
    unit,
  });
  return {
    study: 'scaling',
    title: 'plan data',
    verdict: [
      tell('verdict', {
        binds: { word: binding.binds === null ? 'nothing' : `${binding.binds}Binds` },
        parameters: range(best.parameters, best.parametersBetween, 'parameters'),
        tokens: range(best.tokens, best.tokensBetween, 'token'),
      }),
    ],
    warm: binding.binds !== 'compute' && binding.binds !== null,
    told: [
      tell('ratio', {
        ratio: exactly(ratio, '1'),
        loss: range(best.loss, lossBetween(best.loss), 'nats/token'),
      }),
      ...(budget.mfu ? [tell('fromHours', hoursValues(budget))] : []),
    ],
    question: [tell('question', { flop: budget.flop, unique: exactly(data.unique ?? OPEN_TEXT, 'token') })],
    figures: [
      { key: 'flop', of: budget.flop },
      { key: 'parameters', of: range(best.parameters, best.parametersBetween, 'parameters') },
      { key: 'tokens', of: range(best.tokens, best.tokensBetween, 'token') },
      { key: 'loss', of: range(best.loss, lossBetween(best.loss), 'nats/token') },
      ...Object.entries(binding.gain).map(([element, gain]) => ({
        key: `gain.${element}`,
        of: exactly(gain, 'nats/token'),
      })),
      ...paths.flatMap((path) => [
        { key: `${path.key}.parameters`, of: exactly(path.parameters, 'parameters') },
        { key: `${path.key}.tokens`, of: exactly(path.tokens, 'token') },
        { key: `${path.key}.epochs`, of: exactly(path.epochs, '1') },
        { key: `${path.key}.loss`, of: exactly(path.loss, 'nats/token') },
        { key: `${path.key}.flop`, of: exactly(path.allFlop, 'FLOP') },
      ]),
      ...LAWS.flatMap(({ id, law }) => [
        { key: `law.${id}.parameters`, of: exactly(bestSplit(law, flop).parameters, 'parameters') },
        { key: `law.${id}.tokens`, of: exactly(bestSplit(law, flop).tokens, 'token') },
      ]),
    ],
    blocks: [gainBars(binding), pathTable(paths), lawTable(flop), ...filterTable(data, flop)],
    sections: [{ heading: 'means', lines: reasons(data, flop, unique, paths) }],
    assumed: [...assumedOf(data, budget), ...rateLine(rate)],
    money: { currency: rate.currency, perUsd: rate.perUsd },
    because: dataBecause(budget, best, lossBetween(best.loss)),
  };
}

const hoursValues = ({ hours, mfu, chip, usd, stoodIn, plannedMfu }: TrainingBudget): Record<string, Said> => ({
  hours: exactly(hours!, 'GPU-h'),
  chip: chip!.name,
  mfu: { ...mfu!, unit: 'share' },
  usd: usd === null ? '' : exactly(usd, 'USD'),
  network: stoodIn ?? '',
  planned: plannedMfu ? exactly(plannedMfu.value, 'share') : '',
});

function pathsOf(catalogue: Catalogue, data: DataWords, flop: number, unique: number): Path[] {
  const best = bestSplit(BESIROGLU, flop);
  const limited = bestRepeatedSplit(REPEATED, flop, unique);
  const paths: Path[] = [
    {
      key: 'optimum',
      ...best,
      epochs: Math.max(1, best.tokens / unique),
      trainFlop: flop,
      allFlop: flop + used(best.parameters, data),
    },
    { key: 'limited', ...limited, trainFlop: flop, allFlop: flop + used(limited.parameters, data) },
  ];
  if (data.served !== undefined) {
    const one = lifetimeSplit(BESIROGLU, best.loss, data.served, data.serving_price ?? 1);
    paths.push({
      key: 'lifetime',
      ...one,
      epochs: Math.max(1, one.tokens / unique),
      trainFlop: one.trainingFlop,
      allFlop: one.trainingFlop + used(one.parameters, data),
    });
  }
  if (data.base !== undefined) paths.push(tunedPath(catalogue, data));
  return paths;
}

/** FLOP of use, weighed by its price against training. */
const used = (parameters: number, { served = 0, serving_price: price = 1 }: DataWords): number =>
  2 * price * parameters * served;

/** An open model that is tuned only: its loss is that of its own training by the law. */
function tunedPath(catalogue: Catalogue, data: DataWords): Path {
  const size = activeParameters(catalogue, data.base!);
  if (data.base_tokens === undefined)
    throw refuse('missing', 'data.base_tokens', { values: { flag: '--base-tokens' } });
  const tuned = data.tune ?? 1e9;
  const trainFlop = TRAIN_FLOP * size * tuned;
  return {
    key: 'tuned',
    parameters: size,
    tokens: data.base_tokens,
    epochs: 1,
    loss: lossBy(BESIROGLU, size, data.base_tokens),
    trainFlop,
    allFlop: trainFlop + used(size, data),
  };
}

/** As its makers publish them; of a config.json they are counted. */
function activeParameters(catalogue: Catalogue, base: NonNullable<DataWords['base']>): number {
  if (typeof base !== 'string') return readNetwork(catalogue, base, 'data.base').parameters.active;
  const entry = lookup(catalogue.models, base, 'model', 'data.base');
  const parameters = entry.activeParameters ?? entry.parameters;
  if (!parameters) throw refuse('unknown-name', 'data.base', { value: entry.id, values: { kind: 'model' } });
  return baseValue(parameters);
}

const ELEMENTS = ['compute', 'data', 'parameters'] as const;

function gainBars({ gain, binds }: ReturnType<typeof whatBinds>): StudyBlock {
  return {
    kind: 'bars',
    title: tell('gainTitle'),
    rows: ELEMENTS.map((element) => ({
      label: { word: element },
      value: Math.max(0, gain[element]),
      text: [exactly(Math.max(0, gain[element]) * 1000, 'mnats/token')],
      marked: element === binds,
    })),
  };
}

const pathTable = (paths: readonly Path[]): StudyBlock => ({
  kind: 'table',
  title: tell('pathsTitle'),
  columns: ['path', 'size', 'trained', 'epochs', 'loss', 'all'],
  rows: paths.map((path) => [
    { word: path.key },
    exactly(path.parameters, 'parameters'),
    exactly(path.tokens, 'token'),
    exactly(path.epochs, '1'),
    path.loss.toFixed(3),
    exactly(path.allFlop, 'FLOP'),
  ]),
});

const lawTable = (flop: number): StudyBlock => ({
  kind: 'table',
  title: tell('lawsTitle'),
  columns: ['law', 'size', 'trained', 'perParameter', 'loss'],
  rows: LAWS.map(({ id, law }) => {
    const { parameters, tokens, loss } = bestSplit(law, flop);
    return [
      { word: id },
      exactly(parameters, 'parameters'),
      exactly(tokens, 'token'),
      exactly(tokens / parameters, '1'),
      loss.toFixed(3),
    ];
  }),
  marked: [0],
});

/** Everything there is against what a filter keeps. */
function filterTable(data: DataWords, flop: number): StudyBlock[] {
  const { unique = OPEN_TEXT, kept, quality = 1 } = data;
  if (kept === undefined) return [];
  const whole = bestRepeatedSplit(REPEATED, flop, unique);
  const filtered = bestRepeatedSplit(REPEATED, flop * quality, unique * kept * quality);
  const breakEven = filterBreakEven(flop, unique, kept, whole.loss);
  return [
    {
      kind: 'table',
      title: tell('filterTitle', { quality: exactly(breakEven, '1') }),
      columns: ['filter', 'unique', 'epochs', 'loss'],
      rows: [
        [{ word: 'unfiltered' }, exactly(unique, 'token'), exactly(whole.epochs, '1'), whole.loss.toFixed(3)],
        [
          { word: 'filtered' },
          exactly(unique * kept, 'token'),
          exactly(filtered.epochs, '1'),
          filtered.loss.toFixed(3),
        ],
      ],
      marked: [filtered.loss < whole.loss ? 1 : 0],
    },
  ];
}

/** What a kept token must be worth for the filter to pay: the loss falls as it rises. */
function filterBreakEven(flop: number, unique: number, kept: number, wanted: number): number {
  let [low, high] = [0.1, 1 / kept + 1];
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    const { loss } = bestRepeatedSplit(REPEATED, flop * middle, unique * kept * middle);
    if (loss > wanted) low = middle;
    else high = middle;
  }
  return high;
}

function reasons(data: DataWords, flop: number, unique: number, paths: readonly Path[]) {
  const limited = paths.find(({ key }) => key === 'limited')!;
  const lifetime = paths.find(({ key }) => key === 'lifetime');
  const tuned = paths.find(({ key }) => key === 'tuned');
  const plain = paths[0]!;
  return [
    limited.epochs > 1
      ? tell('repeated', {
          epochs: exactly(limited.epochs, '1'),
          worth: exactly(worthOfTokens(REPEATED, limited.tokens, unique) / limited.tokens, 'share'),
        })
      : tell('enough', { unique: exactly(unique, 'token') }),
    ...(lifetime
      ? [
          tell('longer', {
            smaller: exactly(plain.parameters / lifetime.parameters, '1'),
            saved: exactly(1 - lifetime.allFlop / plain.allFlop, 'share'),
          }),
        ]
      : []),
    ...(tuned
      ? [
          tell(tuned.loss <= plain.loss ? 'tuneWins' : 'tuneLoses', {
            share: exactly(tuned.trainFlop / flop, 'share'),
            worth: exactly(flopFor(BESIROGLU, tuned.loss), 'FLOP'),
          }),
        ]
      : []),
    ...(data.most !== undefined && plain.parameters > data.most
      ? [tell('capped', { most: exactly(data.most, 'parameters') })]
      : []),
  ];
}

function assumedOf(data: DataWords, budget: TrainingBudget): Assumed[] {
  return [
    ...budget.assumed,
    ...(data.unique === undefined
      ? [{ key: 'unique', value: OPEN_TEXT, unit: 'token', source: 'https://arxiv.org/abs/2406.17557, 2024-06' }]
      : []),
    { key: 'law', value: 'Besiroglu et al.', source: 'https://arxiv.org/abs/2404.10102, 2024-04' },
    { key: 'repetition', value: 'Muennighoff et al.', source: 'https://arxiv.org/abs/2305.16264, 2023-05' },
  ];
}
