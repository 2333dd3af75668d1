import { attentionFlops } from '../../../engine/src/cost/index.ts';
import { operatorsOf } from '../../../engine/src/model/index.ts';
import { withCopiedKeys } from '../../../engine/src/training/rank-block.ts';
import type { Mapped } from './mapped.ts';
import type { RecordedLayer } from './reference.ts';

/** FLOP of matrix products of one block, one micro-batch, one rank. */
export interface Products {
  readonly forward: number;
  readonly inputGradient: number;
  readonly weightGradient: number;
}

/** Ours: the products of `operatorsOf`, cut over tensor ranks, and the attention core over the whole score matrix. */
export function ourProducts(m: Mapped): Products {
  let weights = 0;
  let core = 0;
  for (const o of operatorsOf(withCopiedKeys(m.block, m.strategy.tp), m.problem.architecture.hidden)) {
    if (o.op === 'matmul') weights += 2 * m.tokens * o.n * o.k;
    else if (o.op === 'attention') {
      core += attentionFlops(m.tokens, m.problem.sequence, o.heads, o.qkDim + o.vDim);
    }
  }
  const { tp } = m.strategy;
  return {
    forward: (weights + core) / tp,
    inputGradient: (weights + 2 * core) / tp,
    weightGradient: weights / tp,
  };
}

/**
 * Calculon's: its sums less what it counts for vector work. Per element: layer norm 9 forward, 14 and 7 back; softmax 5 and 8;
 * GeLU 8 and 13; dropout 1 and 1; residual 1 and 2; a fork as many as its users, back; a reduction (t-1)/t.
 */
export function theirProducts(m: Mapped): Products {
  const stats = m.recorded.stats!;
  const vector = vectorWork(m);
  return {
    forward: stats.block_fw_flops - vector.forward,
    inputGradient: stats.block_agrad_flops - vector.inputGradient,
    weightGradient: stats.block_wgrad_flops - vector.weightGradient,
  };
}

export function vectorWork(m: Mapped): Products {
  const { application: a, execution: x, tokens } = m;
  const t = x.tensor_par;
  const row = tokens * a.hidden;
  const own = x.tensor_par_comm_type === 'rs_ag' ? Math.floor(tokens / t) * a.hidden : row;
  const scores = Math.floor(a.attn_heads / t) * a.seq_size ** 2 * x.microbatch_size;
  const inner = Math.floor((a.feedforward * tokens) / t);
  // With overlap the reduction is part of the product's layer and counted as communication.
  const apart = x.tensor_par_overlap === 'none' && t > 1;
  const reduced = apart ? 2 * ((row * (t - 1)) / t) : 0;
  const fork = x.tensor_par_overlap === 'none' ? 3 * row : 0;
  return {
    forward: own * (2 * 9 + 2 + 2) + scores * (5 + 1) + inner * 8 + reduced,
    inputGradient: own * (2 * 2 + 2 * 14 + 2 + 2 * 2) + fork + scores * (8 + 1) + inner * 13 + reduced,
    weightGradient: own * 2 * 7,
  };
}

/** The same from Calculon's list of layers, where it was recorded. */
export function productsOfLayers(layers: readonly RecordedLayer[]): Products {
  const product = /_(Query|Key|Value|QKV_AG|Query_AG|Key_Query|Attn|MLP|MLP_RS|Mlp1|Mlp2|Mlp1_AG|Mlp2_RS)$/;
  const sum = (of: (layer: RecordedLayer) => number) =>
    layers.filter((l) => product.test(l.name)).reduce((n, l) => n + of(l), 0);
  return {
    forward: sum((l) => l.fw_flops),
    inputGradient: sum((l) => l.agrad_flops),
    weightGradient: sum((l) => l.wgrad_flops),
  };
}
