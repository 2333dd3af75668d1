import { type Architecture, type Block, makeGpt } from '../../../engine/src/model/index.ts';
import type { LayerCost } from '../../../engine/src/training/layer-cost.ts';
import { type Preset, presetById } from '../../../engine/src/training/presets.ts';
import { createPricer, type Pricer } from '../../../engine/src/training/pricer.ts';
import type { TrainingProblem } from '../../../engine/src/training/problem.ts';
import type { StagePass } from '../../../engine/src/training/stage-pass.ts';
import type { StageShape } from '../../../engine/src/training/stage-shape.ts';
import type { Strategy } from '../../../engine/src/training/strategy.ts';
import { probeMachine } from './probe-machine.ts';
import type { Application, Execution, RecordedCase, Reference } from './reference.ts';

/** A recorded case in Ridgepoint's words, with the pieces that fields look at. */
export interface Mapped {
  readonly recorded: RecordedCase;
  readonly application: Application;
  readonly execution: Execution;
  readonly problem: TrainingProblem;
  readonly strategy: Strategy;
  /** Megatron-LM of 2021-2022 (unfused attention) without its allowance for fragmentation, which Calculon has no word for. */
  readonly preset: Preset;
  readonly pricer: Pricer;
  readonly block: Block;
  readonly layer: LayerCost;
  readonly shape: StageShape;
  readonly pass: StagePass;
  /** Tokens of one micro-batch. */
  readonly tokens: number;
  /** Ranks over which Calculon's sharded optimizer lies, else 1. */
  readonly sharded: number;
  /** Bytes of an element in Calculon, for weights, activations and messages alike. */
  readonly element: number;
  /** Layers on the stage that holds most. */
  readonly layers: number;
}

const RECOMPUTE = { full: 'full', attn_only: 'selective', none: 'none' } as const;
const COMMUNICATION = { ar: 'ar', p2p_rs_ag: 'p2p-rs-ag', rs_ag: 'rs-ag' } as const;

/** The layers alone: Calculon has no embedding, head, final norm, position table or biases. */
export function architectureOf(a: Application, execution: Execution): Architecture {
  const whole = makeGpt({
    layers: a.num_blocks,
    hidden: a.hidden,
    heads: a.attn_heads,
    kvHeads: execution.attention_type === 'multiquery' ? 1 : a.attn_heads,
    headDim: a.attn_size,
    ffn: a.feedforward,
    vocab: 1,
    bias: false,
    dropout: true,
    learnedPositions: false,
  });
  return { ...whole, vocab: 0, finalNormParameters: 0 };
}

/** Calculon gives the first stages one layer more where stages do not divide layers. Its own interleaving is even. */
export function layoutOf(layers: number, stages: number, chunks: number): number[] {
  const perStage = Math.ceil(layers / stages);
  if (chunks > 1) return new Array<number>(stages * chunks).fill(perStage / chunks);
  const rest = layers % stages;
  return Array.from({ length: stages }, (_, s) => (rest === 0 || s < rest ? perStage : perStage - 1));
}

export function strategyOf(a: Application, x: Execution): Strategy {
  const vp = x.pipeline_interleaving;
  return {
    tp: x.tensor_par,
    pp: x.pipeline_par,
    vp,
    cp: 1,
    dp: x.data_par,
    ep: 1,
    etp: 1,
    schedule: vp > 1 ? 'interleaved' : '1f1b',
    layout: layoutOf(a.num_blocks, x.pipeline_par, vp),
    cpKind: 'ring',
    zero: x.optimizer_sharding ? 1 : 0,
    shardGroup: null,
    microBatch: x.microbatch_size,
    globalBatch: x.batch_size,
    recompute: RECOMPUTE[x.activation_recompute],
    recomputeLayers: null,
    tpComm: COMMUNICATION[x.tensor_par_comm_type],
    tpOverlap: x.tensor_par_overlap,
    gatherAgain: x.seq_par_ag_redo,
    dpOverlap: x.data_par_overlap,
    fusedActivation: x.fused_activation,
    offload: {
      weights: x.weight_offload,
      activations: x.activations_offload,
      optimizer: x.optimizer_offload,
      to: 'cpu',
    },
    precision: { compute: x.datatype === 'float8' ? 'fp8' : 'fp16', gradients: 'fp16' },
    optimizer: { kind: 'adam', state: 'fp32', master: true },
    preset: 'megatron-lm',
  };
}

export function mapCase(reference: Reference, recorded: RecordedCase): Mapped {
  const application = reference.applications[recorded.application]!;
  const { execution } = recorded;
  const strategy = strategyOf(application, execution);
  const problem: TrainingProblem = {
    architecture: architectureOf(application, execution),
    machine: probeMachine(execution.num_procs),
    tokens: 1,
    sequence: application.seq_size,
    globalBatch: execution.batch_size,
    precision: strategy.precision,
    optimizer: strategy.optimizer,
    preset: strategy.preset,
    memoryHeadroom: 0,
    reliability: {
      acceleratorHoursPerInterruption: 1e6,
      restartSeconds: 0,
      checkpointSeconds: 0,
      checkpointEverySeconds: null,
    },
  };
  const pricer = createPricer(problem);
  const shape = pricer.shape(strategy);
  return {
    recorded,
    application,
    execution,
    problem,
    strategy,
    preset: { ...presetById('megatron-lm')!, fragmentation: 1 },
    pricer,
    block: problem.architecture.blocks[0]!,
    layer: pricer.layers(strategy)[0]!,
    shape,
    pass: pricer.pass({ ...strategy, tpOverlap: 'none' }),
    tokens: execution.microbatch_size * application.seq_size,
    sharded: execution.optimizer_sharding ? execution.data_par : 1,
    element: execution.datatype === 'float8' ? 1 : 2,
    layers: Math.max(...shape.kinds.map((k) => k.layers)),
  };
}
