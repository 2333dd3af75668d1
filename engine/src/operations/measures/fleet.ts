import { placeFleet } from '../../decide/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { fleetAnswer } from '../fleet/fleet-answer.ts';
import { fleetSchema } from '../fleet/fleet-schema.ts';
import { settleFleet } from '../fleet/settle-fleet.ts';
import { InputError } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { readInput } from '../scenario/read.ts';
import type { Data, Measured, MeasureKind, MeasureName, NamedInput, Opened, Settings } from './kind.ts';
import { remembered, stated, withSettings } from './settings.ts';

const MEASURES: readonly MeasureName[] = [
  { key: 'fleet_cost', unit: 'USD', better: 'smaller', names: ['cost', 'cost.usd', 'total', 'money'] },
  { key: 'energy', unit: 'J', better: 'smaller', names: ['electricity'] },
  { key: 'fleet_value', unit: 'USD', better: 'larger', names: ['value', 'worth'] },
];

/** A portfolio of work placed on pools. The face has to bring a solver. */
export const fleetKind: MeasureKind = { kind: 'fleet', of: (data) => 'fleet' in data, kernels: true, open };

function open(context: Context, data: Data): Opened {
  const { solver } = context;
  if (!solver) throw new Error('a fleet is placed by a solver, which the face brings');
  // Only the placement: what would flip it is asked of the fleet itself, and not at every look.
  const answer = remembered((settings: Settings) => {
    const settled = settleFleet(context, readInput(fleetSchema, withSettings(data, settings)));
    const plan = placeFleet(settled.fleet, solver, { reasons: 'none' });
    return { settled, plan, report: fleetAnswer(settled, plan) };
  });
  const { settled } = answer(new Map());

  function figuresAt(settings: Settings) {
    try {
      const { report } = answer(settings);
      const { figures } = report;
      const value = figures?.value ?? null;
      const values = new Map<string, Ranged | null>([
        ['fleet_cost', figures?.cost ?? null],
        ['energy', figures?.energy ?? null],
        ['fleet_value', value === null ? null : { value, low: value, high: value, unit: 'USD' }],
      ]);
      return { report, values };
    } catch (error) {
      if (error instanceof InputError) return null;
      throw error;
    }
  }

  return {
    kind: 'fleet',
    title: settled.fleet.pools.map(({ name }) => name).join(', '),
    words: new Map([['objective', settled.fleet.objective]]),
    inputs: inputsOf(data, settled.fleet),
    measures: MEASURES,
    main: 'fleet_cost',
    stake: { key: 'fleet_cost', per: 'once' },
    at: (key, settings) => figuresAt(settings)?.values.get(key)?.value ?? Number.NaN,
    measured: (settings = new Map()): Measured => {
      const found = figuresAt(settings);
      const able = found?.report.outcome === 'placed';
      return {
        able,
        outcome: able ? 'fits' : found ? 'nowhere' : 'refused',
        values: new Map(MEASURES.map(({ key }) => [key, found?.values.get(key) ?? null])),
        // Where most of each work goes: what "the best changes" is about.
        choice: new Map((found?.report.workloads ?? []).map(({ name, where }) => [name, where[0]?.pool ?? '-'])),
        binds: null,
      };
    },
    error: () => null, // how far estimates may be off stands in the range of the cost
  };
}

type Fleet = ReturnType<typeof settleFleet>['fleet'];

/** Money of the whole and, of each pool, its accelerators and their rent, which are numbers of every period. */
function inputsOf(data: Data, { budget, pools }: Fleet): NamedInput[] {
  const one = (path: string, unit: NamedInput['unit'], value: number, names: readonly string[], step?: number) => ({
    path,
    unit,
    value,
    stated: stated(data, path) !== undefined,
    usual: [value / 4, value * 4] as const,
    pace: 'search' as const,
    names,
    ...(step && { step }),
  });
  const same = (values: readonly number[]): number | null => {
    const there = values.filter((value) => value > 0);
    return there.length > 0 && there.every((value) => value === there[0]) ? there[0]! : null;
  };
  return [
    ...(budget === null ? [] : [one('limits.budget', 'USD', budget, ['budget'])]),
    ...pools.flatMap(({ name, count, usdPerHour, lot }) => {
      const [held, price] = [same(count), same(usdPerHour)];
      // A dot in a name would be read as the way to another field.
      if (name.includes('.')) return [];
      return [
        ...(held === null
          ? []
          : [one(`fleet.pools.${name}.count`, '1', held, [`${name} count`, name], Math.max(1, lot))]),
        ...(price === null ? [] : [one(`fleet.pools.${name}.price`, 'USD/h', price, [`${name} price`])]),
      ];
    }),
  ];
}
