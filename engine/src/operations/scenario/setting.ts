import { buildFittedMachine } from '../../cost/index.ts';
import { type Catalogue, type Chip, findByName, type System } from '../../facts/index.ts';
import type { Machine } from '../../machine/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { PRESETS } from '../../training/presets.ts';
import type { Reliability, TrainingProblem } from '../../training/problem.ts';
import { defaultCheckpointBytes, defaultReliability } from '../../training/run/index.ts';
import type { Optimizer, Precision } from '../../training/strategy.ts';
import { stepFactor, stepFactorId } from '../../trust/calibrate/user/step-factor.ts';
import { refuse } from '../input-error.ts';
import {
  defaultBatch,
  defaultPrecision,
  defaultPreset,
  defaultSequence,
  defaultTokens,
  presetOfThen,
} from './defaults.ts';
import { type MoneyWords, readMoneyWords } from './money.ts';
import { type Network, readNetwork } from './network.ts';
import { ownFits, placeOf, serverOf } from './place.ts';
import type { Scenario } from './schema.ts';

/** A scenario with every name looked up and every gap filled; what was filled stands in `assumed`. */
export interface Setting {
  readonly scenario: Scenario;
  readonly network: Network;
  readonly chip: Chip;
  readonly system?: System;
  readonly machine: Machine;
  readonly problem: TrainingProblem;
  readonly money: MoneyWords;
  readonly assumed: readonly Assumed[];
}

/** Looks names up and fills gaps by cited rules. Throws InputError. */
export function settle(catalogue: Catalogue, scenario: Scenario): Setting {
  const { train } = scenario;
  const assumed: Assumed[] = [];
  const or = <T extends number | string>(stated: T | undefined, rule: () => Assumed & { value: T }): T => {
    if (stated !== undefined) return stated;
    const filled = rule();
    assumed.push(filled);
    return filled.value;
  };

  const network = readNetwork(catalogue, train.model);
  const { architecture, parameters, training } = network;
  const placed = place(catalogue, scenario, assumed);
  const { chip, machine } = placed;

  const sequence = or(train.sequence, () => defaultSequence(architecture, training));
  const globalBatch = or(batchOf(train, sequence), () => defaultBatch(parameters.total, sequence, training));
  const tokens = or(train.tokens, () => defaultTokens(parameters.total));
  const compute = or(train.precision, () => defaultPrecision(chip)) as Precision['compute'];
  const preset = or(train.preset, () => defaultPreset(chip));
  if (train.preset === undefined) assumed.push(...presetOfThen(preset, training));
  checkPeak(chip, compute);

  const problem: TrainingProblem = {
    architecture,
    machine,
    tokens,
    sequence,
    globalBatch,
    precision: { compute, gradients: train.gradients ?? 'fp32' },
    optimizer: optimizerOf(train, compute),
    preset: PRESETS.find((p) => p.id === preset)?.id ?? PRESETS[0]!.id,
    memoryHeadroom: scenario.limits?.memory_headroom ?? 0,
    reliability: reliabilityOf(catalogue, scenario, machine.count, parameters.total, assumed),
    ...stepFactor(catalogue, chip.id, preset),
  };
  if (!problem.local) assumed.push(...otherFactors(catalogue, chip.id, preset));
  assumed.push(...ownFits(catalogue, chip));
  return { scenario, network, ...placed, problem, money: readMoneyWords(catalogue, scenario, chip.id), assumed };
}

/** Factors that the user's runs gave for other frameworks on this chip are not passed on in silence. */
function otherFactors(catalogue: Catalogue, chip: string, preset: string): Assumed[] {
  const factors = new Set(catalogue.constants.flatMap(({ id }) => (id.startsWith('step-factor.') ? [id] : [])));
  const known = factors.size === 0 ? [] : PRESETS.filter(({ id }) => factors.has(stepFactorId(chip, id)));
  return known.map(({ id }) => ({ key: 'local', value: `${id} ≠ ${preset}: × 1`, source: `--preset ${id}` }));
}

/** Where the work runs: chip, count, network, memory. */
function place(catalogue: Catalogue, { on }: Scenario, assumed: Assumed[]) {
  const [one, ...others] = on.accelerator.split(',');
  const known = findByName(catalogue.chips, on.accelerator) ?? findByName(catalogue.systems, on.accelerator);
  if (!known && one && others.length > 0)
    throw refuse('several', 'on.accelerator', { value: on.accelerator, nearest: [one.trim()] });
  const { chip, system: usual, fabric } = placeOf(catalogue, on, on.accelerator, assumed);
  const count = on.count ?? serverOf(usual);
  if (on.count === undefined)
    assumed.push({
      key: 'count',
      value: count,
      unit: 'accelerators',
      source: usual ? `one ${usual.name}` : 'usual server',
    });
  const machine = buildFittedMachine(catalogue, {
    chip,
    count,
    system: usual,
    fabric,
    scaleOutBytesPerSecond: on.network,
    memoryBytes: on.memory,
    assumed: (key, value, source) => assumed.push({ key, value, source }),
  });
  return { chip, system: usual, machine };
}

function batchOf({ batch, batch_tokens: tokens }: Scenario['train'], sequence: number): number | undefined {
  if (batch !== undefined && tokens !== undefined)
    throw refuse('two-ways', 'train.batch', { value: 'batch, batch_tokens', nearest: ['batch'] });
  if (tokens === undefined) return batch;
  if (tokens < sequence)
    throw refuse('too-small', 'train.batch_tokens', {
      value: tokens,
      values: { min: sequence, unit: 'token' },
      nearest: [String(sequence)],
    });
  return Math.round(tokens / sequence);
}

function checkPeak(chip: Chip, compute: Precision['compute']): void {
  const falls = compute === 'mxfp8' ? ['mxfp8', 'fp8'] : compute === 'nvfp4' ? ['nvfp4', 'fp4'] : [compute];
  if (falls.some((dtype) => chip.peak[dtype as keyof Chip['peak']])) return;
  const has = (['bf16', 'fp16', 'tf32', 'fp32', 'fp8'] as const).filter((dtype) => chip.peak[dtype]);
  throw refuse('no-peak', 'train.precision', { value: compute, values: { chip: chip.name }, nearest: has.slice(0, 3) });
}

function optimizerOf(train: Scenario['train'], compute: Precision['compute']): Optimizer {
  return {
    kind: train.optimizer ?? 'adamw',
    state: train.optimizer_state ?? 'fp32',
    master: train.master_weights ?? (compute !== 'fp32' && compute !== 'tf32'),
  };
}

function reliabilityOf(
  catalogue: Catalogue,
  { reliability = {} }: Scenario,
  count: number,
  parameters: number,
  assumed: Assumed[],
): Reliability {
  const { reliability: usual, because } = defaultReliability(
    catalogue,
    count,
    defaultCheckpointBytes(catalogue, parameters),
  );
  const sourceOf = (name: string) => because.inputs?.find((node) => node.name === name);
  const filled = <K extends keyof Reliability>(
    key: K,
    name: string,
    unit: string,
    stated: number | undefined,
  ): number => {
    if (stated !== undefined) return stated;
    const node = sourceOf(name);
    assumed.push({
      key: name,
      value: usual[key] as number,
      unit,
      low: node?.low,
      high: node?.high,
      source: node?.source ?? '',
    });
    return usual[key] as number;
  };
  return {
    acceleratorHoursPerInterruption: filled(
      'acceleratorHoursPerInterruption',
      'accelerator_hours_per_interruption',
      'GPU-h',
      reliability.hours_per_interruption,
    ),
    restartSeconds: filled('restartSeconds', 'restart_seconds', 's', reliability.restart),
    checkpointSeconds: filled('checkpointSeconds', 'checkpoint_seconds', 's', reliability.checkpoint),
    checkpointEverySeconds: reliability.checkpoint_every ?? usual.checkpointEverySeconds,
  };
}
