import { buildFittedMachine } from '../../cost/index.ts';
import type { Catalogue, Chip, System } from '../../facts/index.ts';
import { agedRates, FITTED_SHARES, type Machine, usualSystem } from '../../machine/index.ts';
import type { TrainingProblem } from '../../training/problem.ts';
import type { Strategy } from '../../training/strategy.ts';
import { stepFactor } from '../calibrate/user/step-factor.ts';
import { chipOfRow } from './accelerator.ts';
import { architectureOfRow } from './architecture.ts';
import { completeRow } from './complete.ts';
import { type Convention, conventionOf } from './conventions.ts';
import { type Measured, measuredOf } from './measured.ts';
import { repairRow } from './repairs.ts';
import { count, positive, type TrainingRow } from './row.ts';
import { searchLayout } from './search-layout.ts';
import { shownValue } from './shown-value.ts';
import { softwareYears } from './software-years.ts';
import { strategyOfRow } from './strategy.ts';
import { type TuningFlags, tuningFlags } from './tuning-flags.ts';

export interface TrainingCase {
  readonly problem: TrainingProblem;
  readonly strategy: Strategy;
  readonly quantities: readonly Measured[];
  /** "key=value" of everything the row did not print. */
  readonly assumed: readonly string[];
  readonly stage: 'pretrain' | 'sft' | 'lora';
  readonly convention: Convention;
  /** Years by which the row's software is older than what the machine's shares stand for: its rates are aged by them. */
  readonly softwareYears: number;
  /** torchtune's switches, which decide memory. */
  readonly tuning?: TuningFlags;
}

export type Refused = { readonly refused: string; readonly excluded?: true };

/** The catalogue's parts a row is looked up in. */
export type RowCatalogue = Pick<Catalogue, 'chips' | 'systems' | 'models' | 'kernels' | 'transfers'> &
  Partial<Pick<Catalogue, 'constants'>>;

/** Machines do not fail while a step is timed. */
const NO_FAILURES = {
  acceleratorHoursPerInterruption: 1e12,
  restartSeconds: 0,
  checkpointSeconds: 0,
  checkpointEverySeconds: 1e9,
};

const NOT_A_STEP: Readonly<Record<string, string>> = {
  rl: 'a reinforcement-learning step is rollouts and training together: scored from the post-training release on',
};

/** One row as a problem, a strategy and measured figures, or why it cannot be predicted. */
export function toTrainingCase(printed: TrainingRow, catalogue: RowCatalogue): TrainingCase | Refused {
  const repaired = repairRow(printed);
  if ('excluded' in repaired) return { refused: repaired.excluded, excluded: true };
  const completed = completeRow(repaired.row);
  const { row } = completed;
  const stage = row.run.stage ?? 'pretrain';
  if (Object.hasOwn(NOT_A_STEP, stage)) return { refused: NOT_A_STEP[stage]! };
  const convention = conventionOf(row);
  const assumed = [...completed.assumed];

  const name = row.hardware.accelerator;
  if (!name) return { refused: 'the accelerator is not named' };
  const chip = chipOfRow(catalogue, name, positive(row.hardware.memory_gb));
  if (!chip) return { refused: `no datasheet of "${shownValue(name)}" is in the catalogue` };

  const network = architectureOfRow(catalogue, row.model, { vocab: convention.vocab, family: convention.family });
  if ('refused' in network) return network;
  const architecture = predictionModules(row, network.architecture);
  assumed.push(...network.assumed);

  const sequence = positive(row.run.seq_len) ?? convention.sequence;
  if (sequence === undefined) return { refused: 'the sequence length is not stated' };
  if (!row.run.seq_len) assumed.push(`sequence=${sequence}`);

  const laid = strategyOfRow(row, chip, architecture, convention);
  if ('refused' in laid) return laid;
  assumed.push(...laid.assumed, ...(row.run.framework ? [] : [`preset=${laid.strategy.preset}`]));

  const built = machineOf(row, catalogue, chip, convention, assumed);
  const years = softwareYears(row, chip);
  const machine = { ...built, rates: agedRates(built.rates, years, FITTED_SHARES['software.yearly'].value) };
  const tokens = laid.strategy.globalBatch * sequence;
  const found = measuredOf(row, architecture, convention, tokens, sequence, machine.count);
  if (found.quantities.length === 0) return { refused: nothingToScore(row) };
  const problem: TrainingProblem = {
    architecture,
    machine,
    tokens,
    sequence,
    globalBatch: laid.strategy.globalBatch,
    precision: laid.strategy.precision,
    optimizer: laid.strategy.optimizer,
    preset: laid.strategy.preset,
    memoryHeadroom: 0,
    reliability: NO_FAILURES,
    ...stepFactor(catalogue, chip.id, laid.strategy.preset),
  };
  if (problem.local) assumed.push(`local=${problem.local.factor}`);
  const strategy = laid.open ? searchLayout(problem, row, laid.strategy) : laid.strategy;
  if (strategy === null) return { refused: 'the parallelism is not published, and no legal layout was found' };
  return {
    problem,
    strategy,
    quantities: found.quantities,
    assumed: [...new Set([...assumed, ...found.assumed])],
    stage: stage === 'sft' || stage === 'lora' ? stage : 'pretrain',
    convention,
    softwareYears: years,
    tuning: tuningFlags(row),
  };
}

function machineOf(
  row: TrainingRow,
  catalogue: RowCatalogue,
  chip: TrainingCase['problem']['machine']['chip'],
  convention: Convention,
  assumed: string[],
): Machine {
  const network = convention.network?.[chip.architecture];
  return buildFittedMachine(catalogue, {
    chip,
    count: Math.round(row.hardware.gpus!),
    system: slicedSystem(row, catalogue, chip),
    scaleOutBytesPerSecond: network,
    assumed: (key, value) => assumed.push(`${key}=${value}`),
  });
}

/** A pod whose slices are smaller than it: what leaves a slice crosses the data-center network. */
function slicedSystem(row: TrainingRow, catalogue: RowCatalogue, chip: Chip): System | undefined {
  const slices = count(row.hardware.slices) ?? 1;
  const system = usualSystem(catalogue, chip);
  const domain = Math.round(row.hardware.gpus! / slices);
  if (!system || slices === 1 || domain >= system.scaleUp.domain) return undefined;
  return { ...system, scaleUp: { ...system.scaleUp, domain, dims: undefined } };
}

/** Multi-token-prediction modules: trained in today's recipes unless the table says "w/o MTP". */
function predictionModules<A extends { mtp?: unknown }>(row: TrainingRow, architecture: A): A {
  return /w\/o MTP/i.test(row.notes ?? '') ? { ...architecture, mtp: undefined } : architecture;
}

function nothingToScore(row: TrainingRow): string {
  if (row.measured.time_to_train_s)
    return 'only a time to quality is printed: it depends on convergence, which is not predicted';
  if (row.measured.mfu) return 'only MFU is printed, and not the batch or rate behind it';
  return 'no step time, rate or memory is printed';
}
