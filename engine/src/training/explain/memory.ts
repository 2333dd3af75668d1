import { type Because, input } from '../../because/index.ts';
import { baseValue, cited } from '../../facts/index.ts';
import type { TrainingEstimate } from '../answer.ts';
import { tokensPerRank } from '../layer-work.ts';
import { flyingOf, PARTS, weightBytes, weightsAreMaster } from '../memory.ts';
import { microBatchesOf, type Pricer, shardRanks } from '../pricer.ts';
import { GRADIENT_BYTES, optimizerBytesPerParameter } from '../step.ts';
import { node } from './node.ts';

/** Reasons of the bytes on the fullest stage. */
export function explainMemory(pricer: Pricer, estimate: Omit<TrainingEstimate, 'because'>): Because {
  const { strategy, memory } = estimate;
  const { problem } = pricer;
  const preset = pricer.preset(strategy);
  const shape = pricer.shape(strategy);
  const pass = pricer.pass(strategy);
  const i = shape.kinds.findIndex((k) => k.stage === memory.stage);
  const kind = shape.kinds[i]!;
  const parts = memory.perStage[i]!;
  const shard = shardRanks(strategy);
  const parameters = input('parameters_on_rank', pass.dense[i]! + pass.expert[i]!, 'parameters');
  const sharded = (from: number) => (strategy.zero >= from ? [input('shard_ranks', shard.dense, '1')] : []);
  const flying = flyingOf(shape, microBatchesOf(problem, strategy), i);
  const inputs: Record<(typeof PARTS)[number], readonly [string, Because[]]> = {
    weights: [
      'bytes per weight · parameters (/ shards)',
      [input('bytes', weightBytes(strategy, preset), 'B'), parameters, ...sharded(3)],
    ],
    gradients: [
      'bytes per gradient · parameters (/ shards)',
      [input('bytes', GRADIENT_BYTES[strategy.precision.gradients], 'B'), parameters, ...sharded(2)],
    ],
    optimizer: [
      'bytes of state · parameters (/ shards)',
      [
        input('bytes', optimizerBytesPerParameter(strategy.optimizer, weightsAreMaster(strategy, preset)), 'B'),
        parameters,
        ...sharded(1),
      ],
    ],
    activations: [
      'kept per micro-batch · micro-batches in flight · fragmentation',
      [
        input('kept', pass.kept[i]! - pass.keptExperts[i]!, 'B'),
        input('in_flight', flying, '1'),
        input('fragmentation', preset.fragmentation, '1'),
      ],
    ],
    logits: [
      'bytes per logit · tokens · vocabulary / tp',
      kind.head ? [input('bytes', preset.logitBytes, 'B'), input('vocabulary', problem.architecture.vocab, '1')] : [],
    ],
    experts: [
      'dispatched copies of tokens · in flight · fragmentation',
      [
        input('kept', pass.keptExperts[i]!, 'B'),
        input('in_flight', flying, '1'),
        input('fragmentation', preset.fragmentation, '1'),
      ],
    ],
    communication: [
      'gathered layers and gradient buckets',
      [input('parameters_a_layer', pass.denseLayer + pass.expertLayer, 'parameters')],
    ],
    workspace: [
      'tensors of the layer at work, or recomputed',
      [
        input('tokens', tokensPerRank(problem, strategy), 'token'),
        input('hidden', problem.architecture.hidden, '1'),
        input('tensor_ranks', strategy.tp, '1'),
      ],
    ],
    runtime: [
      'context, collectives, buckets, allocator',
      [
        {
          ...input('runtime', preset.runtimeBytes.value, 'B'),
          low: preset.runtimeBytes.low,
          high: preset.runtimeBytes.high,
          kind: 'assumption',
          source: `${preset.name}: ${preset.source}`,
        },
      ],
    ],
  };
  const children = PARTS.map((name) =>
    node(name, parts[name], 'B', inputs[name][0], 'training/memory', inputs[name][1]),
  );
  const { capacity } = problem.machine.chip.memory;
  const capacityNode: Because = { ...cited('capacity', capacity), value: baseValue(capacity), unit: 'B' };
  return {
    ...node(
      'memory',
      memory.peak.value,
      'B',
      PARTS.join(' + '),
      'sum; Korthikanti et al. 2022 (arXiv:2205.05198), Rajbhandari et al. 2020 (arXiv:1910.02054)',
      [...children, capacityNode],
    ),
    low: memory.peak.low,
    high: memory.peak.high,
  };
}
