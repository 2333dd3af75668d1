import type { Setting } from '../scenario/setting.ts';
import { billInputs } from './bill-inputs.ts';
import type { Data, NamedInput } from './kind.ts';
import { stated } from './settings.ts';
import type { TrainFacts } from './train.ts';

/** Inputs at which the best strategy may be another one: each value is a search of its own. */
export const SEARCHED: ReadonlySet<string> = new Set([
  'train.sequence',
  'train.batch',
  'on.count',
  'on.network',
  'on.memory',
  'limits.memory_headroom',
]);

/** Every number of a training scenario, as said or filled in. */
export function trainInputs(setting: Setting, facts: TrainFacts, data: Data): NamedInput[] {
  const { problem, machine, scenario } = setting;
  const { reliability } = problem;
  const said = (path: string) => stated(data, path) !== undefined;
  const around = (value: number, factor: number): readonly [number, number] => [value / factor, value * factor];
  const number = (
    path: string,
    unit: NamedInput['unit'],
    value: number,
    rest: Partial<NamedInput> & Pick<NamedInput, 'names'>,
  ): NamedInput => ({ path, unit, value, stated: said(path), usual: around(value, 10), pace: 'formula', ...rest });
  return [
    ...billInputs(facts, facts.priced, said),
    number('train.tokens', 'token', problem.tokens, { names: ['tokens', 'data', 'duration'] }),
    number('train.sequence', 'token', problem.sequence, {
      names: ['sequence', 'seq', 'context', 'length'],
      usual: around(problem.sequence, 8),
      doubling: true,
      pace: 'search',
    }),
    number('train.batch', '1', problem.globalBatch, {
      names: ['batch', 'global batch'],
      stated: said('train.batch') || said('train.batch_tokens'),
      usual: around(problem.globalBatch, 8),
      doubling: true,
      pace: 'search',
    }),
    number('on.count', '1', machine.count, {
      names: ['gpus', 'count', 'accelerators', 'volume'],
      usual: around(machine.count, 8),
      doubling: true,
      pace: 'search',
    }),
    ...(scenario.on.network === undefined
      ? []
      : [
          number('on.network', 'B/s', scenario.on.network, {
            names: ['network', 'bandwidth'],
            usual: around(scenario.on.network, 8),
            pace: 'search',
          }),
        ]),
    number('reliability.hours_per_interruption', 'GPU-h', reliability.acceleratorHoursPerInterruption, {
      names: ['failures', 'mtbf', 'interruptions'],
    }),
    number('reliability.restart', 's', reliability.restartSeconds, { names: ['restart'] }),
    number('reliability.checkpoint', 's', reliability.checkpointSeconds, { names: ['checkpoint'] }),
  ];
}
