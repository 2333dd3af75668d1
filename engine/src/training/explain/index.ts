import { assumption, type Because, defineTerm, derive, input, sum } from '../../because/index.ts';
import { baseValue, cited } from '../../facts/index.ts';
import type { TrainingEstimate } from '../answer.ts';
import { stepWidth } from '../interval.ts';
import { microBatchesOf, type Pricer, shardRanks } from '../pricer.ts';
import { runBecause } from '../run/index.ts';
import { updateBytesPerParameter } from '../step.ts';
import type { Strategy } from '../strategy.ts';
import { explainCommunication } from './communication.ts';
import { bandwidth, explainCompute } from './compute.ts';
import { explainMemory } from './memory.ts';
import { node, ofPreset } from './node.ts';

export const utilisation = defineTerm(
  {
    term: 'mfu',
    formula: 'model FLOP per token · tokens per step / (step · accelerators · peak)',
    unit: '1',
    symbols: {
      flops: { unit: 'FLOP/token', meaning: 'model FLOP per token, causal attention, no recompute' },
      tokens: { unit: 'token', meaning: 'tokens per step' },
      step: { unit: 's', meaning: 'step time' },
      accelerators: { unit: '1', meaning: 'accelerators' },
      peak: { unit: 'FLOP/s', meaning: 'dense datasheet peak of the compute format' },
    },
    source: 'Chowdhery et al. 2022 (PaLM), appendix B',
  },
  (flops: number, tokens: number, step: number, accelerators: number, peak: number) =>
    (flops * tokens) / (step * accelerators * peak),
);

/**
 * Why a training estimate is what it is. Root `estimate`; children step_time, memory, mfu, run. `parts` are the seconds before the factor
 * of the user's own runs, which is a term of the step by itself.
 */
export function explainTraining(
  pricer: Pricer,
  estimate: Omit<TrainingEstimate, 'because'>,
  parts: TrainingEstimate['parts'],
): Because {
  const { problem } = pricer;
  const { strategy, step } = estimate;
  const m = microBatchesOf(problem, strategy);
  const preset = pricer.preset(strategy);
  const compute = explainCompute(pricer, strategy, parts);
  const communication = explainCommunication(pricer, strategy, parts);
  const rest: Because[] = [
    node('bubble', parts.bubble, 's', 'pipeline − micro-batches · slowest stage', 'training/schedule', [
      input('micro_batches', m, '1'),
      input('stages', strategy.pp, '1'),
      input('chunks', strategy.vp, '1'),
    ]),
    node(
      'optimizer',
      parts.optimizer,
      's',
      'bytes per parameter · parameters on this rank / bandwidth',
      'training/step',
      updateInputs(pricer, strategy),
    ),
    node('offload', parts.offload, 's', 'transfer − what compute hides', 'training/sharding', [
      hostLink(pricer, strategy),
    ]),
    node(
      'other',
      parts.other,
      's',
      'data loading, logging, clipping, host; waiting for the slowest rank',
      preset.source,
      [
        ofPreset(preset, 'seconds_a_step', preset.stepSeconds, 's'),
        ofPreset(preset, 'straggler', preset.straggler, '1'),
      ],
    ),
    ...ownRuns(problem, step.value),
  ];
  const stepTime: Because = {
    ...sum('step_time', 's', [compute, communication, ...rest]),
    value: step.value,
    low: step.low,
    high: step.high,
    grade: estimate.grade,
    note: `90 % range: ${stepWidth(problem).source}`,
  };
  const tokensPerStep = problem.globalBatch * problem.sequence;
  const peakFact = problem.machine.chip.peak[problem.precision.compute];
  const peakValue = problem.machine.rates.peak[problem.precision.compute] ?? 0;
  const peak = peakFact
    ? { ...cited('peak', peakFact), value: baseValue(peakFact), unit: 'FLOP/s' }
    : input('peak', peakValue, 'FLOP/s');
  const mfu: Because = {
    ...derive('mfu', utilisation, [
      input('flops_per_token', estimate.flopsPerToken, 'FLOP/token'),
      input('tokens_per_step', tokensPerStep, 'token'),
      stepTime,
      input('accelerators', estimate.accelerators, '1'),
      peak,
    ]),
    low: estimate.mfu.low,
    high: estimate.mfu.high,
  };
  const run = runBecause(
    {
      step,
      tokens: problem.tokens,
      tokensPerStep,
      accelerators: estimate.accelerators,
      reliability: problem.reliability,
    },
    { step: stepTime },
  );
  return node('estimate', step.value, 's', 'step time, memory, utilisation and the run', 'Ridgepoint', [
    stepTime,
    explainMemory(pricer, estimate),
    mfu,
    run,
  ]);
}

/** What the user's own runs add to the sum of the parts, or take from it. */
function ownRuns({ local }: Pricer['problem'], step: number): Because[] {
  if (!local) return [];
  const added = step * (1 - 1 / local.factor);
  const factor = assumption('local_factor', local.factor, '1', local.source);
  return [node('own_runs', added, 's', '(factor − 1) · what is predicted', local.source, [factor])];
}

function updateInputs(pricer: Pricer, strategy: Strategy): Because[] {
  const preset = pricer.preset(strategy);
  const pass = pricer.pass(strategy);
  const parameters = pass.dense[pass.heaviest]! + pass.expert[pass.heaviest]!;
  return [
    input('bytes', updateBytesPerParameter(strategy, preset.fp32Weights && strategy.zero === 3), 'B'),
    input('parameters_on_rank', parameters, 'parameters'),
    ...(strategy.zero > 0 ? [input('shard_ranks', shardRanks(strategy).dense, '1')] : []),
    strategy.offload.optimizer ? hostLink(pricer, strategy) : bandwidth(pricer),
  ];
}

const hostLink = (pricer: Pricer, strategy: Strategy): Because => {
  const { host, nvme } = pricer.problem.machine.rates;
  return assumption(
    'link',
    strategy.offload.to === 'nvme' ? nvme : host,
    'B/s',
    'machine/build: host link of the chip, drives of a usual server',
  );
};
