import { type Because, input } from '../../because/index.ts';
import { buildFittedMachine } from '../../cost/index.ts';
import type { Catalogue, Chip, System } from '../../facts/index.ts';
import type { Machine } from '../../machine/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { Ranged } from '../../training/answer.ts';
import { estimateStated } from '../estimate-train.ts';
import { refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { planFor } from '../plan-train.ts';
import { placeOf, serverOf } from '../scenario/place.ts';
import type { Scenario } from '../scenario/schema.ts';
import { settle } from '../scenario/setting.ts';
import { isGivenOnly } from '../scenario/strategy-words.ts';
import type { CarbonInput } from './carbon-input.ts';

/** Accelerators held for some hours: as said, or as planned. */
export interface HeldRun {
  readonly chip: Chip;
  readonly system?: System;
  readonly machine: Machine;
  readonly hours: Because;
  readonly accelerators: number | null;
  readonly wall: Ranged | null;
  readonly modelName: string | null;
  readonly assumed: readonly Assumed[];
}

const exactly = (value: number, unit: string): Ranged => ({ value, low: value, high: value, unit });
const HOUR = 3600;

/** The run that a question is about. Throws InputError where neither hours nor a network are said. */
export function heldRun(context: Context, asked: CarbonInput): HeldRun {
  const { carbon: words = {}, ...scenario } = asked;
  if (scenario.train) {
    if (words.hours !== undefined || words.duration !== undefined)
      throw refuse('two-ways', words.hours === undefined ? 'carbon.duration' : 'carbon.hours', {
        value: 'train.model, hours',
        nearest: ['hours', 'model'],
      });
    return plannedRun(context, { ...scenario, train: scenario.train });
  }
  return statedRun(context.catalogue, asked);
}

function statedRun(catalogue: Catalogue, { on, carbon: { hours, duration } = {} }: CarbonInput): HeldRun {
  const { count } = on;
  const assumed: Assumed[] = [];
  const { chip, system, fabric } = placeOf(catalogue, on, on.accelerator, assumed);
  const machine = buildFittedMachine(catalogue, {
    chip,
    count: count ?? serverOf(system),
    system,
    fabric,
    assumed: () => {},
  });
  const held = hours ?? (count !== undefined && duration !== undefined ? (count * duration) / HOUR : undefined);
  if (held === undefined) throw refuse('missing', 'carbon.hours', { values: { flag: '--hours' } });
  if (hours !== undefined && count !== undefined && duration !== undefined)
    throw refuse('two-ways', 'carbon.hours', { value: 'hours, count × duration', nearest: ['hours'] });
  const accelerators = count ?? (duration === undefined ? null : (held * HOUR) / duration);
  const wall = duration ?? (accelerators === null ? null : (held * HOUR) / accelerators);
  return {
    chip,
    ...(system && { system }),
    machine,
    hours: input('accelerator_hours', held, 'h'),
    accelerators,
    wall: wall === null ? null : exactly(wall, 's'),
    modelName: null,
    assumed,
  };
}

function plannedRun(context: Context, scenario: Scenario): HeldRun {
  const setting = settle(context.catalogue, scenario);
  const given = Object.keys(scenario.strategy ?? {}).some(isGivenOnly);
  const estimate = given ? estimateStated(setting) : planFor(context, setting).best;
  const { chip, system, machine, network, problem } = setting;
  if (!estimate)
    throw refuse('study-rule', 'train', { values: { rule: 'no-plan', chip: chip.name, count: machine.count } });
  const { acceleratorHours, wallSeconds } = estimate.run;
  const { value, low, high } = acceleratorHours;
  return {
    chip,
    ...(system && { system }),
    machine,
    hours: {
      ...input('accelerator_hours', value, 'h'),
      kind: 'formula',
      formula: 'plan',
      source: problem.preset,
      low,
      high,
    },
    accelerators: machine.count,
    wall: wallSeconds,
    modelName: network.architecture.name,
    assumed: setting.assumed,
  };
}
