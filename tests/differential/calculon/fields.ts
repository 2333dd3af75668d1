import { microBatchesOf } from '../../../engine/src/training/pricer.ts';
import { keptOf } from '../../../engine/src/training/stage-pass.ts';
import {
  ACTIVATIONS,
  type Difference,
  float8,
  gradientBuffer,
  gradientsSharded,
  lastGroupShort,
  oneBlockResident,
  secondGather,
  statesPassThrough,
  wholeCheckpoint,
  wholeRank,
} from './differences.ts';
import { ourProducts, theirProducts } from './flops.ts';
import type { Mapped } from './mapped.ts';
import { dataWire, memory, pipelineWire, recomputeWire, tensorWire } from './probes.ts';
import type { Stats } from './reference.ts';

/** One quantity, Calculon's record beside our function. */
export interface Field {
  readonly name: string;
  readonly unit: 'FLOP' | 'B' | '1';
  /** Calculon's stat, or the expression of stats. */
  readonly calculon: string;
  /** Ridgepoint's function. */
  readonly ridgepoint: string;
  /** Whether Calculon models it in this case. */
  readonly holds: (m: Mapped) => boolean;
  readonly theirs: (m: Mapped, stats: Stats) => number;
  readonly ours: (m: Mapped) => number;
  readonly differences: readonly Difference[];
}

const always = () => true;
const trains = (m: Mapped) => m.execution.training;
const keeps = (m: Mapped) => trains(m) && m.execution.activation_recompute !== 'full';
const checkpoints = (m: Mapped) => trains(m) && m.execution.activation_recompute === 'full';
const isSplit = (m: Mapped, block: 'base' | 'edge') =>
  m.execution.tensor_par_comm_type === 'rs_ag' ||
  (m.execution.tensor_par_comm_type === 'p2p_rs_ag' && block === 'edge');

/** Calculon counts buffers; on a ring a gather or a scatter moves (t-1)/t of its buffer over each link, an all-reduce twice that. */
const onWire = (size: number, passes: number, ranks: number) => size * passes * (1 - 1 / ranks);
const tensorSize = (m: Mapped, size: number, block: 'base' | 'edge') =>
  onWire(size, isSplit(m, block) ? 1 : 2, m.execution.tensor_par);

const kept = (m: Mapped) => keptOf(m.layer, m.strategy.recompute, 1);
const inFlight = (m: Mapped) => memory(m).activations;

const FLOPS: readonly Field[] = (
  [
    ['forward', 'block_fw_flops', always],
    ['inputGradient', 'block_agrad_flops', trains],
    ['weightGradient', 'block_wgrad_flops', trains],
  ] as const
).map(([part, stat, holds]) => ({
  name: `matrix-product FLOP of a block, ${PASS_NAMES()[part]}`,
  unit: 'FLOP',
  calculon: `${stat} less its vector work`,
  ridgepoint: 'operatorsOf + attentionFlops, as layerWork prices them',
  holds,
  theirs: (m) => theirProducts(m)[part],
  ours: (m) => ourProducts(m)[part],
  differences: [],
}));

function PASS_NAMES() {
  return { forward: 'forward', inputGradient: 'gradient of the inputs', weightGradient: 'gradient of the weights' };
}

const SIZES: readonly Field[] = [
  {
    name: 'layers on the fullest stage',
    unit: '1',
    calculon: 'blocks_per_proc',
    ridgepoint: 'stageShape',
    holds: always,
    theirs: (m) => m.recorded.derived!.blocks_per_proc,
    ours: (m) => m.layers,
    differences: [],
  },
  {
    name: 'micro-batches',
    unit: '1',
    calculon: 'num_microbatches',
    ridgepoint: 'microBatchesOf',
    holds: always,
    theirs: (m) => m.recorded.derived!.num_microbatches,
    ours: (m) => microBatchesOf(m.problem, m.strategy),
    differences: [],
  },
  {
    name: 'weights of a block',
    unit: 'B',
    calculon: 'block_weight_space',
    ridgepoint: 'layerParameters x 2 B',
    holds: always,
    theirs: (_, s) => s.block_weight_space,
    ours: (m) => 2 * m.layer.parameters.dense,
    differences: [float8],
  },
  {
    name: 'weights of a rank',
    unit: 'B',
    calculon: 'weight_space',
    ridgepoint: 'writeMemory: weights',
    holds: always,
    theirs: (_, s) => s.weight_space,
    ours: (m) => memory(m).weights,
    differences: [float8],
  },
  {
    name: 'optimizer states of a rank',
    unit: 'B',
    calculon: 'optimizer_space',
    ridgepoint: 'writeMemory: optimizer',
    holds: trains,
    theirs: (_, s) => s.optimizer_space,
    ours: (m) => memory(m).optimizer,
    differences: [],
  },
  {
    name: 'gradients of a block, fp32',
    unit: 'B',
    calculon: 'block_weight_grad_space_no_sharding',
    ridgepoint: 'writeMemory: gradients / layers, fp32, not sharded',
    holds: trains,
    theirs: (_, s) => s.block_weight_grad_space_no_sharding,
    ours: (m) => memory(m, { zero: 0, precision: { ...m.strategy.precision, gradients: 'fp32' } }).gradients / m.layers,
    differences: [],
  },
  {
    name: 'gradients of a block',
    unit: 'B',
    calculon: 'block_weight_grad_space',
    ridgepoint: 'writeMemory: gradients / layers, fp16, ZeRO-2 where the optimizer is sharded',
    holds: trains,
    theirs: (_, s) => s.block_weight_grad_space,
    ours: (m) => memory(m, { zero: m.execution.optimizer_sharding ? 2 : 0 }).gradients / m.layers,
    differences: [float8],
  },
  {
    name: 'gradients of a rank',
    unit: 'B',
    calculon: 'weight_grad_space',
    ridgepoint: 'writeMemory: gradients, fp16, ZeRO-1 where the optimizer is sharded',
    holds: trains,
    theirs: (_, s) => s.weight_grad_space,
    ours: (m) => memory(m).gradients,
    differences: [gradientsSharded, float8, gradientBuffer],
  },
];

const KEPT: readonly Field[] = [
  {
    name: 'activations kept of a block',
    unit: 'B',
    calculon: 'block_act_storage_space',
    ridgepoint: 'keptBytes',
    holds: keeps,
    theirs: (_, s) => s.block_act_storage_space,
    ours: kept,
    differences: ACTIVATIONS,
  },
  {
    name: 'activations kept in flight',
    unit: 'B',
    calculon: 'act_space - block_act_working_space + block_act_storage_space',
    ridgepoint: 'writeMemory: activations (inFlight x keptBytes)',
    holds: keeps,
    theirs: (_, s) => s.act_space - s.block_act_working_space + s.block_act_storage_space,
    ours: inFlight,
    differences: [lastGroupShort, ...wholeRank(ACTIVATIONS, kept)],
  },
  {
    name: 'checkpoint of a block',
    unit: 'B',
    calculon: 'block_act_checkpoint_size',
    ridgepoint: 'keptBytes, full recompute',
    holds: checkpoints,
    theirs: (_, s) => s.block_act_checkpoint_size,
    ours: kept,
    differences: [wholeCheckpoint],
  },
  {
    name: 'checkpoints in flight',
    unit: 'B',
    calculon: 'act_checkpoint_size',
    ridgepoint: 'writeMemory: activations, full recompute',
    holds: checkpoints,
    theirs: (_, s) => s.act_checkpoint_size,
    ours: inFlight,
    differences: [wholeCheckpoint],
  },
];

const OFFLOADED: readonly Field[] = [
  {
    name: 'weights left here when offloaded',
    unit: 'B',
    calculon: 'weight_space_with_offload',
    ridgepoint: 'writeMemory: weights',
    holds: (m) => m.execution.weight_offload,
    theirs: (_, s) => s.weight_space_with_offload,
    ours: (m) => memory(m, { offload: m.strategy.offload }).weights,
    differences: [],
  },
  {
    name: 'optimizer states left here when offloaded',
    unit: 'B',
    calculon: 'optimizer_space_with_offload',
    ridgepoint: 'writeMemory: optimizer',
    holds: (m) => m.execution.optimizer_offload,
    theirs: (_, s) => s.optimizer_space_with_offload,
    ours: (m) => memory(m, { offload: m.strategy.offload }).optimizer,
    differences: [statesPassThrough],
  },
  {
    name: 'activations left here when offloaded',
    unit: 'B',
    calculon: 'act_space_with_offload - block_act_working_space',
    ridgepoint: 'writeMemory: activations',
    holds: (m) => m.execution.activations_offload && keeps(m),
    theirs: (_, s) => s.act_space_with_offload - s.block_act_working_space,
    ours: (m) => memory(m, { offload: m.strategy.offload }).activations,
    differences: [oneBlockResident, ...wholeRank(ACTIVATIONS, kept)],
  },
  {
    name: 'checkpoints left here when offloaded',
    unit: 'B',
    calculon: 'act_checkpoint_size_with_offload',
    ridgepoint: 'writeMemory: activations',
    holds: (m) => m.execution.activations_offload && checkpoints(m),
    theirs: (_, s) => s.act_checkpoint_size_with_offload,
    ours: (m) => memory(m, { offload: m.strategy.offload }).activations,
    differences: [wholeCheckpoint],
  },
];

const tensor = (block: 'base' | 'edge'): readonly Field[] => [
  {
    name: `tensor-parallel traffic forward, ${block} block`,
    unit: 'B',
    calculon: `${block}block_fw_tp_size on a ring`,
    ridgepoint: 'layerTraffic',
    holds: (m) => m.execution.tensor_par > 1,
    theirs: (m, s) => tensorSize(m, s[`${block}block_fw_tp_size`], block),
    ours: tensorWire,
    differences: [float8],
  },
  {
    name: `tensor-parallel traffic backward, ${block} block`,
    unit: 'B',
    calculon: `${block}block_bw_tp_size on a ring`,
    ridgepoint: 'layerTraffic (same both ways)',
    holds: (m) => trains(m) && m.execution.tensor_par > 1,
    theirs: (m, s) => tensorSize(m, s[`${block}block_bw_tp_size`], block),
    ours: tensorWire,
    differences: [float8],
  },
  {
    name: `tensor-parallel traffic repeated, ${block} block`,
    unit: 'B',
    calculon: `${block}block_recomm_size on a ring`,
    ridgepoint: 'stagePass: recompute',
    holds: (m) => trains(m) && m.execution.tensor_par > 1,
    theirs: (m, s) => tensorSize(m, s[`${block}block_recomm_size`], block),
    ours: recomputeWire,
    differences: [secondGather(block), float8],
  },
];

const OTHER_TRAFFIC: readonly Field[] = [
  {
    name: 'pipeline send forward',
    unit: 'B',
    calculon: 'block_fw_pp_size',
    ridgepoint: 'Pricer.hop',
    holds: (m) => m.execution.pipeline_par > 1,
    theirs: (_, s) => s.block_fw_pp_size,
    ours: pipelineWire,
    differences: [float8],
  },
  {
    name: 'pipeline send backward',
    unit: 'B',
    calculon: 'block_bw_pp_size',
    ridgepoint: 'Pricer.hop',
    holds: (m) => trains(m) && m.execution.pipeline_par > 1,
    theirs: (_, s) => s.block_bw_pp_size,
    ours: pipelineWire,
    differences: [float8],
  },
  {
    name: 'data-parallel traffic of a block',
    unit: 'B',
    calculon: 'block_dp_size on a ring, reduced and gathered',
    ridgepoint: 'dataParallelSeconds',
    holds: (m) => trains(m) && m.execution.data_par > 1,
    theirs: (m, s) => onWire(s.block_dp_size, 2, m.execution.data_par),
    ours: dataWire,
    differences: [float8],
  },
];

export const FIELDS: readonly Field[] = [
  ...FLOPS,
  ...SIZES,
  ...KEPT,
  ...OFFLOADED,
  ...tensor('base'),
  ...tensor('edge'),
  ...OTHER_TRAFFIC,
];
