import {
  atCount,
  HOURS_A_YEAR,
  hourOf,
  millionTokens,
  numbersOf,
  type OwnInput,
  type OwnNumbers,
  type OwnOption,
  type OwnSpread,
  rangeOver,
  uncertainOf,
} from '../../economics/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { monthsAfter } from '../../units/index.ts';
import type { Context } from '../operation.ts';
import { ownScenarioSchema } from '../own/own-schema.ts';
import { type OwnSetting, settleOwn } from '../own/settle-own.ts';
import { readInput } from '../scenario/read.ts';
import type { Data, Measured, MeasureKind, MeasureName, NamedInput, Opened, Settings } from './kind.ts';
import { remembered, stated } from './settings.ts';
import { ofFact } from './spread.ts';

const MEASURES: readonly MeasureName[] = [
  {
    key: 'cost_per_used_hour',
    unit: 'USD/h',
    better: 'smaller',
    names: ['hour', 'used hour', 'gpu hour', 'cost', 'usd'],
  },
  { key: 'cost_per_year', unit: 'USD', better: 'smaller', names: ['year', 'yearly'] },
  { key: 'cost_of_period', unit: 'USD', better: 'smaller', names: ['total', 'period', 'money', 'cost.usd'] },
  { key: 'cost_per_million', unit: 'USD', better: 'smaller', names: ['million', 'tokens', 'usd per million tokens'] },
];

/** A path of the file, its unit, what else people call it, and how many of the engine's units one of the file's is. */
interface Line {
  readonly path: string;
  readonly unit: NamedInput['unit'];
  readonly names: readonly string[];
  readonly per?: number;
  readonly usual?: readonly [number, number];
  readonly within?: readonly [number, number];
}

const SHARE = { usual: [0.01, 1], within: [0.01, 1] } as const;
const PART = { usual: [0, 1], within: [0, 1] } as const;
const LINES: Readonly<Partial<Record<OwnInput, Line>>> = {
  utilisation: { path: 'own.utilisation', unit: '1', names: ['utilisation', 'utilization', 'use'], ...SHARE },
  years: { path: 'own.years', unit: 'year', names: ['years', 'duration'], usual: [0.5, 10] },
  server_price: { path: 'buy.server', unit: 'USD', names: ['server', 'purchase price', 'capex'] },
  network_price: { path: 'buy.network', unit: 'USD', names: ['network price'] },
  storage_price: { path: 'buy.storage', unit: 'USD', names: ['storage price'] },
  wacc: { path: 'buy.wacc', unit: '1', names: ['wacc', 'interest'], usual: [0, 0.3] },
  upkeep: { path: 'buy.upkeep', unit: '1', names: ['upkeep'], usual: [0, 0.3] },
  people: { path: 'run.people', unit: '1', names: ['people', 'staff'] },
  salary: { path: 'run.salary', unit: 'USD', names: ['salary'] },
  watts: { path: 'run.watts', unit: 'W', names: ['watts', 'power'] },
  idle: { path: 'run.idle', unit: '1', names: ['idle'], ...PART },
  pue: { path: 'run.pue', unit: '1', names: ['pue'], usual: [1, 2], within: [1, Number.POSITIVE_INFINITY] },
  tariff: { path: 'run.tariff', unit: 'USD/kWh', names: ['tariff', 'electricity', 'electricity price'] },
  on_demand: { path: 'rent.price', unit: 'USD/h', names: ['price', 'rent', 'rental price', 'hourly'] },
  reserved: { path: 'rent.reserved', unit: 'USD/h', names: ['reserved'] },
  spot: { path: 'rent.spot', unit: 'USD/h', names: ['spot'] },
  interruptions: { path: 'rent.interruptions', unit: '1', names: ['interruptions'], usual: [0, 3] },
  lost_hours: { path: 'rent.lost', unit: 's', names: ['lost'], per: 3600 },
  rent_fall: { path: 'rent.fall', unit: '1', names: ['fall', 'rent fall'], usual: [0, 0.5], within: [0, 0.95] },
  tokens_per_second: { path: 'tokens.per_second', unit: 'token/s', names: ['tokens per second', 'served rate'] },
  api_price: { path: 'tokens.api_price', unit: 'USD', names: ['api price'] },
};
const WORTH: Readonly<Record<OwnSetting['wish']['depreciation'], Line>> = {
  market: { path: 'buy.half_life', unit: 'year', names: ['half life', 'depreciation'] },
  'straight-line': { path: 'buy.book_life', unit: 'year', names: ['book life', 'depreciation'] },
  'declining-balance': { path: 'buy.decline', unit: '1', names: ['decline', 'depreciation'], ...SHARE },
  given: { path: 'buy.residual', unit: '1', names: ['residual', 'resale'], ...PART },
};
type Numbers = Record<OwnInput, number>;
const COUNT = 'on.count';
const START = 'own.start';
const RESERVED = 'rent.reserved';
const MONTHS = 12;
/** Years ahead that are looked at when nobody says. */
const FORESEEN = 3;
/** Spot machines are taken away, and an API is no machine. */
const FIRM: readonly OwnOption[] = ['own', 'on-demand', 'reserved'];
const COLOCATION: Line = { path: 'run.colocation', unit: 'USD', names: ['colocation'], per: 1 / MONTHS };

/** Renting, owning or an API over some years; `own.option` says which, owning when it does not. */
export const ownKind: MeasureKind = { kind: 'own', of: (data) => 'own' in data, kernels: true, open };

function open({ catalogue, today }: Context, data: Data): Opened {
  const base = settleOwn(catalogue, readInput(ownScenarioSchema, data), today);
  const option: OwnOption = base.scenario.own?.option ?? 'own';
  const lineOf = (name: OwnInput): Line | undefined => {
    if (name === 'worth') return WORTH[base.wish.depreciation];
    if (name === 'housing') return base.wish.housing === 'colocation' ? COLOCATION : undefined;
    return LINES[name];
  };
  const named = Object.entries(base.facts.inputs).flatMap(([name, because]) => {
    const line = lineOf(name as OwnInput);
    return line ? [{ name: name as OwnInput, line, because }] : [];
  });
  const byPath = new Map<string, { readonly name: OwnInput; readonly per: number }>([
    ...named.map(({ name, line }) => [line.path, { name, per: line.per ?? 1 }] as const),
    [START, { name: 'start', per: 1 }],
  ]);

  /** Another count has other people and another network: only what hangs on it is looked up anew. */
  const counted = remembered((settings: Settings): OwnSetting => {
    const wish = { ...base.wish, accelerators: settings.get(COUNT)! };
    return { ...base, wish, facts: atCount(base.catalogue, base.facts, wish) };
  });
  const settingAt = (settings: Settings): OwnSetting => {
    const count = settings.get(COUNT);
    return count === undefined ? base : counted(new Map([[COUNT, count]]));
  };
  const plain = new WeakMap<OwnSetting, OwnNumbers>();
  function plainOf(setting: OwnSetting): OwnNumbers {
    const known = plain.get(setting);
    if (known) return known;
    const named = Object.entries(setting.facts.inputs).map(([name, { value }]) => [name, value] as const);
    const numbers = numbersOf(new Map<string, number>(named));
    plain.set(setting, numbers);
    return numbers;
  }

  function numbersAt(setting: OwnSetting, settings: Settings): Numbers {
    const numbers: Numbers = { ...plainOf(setting) };
    for (const [path, value] of settings) turn(numbers, setting, settings, path, value);
    return numbers;
  }

  /** Puts one number in, and what is derived from it where nobody says otherwise. */
  function turn(numbers: Numbers, { facts }: OwnSetting, besides: Settings, path: string, value: number): void {
    const input = byPath.get(path);
    if (!input) return;
    numbers[input.name] = value / input.per;
    const { watts, rated_watts, on_demand, reserved } = facts.inputs;
    if (input.name === 'watts') numbers.rated_watts = (rated_watts!.value * value) / watts!.value;
    if (
      input.name === 'on_demand' &&
      !besides.has(RESERVED) &&
      reserved?.inputs?.some(({ name }) => name === 'on_demand')
    )
      numbers.reserved = (reserved.value * value) / on_demand!.value;
  }

  const figure = (key: string, n: OwnNumbers, { shape }: OwnSetting['facts']): number => {
    const hour = hourOf(option, n, shape);
    const year = hour * HOURS_A_YEAR * n.utilisation * shape.accelerators;
    switch (key) {
      case 'cost_per_used_hour':
        return hour;
      case 'cost_per_year':
        return year;
      case 'cost_of_period':
        return year * n.years;
      case 'cost_per_million':
        return millionTokens(hour, n.tokens_per_second);
      default:
        return Number.NaN;
    }
  };

  const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

  function at(key: string, settings: Settings): number {
    const setting = settingAt(settings);
    return finite(figure(key, numbersAt(setting, settings), setting.facts));
  }

  function along(key: string, path: string, settings: Settings): (x: number) => number {
    if (path === COUNT) return (count) => at(key, new Map(settings).set(COUNT, count));
    const setting = settingAt(settings);
    const numbers = numbersAt(setting, settings);
    const turned = byPath.get(path);
    const { name, per } = turned ?? { name: null, per: 1 };
    const alone = name !== null && name !== 'watts' && name !== 'on_demand';
    return (x) => {
      if (alone) numbers[name] = x / per;
      else turn(numbers, setting, settings, path, x);
      return finite(figure(key, numbers, setting.facts));
    };
  }

  /** Of what can be counted on the cheapest: the decision of a file that does not state one. */
  function cheapest(n: OwnNumbers, { facts: { shape } }: OwnSetting): OwnOption {
    const costs = FIRM.map((one) => ({ one, hour: hourOf(one, n, shape) })).filter(({ hour }) => Number.isFinite(hour));
    return costs.reduce((best, rival) => (rival.hour < best.hour ? rival : best)).one;
  }

  function measured(settings: Settings = new Map()): Measured {
    const setting = settingAt(settings);
    const numbers = numbersAt(setting, settings);
    const uncertain = uncertainOf(
      Object.entries(setting.facts.inputs).flatMap(([name, { value, low = value, high = value }]): OwnSpread[] =>
        name === 'utilisation' || settings.has(lineOf(name as OwnInput)?.path ?? '')
          ? []
          : [{ name: name as OwnInput, value, low, high }],
      ),
    );
    const values = MEASURES.map(({ key, unit }): [string, Ranged | null] => {
      const ranged = rangeOver((n) => figure(key, n, setting.facts), numbers, uncertain);
      return [key, Number.isFinite(ranged.value) ? { ...ranged, unit } : null];
    });
    const able = values[0]![1] !== null;
    return {
      able,
      outcome: able ? 'fits' : 'refused',
      values: new Map(values),
      choice: new Map([['option', base.scenario.own?.option ?? cheapest(numbers, setting)]]),
      binds: null,
    };
  }

  const inputs = named.map(({ line, because }): NamedInput => {
    const { path, unit, names, per = 1, usual, within } = line;
    const said = stated(data, path) !== undefined;
    const scaled = { ...because, value: because.value * per, ...scaledEnds(because, per) };
    const { value } = scaled;
    return {
      path,
      unit,
      ...ofFact(scaled, said),
      usual: usual ?? (value > 0 ? [value / 10, value * 10] : [0, 1]),
      ...(usual && { log: false }),
      ...(within && { within }),
      pace: 'formula',
      names,
    };
  });
  const { accelerators, today: now } = base.facts.shape;
  const start: NamedInput = {
    path: START,
    unit: 'date',
    value: base.wish.start ?? now,
    stated: base.wish.start !== null,
    usual: [now, monthsAfter(now, FORESEEN * MONTHS)],
    within: [now, Number.POSITIVE_INFINITY],
    log: false,
    pace: 'formula',
    names: ['start', 'date', 'start date', 'when'],
  };
  const count: NamedInput = {
    path: COUNT,
    unit: '1',
    value: accelerators,
    stated: base.scenario.on.count !== undefined,
    usual: [Math.max(1, accelerators / 8), accelerators * 8],
    step: 1,
    pace: 'model',
    names: ['gpus', 'count', 'accelerators', 'volume'],
  };
  return {
    kind: 'own',
    title: `${accelerators} x ${base.chip.name}, ${option}`,
    words: new Map([
      ['accelerator', base.chip.id],
      ['place', base.site.id],
      ['option', option],
      ['housing', base.wish.housing],
      ['depreciation', base.wish.depreciation],
    ]),
    inputs: [...inputs, start, count],
    measures: MEASURES,
    main: 'cost_per_used_hour',
    stake: { key: 'cost_of_period', per: 'once' },
    at,
    along,
    measured,
    error: () => null,
  };
}

const scaledEnds = ({ low, high }: { readonly low?: number; readonly high?: number }, per: number) => ({
  ...(low !== undefined && { low: low * per }),
  ...(high !== undefined && { high: high * per }),
});
