import { type Because, derive, input } from '../../because/index.ts';
import { baseValue, type Catalogue, cited, type Fact } from '../../facts/index.ts';
import type { Reliability } from '../problem.ts';
import { checkpointWriteSeconds } from './terms.ts';

/** The catalogue's constants that a run's defaults stand on. */
export const RUN_CONSTANTS = {
  hoursPerInterruption: 'accelerator-hours-per-interruption',
  restart: 'restart-seconds',
  writeBandwidth: 'checkpoint-write-bandwidth-per-accelerator',
  bytesPerParameter: 'checkpoint-bytes-per-parameter',
} as const;

/**
 * How a machine of `accelerators` is taken to fail when the user does not say: published rates of interruption and restart,
 * the time to write `checkpointBytes` at a published rate, checkpoints at the Young-Daly optimum. The reason's children are
 * named accelerator_hours_per_interruption, restart_seconds and checkpoint_seconds. Throws where a constant is missing.
 */
export function defaultReliability(
  catalogue: Catalogue,
  accelerators: number,
  checkpointBytes: number,
): { readonly reliability: Reliability; readonly because: Because } {
  const perInterruption = cited(
    'accelerator_hours_per_interruption',
    constantOf(catalogue, RUN_CONSTANTS.hoursPerInterruption),
  );
  const restart = cited('restart_seconds', constantOf(catalogue, RUN_CONSTANTS.restart));
  const written = constantOf(catalogue, RUN_CONSTANTS.writeBandwidth);
  const scale = baseValue({ value: 1, unit: written.unit });
  const bandwidth: Because = {
    ...cited('write_bandwidth', written),
    value: written.value * scale,
    low: written.low === undefined ? undefined : written.low * scale,
    high: written.high === undefined ? undefined : written.high * scale,
    unit: 'B/s',
  };
  const save = derive('checkpoint_seconds', checkpointWriteSeconds, [
    input('checkpoint_bytes', checkpointBytes, 'B'),
    input('accelerators', accelerators, '1'),
    bandwidth,
  ]);
  return {
    reliability: {
      acceleratorHoursPerInterruption: perInterruption.value,
      restartSeconds: restart.value,
      checkpointSeconds: save.value,
      checkpointEverySeconds: null,
    },
    because: {
      name: 'reliability',
      value: perInterruption.value,
      unit: 'h',
      kind: 'assumption',
      source: 'published runs',
      inputs: [perInterruption, restart, save],
    },
  };
}

/** Bytes of a full training checkpoint, weights and optimizer, where the caller knows only the parameters. */
export const defaultCheckpointBytes = (catalogue: Catalogue, parameters: number): number =>
  parameters * baseValue(constantOf(catalogue, RUN_CONSTANTS.bytesPerParameter));

/** A constant's fact by id. Throws an Error naming the id where the catalogue lacks it. */
export function constantOf(catalogue: Pick<Catalogue, 'constants'>, id: string): Fact {
  const found = catalogue.constants.findLast((constant) => constant.id === id);
  if (!found) throw new Error(`constant "${id}" is not in the catalogue; it belongs in constants/run.yaml`);
  return found.fact;
}
