import type { Because } from '../../because/index.ts';
import { inputsOf, oneAtATime } from '../../economics/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { type ChipInput, chipInput } from '../economics/chip-input.ts';
import { type ChipProject, chipProject, fixedAt, unitAlong, unitAt } from '../economics/chip-project.ts';
import { InputError } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { readInput } from '../scenario/read.ts';
import type { Data, Measured, MeasureKind, MeasureName, NamedInput, Opened, Settings } from './kind.ts';
import { ofFact } from './spread.ts';

const UNITS = 'chip.units';
/** A project that says no volume is looked at around this one. */
const USUAL_UNITS = 100_000;

/** A price of nothing is looked at up to this. */
const FROM_NOTHING: [number, number] = [0, 1000];
/** What does not change what a unit costs. */
const BESIDE: ReadonlySet<string> = new Set(['units', 'nre', 'respins', 'respin_share', 'late']);

const MEASURES: readonly MeasureName[] = [
  { key: 'project_cost', unit: 'USD', better: 'smaller', names: ['cost', 'total', 'cost.usd', 'money'] },
  { key: 'cost_per_unit', unit: 'USD', better: 'smaller', names: ['unit cost', 'each', 'per unit'] },
];

/** A chip that is designed and made, or bought: ASIC, FPGA or GPU by the number of units. */
export const chipKind: MeasureKind = { kind: 'chip', of: (data) => 'chip' in data, open };

function open(context: Context, data: Data): Opened {
  const asked: ChipInput = readInput(chipInput, data);
  const project = chipProject(context.catalogue, asked);
  const turned = turnable(project, asked);
  const inputs: NamedInput[] = turned.map(({ input }) => input);
  const nameOf = new Map(turned.map(({ input, name }) => [input.path, name]));
  const units = project.units ?? USUAL_UNITS;

  const values = (settings: Settings): ReadonlyMap<string, number> =>
    new Map([...settings].map(([path, value]) => [nameOf.get(path) ?? path, value]));

  /** NaN for a die that no wafer holds. */
  function usdOf(of: () => number): number {
    try {
      return of();
    } catch (error) {
      if (error instanceof RangeError || error instanceof InputError) return Number.NaN;
      throw error;
    }
  }

  /** What a unit costs along one input, NaN where it cannot be made. */
  function unitUsdAlong(set: ReadonlyMap<string, number>, name: string): (x: number) => number {
    try {
      const at = unitAlong(project, set, name);
      return (x) => usdOf(() => at(x));
    } catch (error) {
      if (error instanceof RangeError || error instanceof InputError) return () => Number.NaN;
      throw error;
    }
  }

  function along(key: string, path: string, settings: Settings): (x: number) => number {
    const name = nameOf.get(path);
    const set = new Map(values(settings));
    let count = settings.get(UNITS) ?? units;
    // What no unit's price hangs on.
    const each = name === undefined || BESIDE.has(name) ? usdOf(() => unitAt(project, set)) : null;
    const eachAt = each === null && name !== undefined ? unitUsdAlong(new Map(set), name) : () => each!;
    return (x) => {
      if (path === UNITS) count = x;
      else if (name !== undefined) set.set(name, x);
      const total = fixedAt(project, set) + count * eachAt(x);
      return key === 'cost_per_unit' ? total / count : total;
    };
  }

  const at = (key: string, settings: Settings): number => along(key, '', settings)(0);

  function measured(settings: Settings = new Map()): Measured {
    const uncertain = turned.filter(({ input }) => input.range && !settings.has(input.path));
    const nodes = uncertain.map(({ input }): Because => {
      const { low, high, source } = input.range!;
      return { name: input.path, value: input.value!, low, high, unit: input.unit, kind: 'fact', source };
    });
    const of = ({ key, unit }: MeasureName): Ranged => {
      const { effects: _, ...range } = oneAtATime(nodes, (moved) => at(key, new Map([...moved, ...settings])), unit);
      return range;
    };
    return {
      able: Number.isFinite(at('project_cost', settings)),
      outcome: 'fits',
      values: new Map(MEASURES.map((measure) => [measure.key, of(measure)])),
      choice: new Map(),
      binds: null,
    };
  }

  return {
    kind: 'chip',
    title: project.title,
    words: new Map([['name', project.title]]),
    inputs,
    measures: MEASURES,
    main: 'project_cost',
    stake: { key: 'project_cost', per: 'once' },
    at,
    along,
    measured,
    error: () => null, // how far a price may be off stands in the ranges of its inputs
  };
}

interface Turned {
  readonly input: NamedInput;
  /** Under which name the cost function knows it. */
  readonly name: string;
}

/** Volume, design, re-spins, delay, and the price of a unit or what it is made of. */
function turnable(project: ChipProject, { chip: words = {} }: ChipInput): Turned[] {
  const one = (
    path: string,
    name: string,
    node: Because,
    usual: readonly [number, number],
    more: Partial<NamedInput> = {},
  ): Turned => ({
    name,
    input: {
      path,
      unit: node.unit === 'USD' ? 'USD' : '1',
      usual,
      pace: 'formula',
      names: [],
      ...(node.unit === 'share' && { within: [0, 1] as const }),
      ...ofFact(node, node.kind === 'input'),
      ...more,
    },
  });
  const around = (value: number): [number, number] => (value === 0 ? FROM_NOTHING : [value / 10, value * 10]);
  const count: Because = { name: 'units', value: project.units ?? USUAL_UNITS, unit: '1', kind: 'input' };
  const { nre, respins, respinShare, late, unit, design } = project;
  return [
    one(UNITS, 'units', count, [100, 1e8], { names: ['volume', 'n'], stated: project.units !== null, log: true }),
    one('chip.nre', 'nre', nre, nre.value > 0 ? around(nre.value) : [0, 1e8], { stated: words.nre !== undefined }),
    one('chip.respins', 'respins', respins, [0, 3]),
    one('chip.respin_share', 'respin_share', respinShare, [0, 1]),
    one('chip.late', 'late', late, [0, Math.max(1e6, late.value * 10)]),
    ...(unit ? [one('chip.unit', 'unit', unit, around(unit.value))] : []),
    ...(design
      ? inputsOf(design).map((node) => one(`chip.${pathOf(node.name)}`, node.name, node, around(node.value)))
      : []),
  ];
}

/** `wafer_5nm` is `chip.wafer` in a file, where it means every die. */
const PATHS: Readonly<Record<string, string>> = { hbm_price: 'memory_price' };
const pathOf = (name: string): string => PATHS[name] ?? name;
