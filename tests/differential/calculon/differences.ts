import { microBatchesOf } from '../../../engine/src/training/pricer.ts';
import type { Mapped } from './mapped.ts';
import { inFlightOf } from './probes.ts';

/**
 * A known difference between the two models. `correct` turns our number into what Calculon's rule gives, so an explanation is
 * itself tested: a wrong one leaves the numbers apart.
 */
export interface Difference {
  readonly id: string;
  /** What Ridgepoint does. */
  readonly ours: string;
  /** What Calculon does. */
  readonly theirs: string;
  readonly reason: string;
  readonly applies: (m: Mapped) => boolean;
  readonly correct: (m: Mapped, value: number) => number;
}

const isSequenceParallel = (m: Mapped) => m.execution.tensor_par_comm_type === 'rs_ag';
const isOverlapped = (m: Mapped) => m.execution.tensor_par_overlap !== 'none';
/** Bytes of a whole layer input in 16 bit, 2·s·b·h. */
const wholeInput = (m: Mapped) => 2 * m.tokens * m.application.hidden;

const FLOAT8 = {
  id: 'fp8-storage',
  ours: 'fp8 is a format of products and of the inputs they keep: weights, other activations, messages and gradients stay in 16 bit',
  theirs: 'one byte for all of them',
  reason: 'fp8 is meant for the inputs of products (arXiv:2209.05433); frameworks keep 16-bit weights and cast them',
  applies: (m: Mapped) => m.element === 1,
};

/** Fp8 for a number that is all 16-bit elements. */
export const float8: Difference = { ...FLOAT8, correct: (_, value) => value / 2 };

/** Fp8 for activations: what we keep in 16 bit is the residual stream, query, key, value and the input of the activation function. */
export const float8Activations: Difference = {
  ...FLOAT8,
  correct: (m, value) => {
    const { hidden, feedforward, attn_heads: heads, attn_size: d } = m.application;
    const t = m.execution.tensor_par;
    const wide = (2 * hidden) / (isSequenceParallel(m) ? t : 1) + (3 * heads * d + feedforward) / t;
    return value - m.tokens * wide;
  },
};

/** Differences in what a block keeps for backward, in the order in which they are undone. */
export const ACTIVATIONS: readonly Difference[] = [
  {
    id: 'attention-input-dropped',
    ours: "selective recompute keeps the norm's output, which the weight gradient of query, key and value needs",
    theirs: 'drops it with `attn_only`, also without sequence parallelism, where nothing brings it back',
    reason: 'arXiv:2205.05198 equation 2 and section 5 keep it: 10 + 24/t; Calculon has 8 + 24/t',
    applies: (m) =>
      m.execution.activation_recompute === 'attn_only' &&
      !(isSequenceParallel(m) && m.execution.seq_par_ag_redo) &&
      !isOverlapped(m),
    correct: (m, value) => value - wholeInput(m),
  },
  {
    id: 'shard-beside-whole',
    ours: 'a gathered input that is kept stands once, whole (its shard is a part of it)',
    theirs: 'keeps the shard as well',
    reason: 'Calculon counts the input of the all-gather and its output as two tensors',
    applies: (m) => isSequenceParallel(m) && !m.execution.seq_par_ag_redo && !isOverlapped(m),
    correct: (m, value) => value + (2 * wholeInput(m)) / m.execution.tensor_par,
  },
  {
    id: 'gathered-in-tiles',
    ours: 'without gathering again the gathered inputs are kept whole, overlapped or not',
    theirs: 'with tensor-parallel overlap only one of t tiles is ever kept',
    reason: 'Calculon takes overlap to imply gathering again; say so in a strategy with `gatherAgain`',
    applies: (m) => isSequenceParallel(m) && !m.execution.seq_par_ag_redo && isOverlapped(m),
    correct: (m, value) => value - 2 * wholeInput(m) * (1 - 1 / m.execution.tensor_par),
  },
  {
    id: 'multi-query-expanded',
    ours: 'one key and one value head a rank are kept',
    theirs: 'keys and values are kept as often as there are query heads',
    reason: 'the batched product of Calculon takes its operands as expanded; frameworks broadcast them',
    applies: (m) => m.execution.attention_type === 'multiquery',
    correct: (m, value) => {
      const { attn_heads: heads, attn_size: d } = m.application;
      return value + 2 * 2 * m.tokens * d * (heads / m.execution.tensor_par - 1);
    },
  },
  float8Activations,
];

/** Bytes of a rank: corrected as its blocks are. `block` = bytes of one block before any correction. */
export function wholeRank(differences: readonly Difference[], block: (m: Mapped) => number): readonly Difference[] {
  return differences.map((difference, i) => ({
    ...difference,
    correct: (m, value) => {
      const before = differences.slice(0, i).reduce((n, d) => (d.applies(m) ? d.correct(m, n) : n), block(m));
      return (value * difference.correct(m, before)) / before;
    },
  }));
}

export const lastGroupShort: Difference = {
  id: 'last-group-short',
  ours: 'activations in flight are those that the simulated schedule holds, with an incomplete last group of micro-batches',
  theirs: 'p (1 + (p - 1)/(p v)) whatever the number of micro-batches beyond p',
  reason: 'the closed form of arXiv:2205.05198 section 4.2.3 holds for whole groups of p micro-batches',
  applies: (m) => m.strategy.vp > 1 && microBatchesOf(m.problem, m.strategy) % m.strategy.pp !== 0,
  correct: (m, value) =>
    (value / inFlightOf(m)) * m.strategy.pp * (1 + (m.strategy.pp - 1) / (m.strategy.pp * m.strategy.vp)),
};

export const wholeCheckpoint: Difference = {
  id: 'checkpoint-whole',
  ours: "full recompute keeps each layer's input, split over tensor ranks with sequence parallelism",
  theirs: 'the whole input on every rank',
  reason: 'with sequence parallelism the input exists only as shards (arXiv:2205.05198 section 4.2.2)',
  applies: isSequenceParallel,
  correct: (m, value) => value * m.execution.tensor_par,
};

export const gradientsSharded: Difference = {
  id: 'gradients-sharded',
  ours: 'ZeRO-1 shards the optimizer and holds every gradient of the rank until the step ends',
  theirs: 'optimizer sharding shards gradients too (ZeRO-2)',
  reason: 'arXiv:1910.02054 section 5; with `zero: 2` Ridgepoint gives the same (field "gradients of a block")',
  applies: (m) => m.execution.optimizer_sharding,
  correct: (m, value) => value / m.sharded,
};

export const gradientBuffer: Difference = {
  id: 'gradient-buffer',
  ours: 'gradients are held in one format (here fp16)',
  theirs: 'the block at work has an fp32 buffer of its own in place of its stored gradients',
  reason: 'a choice: Megatron-LM accumulates all in fp32, which is `gradients: fp32` and 4 B for every parameter',
  applies: () => true,
  correct: (m, value) => value + (4 - m.element / m.sharded) * m.layer.parameters.dense,
};

export const secondGather = (block: 'base' | 'edge'): Difference => ({
  id: 'second-gather',
  ours: 'gathering an input again in backward hides under the product of its gradient: no traffic is priced',
  theirs: 'counts the bytes, always for attention with `attn_only`, for the MLP with `seq_par_ag_redo`',
  reason: 'arXiv:2205.05198 section 4.2.2 overlaps this all-gather with the gradient of the product',
  applies: (m) => m.execution.activation_recompute !== 'full',
  correct: (m, value) => {
    const { execution: x } = m;
    const gathers = isSequenceParallel(m) || (x.tensor_par_comm_type === 'p2p_rs_ag' && block === 'edge');
    const inputs = Number(x.activation_recompute === 'attn_only' || x.seq_par_ag_redo) + Number(x.seq_par_ag_redo);
    return value + (gathers ? inputs * wholeInput(m) * (1 - 1 / x.tensor_par) : 0);
  },
});

export const statesPassThrough: Difference = {
  id: 'states-pass-through',
  ours: 'offloaded states stay with the host, which updates them (ZeRO-Offload)',
  theirs: 'states stream through the accelerator, two blocks at a time, which updates them',
  reason: 'arXiv:2101.06840 section 4: the update runs on the host',
  applies: () => true,
  correct: (m, value) => value + (2 * 12 * m.layer.parameters.dense) / m.sharded,
};

export const oneBlockResident: Difference = {
  id: 'one-block-resident',
  ours: 'activations of two layers stay while others stream out: one at work, one in flight',
  theirs: 'those of one block, beside its working space',
  reason: 'a transfer needs its source until it ends: two',
  applies: () => true,
  correct: (_, value) => value / 2,
};
