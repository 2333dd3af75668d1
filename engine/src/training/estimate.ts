import { type AttentionConvention, flopsPerToken } from '../model/index.ts';
import type { StepParts, TrainingEstimate } from './answer.ts';
import { assumptionsOf } from './assumptions.ts';
import { explainTraining } from './explain/index.ts';
import { inverseOf, rangedBy, stepInterval } from './interval.ts';
import { checkStrategy } from './legality.ts';
import { flyingAt, memoryParts, totalBytes, writeMemory } from './memory.ts';
import { stepParts } from './parts.ts';
import { pipelineSpec } from './pipeline-spec.ts';
import { createPricer, microBatchesOf, type Pricer, shardRanks } from './pricer.ts';
import type { TrainingProblem } from './problem.ts';
import { estimateRun } from './run/index.ts';
import { pipelineSpecSeconds } from './schedule/index.ts';
import { pipelineTime } from './step.ts';
import type { Strategy } from './strategy.ts';
import { MEMORY_WIDTH } from './widths.ts';

/** Causal attention is what is computed; the full count is given in `models params` for comparing with older tables. */
const CONVENTION: AttentionConvention = 'causal';

/**
 * One strategy, priced and explained. Throws StrategyError when the strategy breaks a rule (see `checkStrategy`); an
 * estimate that does not fit in memory is returned with `fits: false`.
 */
export function estimateTraining(
  problem: TrainingProblem,
  strategy: Strategy,
  pricer: Pricer = createPricer(problem),
): TrainingEstimate {
  const problems = checkStrategy(problem, strategy);
  if (problems.length > 0) throw new StrategyError(problems);
  const pipeline = pipelineSpec(pricer, strategy);
  // The search prices a pipeline by a short formula; here the schedule's longest path is followed, and the bubble takes the difference.
  const correction =
    pipeline.stages > 1 ? pipelineSpecSeconds(pipeline).seconds - pipelineSecondsOf(pricer, strategy) : 0;
  const predicted = pricer.price(strategy).seconds + correction;
  // The user's own runs move every strategy alike: the search's order stands.
  const seconds = predicted * (problem.local?.factor ?? 1);
  const tokensPerStep = problem.globalBatch * problem.sequence;
  const flops = flopsPerToken(problem.architecture, problem.sequence, CONVENTION, true);
  const accelerators = problem.machine.count;
  const peak = problem.machine.rates.peak[problem.precision.compute] ?? 0;
  const mfu = (flops.total * tokensPerStep) / (seconds * accelerators * peak);
  const searched = stepParts(pricer, strategy);
  // What sends show overlaps with waiting on the longest path: together they are what is left beside the work, and neither is negative.
  const bubble = searched.bubble + correction;
  const unscaled: StepParts = {
    ...searched,
    bubble: Math.max(0, bubble),
    exposedPp: searched.exposedPp + Math.min(0, bubble),
  };
  const parts = scaled(unscaled, seconds / predicted);
  const interval = stepInterval(problem, parts, seconds);
  const step = rangedBy(seconds, 's', interval);
  const memory = memoryOf(pricer, strategy);
  const rate = inverseOf(interval);
  const hardware = 1 + extraFlops(pricer, strategy, flops.total);
  const run = estimateRun({
    step,
    tokens: problem.tokens,
    tokensPerStep,
    accelerators,
    reliability: problem.reliability,
  });
  const limit = memory.capacity * (1 - problem.memoryHeadroom);
  const estimate: Omit<TrainingEstimate, 'because'> = {
    strategy,
    accelerators,
    problems,
    fits: memory.peak.value <= limit,
    step,
    parts,
    memory,
    mfu: rangedBy(mfu, '1', rate),
    hfu: rangedBy(mfu * hardware, '1', rate),
    tokensPerSecondPerAccelerator: rangedBy(tokensPerStep / seconds / accelerators, 'token/s', rate),
    flopsPerToken: flops.total,
    run,
    grade: problem.machine.grade,
    assumed: assumptionsOf(problem, pricer.preset(strategy)),
    pipeline,
  };
  let tree: TrainingEstimate['because'] | undefined;
  return {
    ...estimate,
    // Walked only when asked for: a plan holds twenty estimates and explains one.
    get because() {
      tree ??= explainTraining(pricer, estimate, unscaled);
      return tree;
    },
  };
}

/** What the user's own runs say of the whole they say of each part: nothing tells which it was. */
const scaled = (parts: StepParts, factor: number): StepParts =>
  factor === 1
    ? parts
    : (Object.fromEntries(Object.entries(parts).map(([part, s]) => [part, factor * s])) as unknown as StepParts);

/** The search's formula for the same pipeline. */
function pipelineSecondsOf(pricer: Pricer, strategy: Strategy): number {
  const m = microBatchesOf(pricer.problem, strategy);
  return pipelineTime(pricer.shape(strategy), pricer.pass(strategy), m, pricer.hop(strategy));
}

/** A strategy that breaks rules; `problems` says which, for the messages. */
export class StrategyError extends Error {
  constructor(readonly problems: TrainingEstimate['problems']) {
    super(problems.map((p) => `${p.rule}: ${JSON.stringify(p.values)}`).join('; '));
    this.name = 'StrategyError';
  }
}

/** FLOP run again, as a share of the model's FLOP (forward is a third of them). */
function extraFlops(pricer: Pricer, strategy: Strategy, total: number): number {
  if (strategy.recompute === 'none') return 0;
  const { layout, stages } = pricer.shape(strategy);
  const flops = flopsPerToken(pricer.problem.architecture, pricer.problem.sequence, CONVENTION, true);
  if (strategy.recompute === 'selective') return pricer.preset(strategy).flash ? 0 : flops.attention / 3 / total;
  const perStage = layout.reduce((a, b) => a + b, 0) / stages;
  const share = strategy.recomputeLayers === null ? 1 : Math.min(1, strategy.recomputeLayers / perStage);
  return (share * (flops.matmul + flops.attention + flops.scan)) / 3 / total;
}

function memoryOf(pricer: Pricer, strategy: Strategy): TrainingEstimate['memory'] {
  const { problem } = pricer;
  const preset = pricer.preset(strategy);
  const shape = pricer.shape(strategy);
  const pass = pricer.pass(strategy);
  const shard = shardRanks(strategy);
  const scratch = new Float64Array(16);
  const logits = pricer.ends(strategy).logitBytes;
  const microBatches = microBatchesOf(problem, strategy);
  const at = (i: number, stage: number) => {
    const flying = flyingAt(shape, microBatches, stage);
    writeMemory(scratch, preset, shape, pass, strategy, flying, i, shard.dense, shard.expert, logits);
    return { parts: memoryParts(scratch), total: totalBytes(scratch) };
  };
  const byKind = shape.kinds.map(({ stage }, i) => at(i, stage));
  const fullest = byKind.reduce((best, k, i) => (k.total > byKind[best]!.total ? i : best), 0);
  const value = byKind[fullest]!.total;
  const { low, high, value: typical } = preset.runtimeBytes;
  const width = MEMORY_WIDTH.p90;
  return {
    capacity: problem.machine.rates.capacity,
    // The runtime's own range, and the width of everything else.
    peak: {
      value,
      low: (value - typical) * Math.exp(-width.low) + low,
      high: (value - typical) * Math.exp(width.high) + high,
      unit: 'B',
    },
    stage: shape.kinds[fullest]!.stage,
    perStage: byKind.map((k) => k.parts),
    byStage: shape.kinds
      .flatMap(({ stages }, i) => stages.map((stage) => ({ stage, parts: at(i, stage).parts })))
      .sort((a, b) => a.stage - b.stage)
      .map(({ parts }) => parts),
  };
}
