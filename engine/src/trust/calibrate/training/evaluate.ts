import {
  agedRates,
  type Machine,
  ratesOf,
  type ShareId,
  type Shares,
  sharesWith,
  type Values,
} from '../../../machine/index.ts';
import { type Preset, type PresetId, presetsWith, StrategyError } from '../../../training/index.ts';
import { stepOf } from '../../predict.ts';
import type { FitCase } from './fit-case.ts';

/** Errors ln(predicted / measured) of the cases under a table of values; NaN where the engine refuses the strategy. */
export function evaluate(cases: readonly FitCase[], values: Values, only?: (index: number) => boolean): Float64Array {
  const shares = sharesWith(values as Values<ShareId>);
  const presets = new Map(presetsWith(withMemory(values)).map((p) => [p.id, p]));
  const presetOf = (id: string): Preset | undefined => presets.get(id);
  const errors = new Float64Array(cases.length).fill(Number.NaN);
  cases.forEach((c, i) => {
    if (only && !only(i)) return;
    const problem = {
      ...c.one.problem,
      machine: machineWith(c.one.problem.machine, shares, c.one.softwareYears, values['software.yearly']!),
    };
    try {
      errors[i] = Math.log(stepOf({ ...c.one, problem }, presetOf).seconds / c.seconds);
    } catch (error) {
      if (!(error instanceof StrategyError)) throw error;
    }
  });
  return errors;
}

/** Values that decide bytes and not seconds are fitted apart (memory.ts): any will do here. */
const withMemory = (values: Values): Values<PresetId> =>
  ({ 'deepspeed.runtime': 1, 'deepspeed.fragmentation': 1, ...values }) as Values<PresetId>;

/** The machine with the rates that other shares give, under software of `years` ago. */
export function machineWith(machine: Machine, table: readonly Shares[], years: number, yearly: number): Machine {
  const { capacity, host, nvme, hostCapacity, serverPowerFactor } = machine.rates;
  const rates = ratesOf(machine.chip, { host, nvme, hostCapacity, serverPowerFactor }, table);
  return { ...machine, rates: { ...agedRates(rates, years, yearly), capacity } };
}

/** Which cases a change of one value can reach: those whose preset or chip family is built from it. */
export function reachedBy(id: string, values: Values): (one: FitCase) => boolean {
  const changed = { ...values, [id]: values[id]! * 1.5 };
  const differing = <T>(list: (v: Values) => readonly T[]): T[] => {
    const after = list(changed);
    return list(values).filter((item, i) => JSON.stringify(item) !== JSON.stringify(after[i]));
  };
  const presets = new Set(differing((v) => presetsWith(withMemory(v))).map((p) => p.id));
  const chips = new Set(differing((v) => sharesWith(v as Values<ShareId>)).flatMap((s) => s.architectures));
  if (id === 'software.yearly') return ({ one }) => one.softwareYears !== 0;
  return ({ one }) => presets.has(one.strategy.preset) || chips.has(one.problem.machine.chip.architecture);
}
