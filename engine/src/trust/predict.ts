import { createPricer, estimateTraining, presetById, StrategyError, type TrainingEstimate } from '../training/index.ts';
import { frozenBaseSeconds } from './frozen-base.ts';
import { type Interval, memoryInterval, trainingInterval } from './intervals.ts';
import type { Measured } from './rows/measured.ts';
import type { TrainingCase } from './rows/to-training-case.ts';
import { tunedMemory } from './rows/tuning-flags.ts';

/** One predicted quantity of one row, in the row's unit. `low`..`high` is the 90 % interval, `low80`..`high80` the 80 % one. */
export interface Prediction {
  readonly quantity: Measured['quantity'] | string;
  readonly measured: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  readonly low80: number;
  readonly high80: number;
}

export interface CasePrediction {
  readonly predictions: readonly Prediction[];
  readonly grade: TrainingEstimate['grade'];
  readonly estimate: TrainingEstimate;
}

const GB = 1e9;
const GIB = 2 ** 30;

/** Predicts every measured quantity of a case, or says which rule of the engine its strategy breaks. */
export function predictCase(one: TrainingCase): CasePrediction | { readonly refused: string } {
  try {
    const { seconds, estimate } = stepOf(one);
    const interval = trainingInterval(estimate, one);
    const predictions = one.quantities.map(({ quantity, measured }) => {
      if (quantity === 'step_time_s') return ranged(quantity, measured, seconds, interval);
      if (quantity === 'tokens_per_s_per_gpu') {
        const rate = (one.problem.globalBatch * one.problem.sequence) / seconds / one.problem.machine.count;
        return ranged(quantity, measured, rate, inverse(interval));
      }
      return memoryPrediction(one, estimate, measured);
    });
    return { predictions, grade: estimate.grade, estimate };
  } catch (error) {
    if (error instanceof StrategyError) return { refused: `the strategy breaks a rule: ${error.message}` };
    throw error;
  }
}

/** Seconds of a step, presets looked up by `presetOf`. A batch that the micro-batch does not divide ends with a smaller one; a frozen base has no weight gradients. */
export function stepOf(one: TrainingCase, presetOf = presetById): { seconds: number; estimate: TrainingEstimate } {
  const { problem, strategy } = one;
  const perReplica = problem.globalBatch / strategy.dp;
  const whole = Math.floor(perReplica / strategy.microBatch) * strategy.microBatch;
  const rest = Math.round(perReplica - whole);
  const priced = (sequences: number, microBatch: number): TrainingEstimate => {
    const globalBatch = sequences * strategy.dp;
    const part = { ...problem, globalBatch, tokens: globalBatch * problem.sequence };
    return estimateTraining(part, { ...strategy, globalBatch, microBatch }, createPricer(part, presetOf));
  };
  const finish = (estimate: TrainingEstimate): number =>
    one.stage === 'lora' ? frozenBaseSeconds(estimate) : estimate.step.value;
  if (Number.isInteger(perReplica) && rest === 0) {
    const estimate = estimateTraining(problem, strategy, createPricer(problem, presetOf));
    return { seconds: finish(estimate), estimate };
  }
  if (whole === 0 || !Number.isInteger(perReplica)) {
    // Fewer or broken sequences a replica: the nearest whole batch, scaled to the printed one.
    const sequences = Math.max(1, Math.round(perReplica / strategy.microBatch)) * strategy.microBatch;
    const estimate = priced(sequences, strategy.microBatch);
    return { seconds: finish(estimate) * (perReplica / sequences), estimate };
  }
  const main = priced(whole, strategy.microBatch);
  if (rest === 0) return { seconds: finish(main), estimate: main };
  const last = priced(rest, rest);
  return { seconds: finish(main) + finish(last) - onceAStep(last), estimate: main };
}

/** Seconds that a step pays once, however many micro-batches it has. */
const onceAStep = ({ parts }: TrainingEstimate): number => parts.optimizer + parts.other;

/** Printed memory is GB by the driver or GiB by the framework: BLOOM and torchtune print GiB-like figures. */
function memoryPrediction(one: TrainingCase, estimate: TrainingEstimate, measured: number): Prediction {
  const unit = one.convention.memoryUnit === 'GiB' ? GIB : GB;
  const { value, low, high } = estimate.memory.peak;
  const interval = memoryInterval(value, low, high, one);
  const fullest = estimate.memory.perStage.reduce((most, parts) => Math.max(most, tunedMemory(parts, one.tuning)), 0);
  return ranged('memory_gb_per_gpu', measured, fullest / unit, interval);
}

function ranged(quantity: string, measured: number, predicted: number, interval: Interval): Prediction {
  return {
    quantity,
    measured,
    predicted,
    low: predicted * Math.exp(-interval.p90.low),
    high: predicted * Math.exp(interval.p90.high),
    low80: predicted * Math.exp(-interval.p80.low),
    high80: predicted * Math.exp(interval.p80.high),
  };
}

const flip = ({ low, high }: Interval['p90']): Interval['p90'] => ({ low: high, high: low });
const inverse = (interval: Interval): Interval => ({ p80: flip(interval.p80), p90: flip(interval.p90) });
