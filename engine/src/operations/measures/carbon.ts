import type { Ranged } from '../../training/answer.ts';
import { type CarbonInput, carbonInput } from '../economics/carbon-input.ts';
import { estimateCarbon } from '../economics/estimate-carbon.ts';
import { InputError } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { readInput } from '../scenario/read.ts';
import type { Data, Measured, MeasureKind, MeasureName, NamedInput, Opened, Settings } from './kind.ts';
import { remembered, stated, withSettings } from './settings.ts';

const MEASURES: readonly MeasureName[] = [
  { key: 'carbon', unit: 'kgCO2e', better: 'smaller', names: ['total', 'co2', 'emissions'] },
  { key: 'carbon_operational', unit: 'kgCO2e', better: 'smaller', names: ['operational'] },
  { key: 'carbon_embodied', unit: 'kgCO2e', better: 'smaller', names: ['embodied', 'making'] },
  { key: 'energy', unit: 'J', better: 'smaller', names: ['electricity'] },
  { key: 'watts', unit: 'W', better: 'smaller', names: ['power', 'site power'] },
];
const COUNT = 'on.count';
const INTENSITY = 'carbon.intensity';
const PUE = 'economics.pue';

/** Energy and carbon of accelerator-hours, or of a run that is planned first. */
export const carbonKind: MeasureKind = { kind: 'carbon', of: (data) => 'carbon' in data, open };

function open(context: Context, data: Data): Opened {
  const asked = (settings: Settings): CarbonInput => readInput(carbonInput, withSettings(data, worded(settings)));
  const answer = remembered((settings) => estimateCarbon.run(context, asked(settings)));
  const base = answer(new Map());
  const words = asked(new Map());

  function figuresAt(settings: Settings): ReadonlyMap<string, Ranged | null> | null {
    try {
      const { operational, embodied, total, energy, sitePower } = answer(settings).figures;
      return new Map<string, Ranged | null>([
        ['carbon', total],
        ['carbon_operational', operational],
        ['carbon_embodied', embodied],
        ['energy', energy],
        ['watts', sitePower],
      ]);
    } catch (error) {
      if (error instanceof InputError) return null; // a PUE below one, more years than there are
      throw error;
    }
  }

  return {
    kind: 'carbon',
    title: [base.question.modelName, base.question.chipName].filter((name) => name !== null).join(', '),
    words: new Map([
      ['accelerator', base.question.chip],
      ...(base.grid.id === null ? [] : [['grid', base.grid.id] as const]),
    ]),
    inputs: inputsOf(data, words, base),
    measures: MEASURES,
    main: 'carbon',
    stake: null,
    at: (key, settings) => figuresAt(settings)?.get(key)?.value ?? Number.NaN,
    measured: (settings = new Map()): Measured => {
      const figures = figuresAt(settings);
      return {
        able: figures !== null,
        outcome: figures ? 'fits' : 'refused',
        values: new Map(MEASURES.map(({ key }) => [key, figures?.get(key) ?? null])),
        choice: new Map(),
        binds: null,
      };
    },
    error: () => null, // how far the watts may be off stands in the ranges of the answer
  };
}

/** Seconds and watts are said with their unit. */
const UNITS: Readonly<Record<string, string>> = { 'carbon.duration': 's', 'carbon.watts': 'W' };
const worded = (settings: Settings): ReadonlyMap<string, unknown> =>
  new Map([...settings].map(([path, value]) => [path, UNITS[path] ? `${value} ${UNITS[path]}` : value]));

type Answer = ReturnType<typeof estimateCarbon.run>;

/** What the file says and what facts fill in. Of hours and a duration, which exclude each other, the one that was said. */
function inputsOf(data: Data, { on, carbon = {}, train }: CarbonInput, { figures, assumed }: Answer): NamedInput[] {
  // A run that is planned is searched for again with every number that shapes it; the others are a formula of its hours.
  const pace = train ? 'search' : 'model';
  const one = (
    path: string,
    unit: NamedInput['unit'],
    value: number | undefined,
    names: readonly string[],
    more: Partial<NamedInput> = {},
  ): NamedInput[] =>
    value === undefined
      ? []
      : [
          {
            path,
            unit,
            value,
            stated: stated(data, path) !== undefined,
            usual: value > 0 ? [value / 10, value * 10] : [0, 1],
            pace,
            names,
            ...more,
          },
        ];
  /** A fact that fills a gap, with its range. */
  const filled = (key: string, said: number | undefined): Partial<NamedInput> & { readonly value?: number } => {
    const line = assumed.find((fact) => fact.key === key);
    if (said !== undefined || typeof line?.value !== 'number') return said === undefined ? {} : { value: said };
    const { value, low = value, high = value, source = key } = line;
    return { value, ...(low < value || high > value ? { range: { low, high, source } } : {}) };
  };
  const fact = (
    path: string,
    key: string,
    unit: NamedInput['unit'],
    said: number | undefined,
    more: Partial<NamedInput>,
  ) => {
    const { value, ...rest } = filled(key, said);
    return one(path, unit, value, [key.replaceAll('_', ' ')], { ...rest, ...more });
  };
  return [
    ...one('carbon.hours', 'GPU-h', carbon.hours, ['hours', 'gpu hours']),
    ...one('carbon.duration', 's', carbon.duration, ['duration', 'time']),
    ...one(COUNT, '1', train ? undefined : on.count, ['gpus', 'count', 'accelerators'], { step: 1 }),
    ...one('carbon.watts', 'W', carbon.watts, ['watts', 'power']),
    // A grid by name and an intensity exclude each other, so only where no grid was named can it be turned.
    ...(stated(data, 'economics.grid') === undefined && carbon.between === undefined
      ? one(INTENSITY, 'kgCO2e/kWh', figures.intensity, ['intensity', 'grid', 'carbon intensity'], { usual: [0.01, 1] })
      : []),
    ...one(PUE, '1', figures.pue, ['pue'], {
      ...filled('pue', statedNumber(data, PUE)),
      value: figures.pue,
      usual: [1, 2],
      log: false,
      within: [1, Number.POSITIVE_INFINITY],
    }),
    ...fact('carbon.years', 'years_used', 'year', carbon.years, { usual: [1, 10] }),
    ...fact('carbon.use', 'life_used', '1', carbon.use, { usual: [0.05, 1], log: false, within: [0.001, 1] }),
  ];
}

const statedNumber = (data: Data, path: string): number | undefined => {
  const said = stated(data, path);
  return typeof said === 'number' ? said : undefined;
};
