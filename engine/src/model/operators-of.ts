import type { Mixer, Mlp } from './architecture.ts';
import { qkvColumns, recurrentColumns } from './mixer-tensors.ts';
import type { Elementwise, Matmul, Operator, OperatorsOf } from './operators.ts';
import { scanOf } from './scan.ts';

/**
 * The operators of one layer, forward, in the order they run. Products are fused as published frameworks fuse them.
 *
 * Element-wise counts are elements moved to and from memory per token. A norm reads its row twice (statistics, then scaling)
 * and writes it: 3h; a residual addition reads two rows and writes one: 3h. A Llama or GPT layer has two of each, so 12h in region
 * `sequence`; the activation moves 3f (gated: gate, up, result) or 2f; splitting query, key and value and turning them (rotary) 4qkv less the values' turn.
 */
export const operatorsOf: OperatorsOf = (block, hidden) => {
  const operators: Operator[] = [];
  const parts = (block.mixer === null ? 0 : 1) + (block.mlp === null ? 0 : 1);
  if (block.norms > 0) operators.push(elementwise('norms', 3 * hidden * block.norms, 'sequence'));
  if (block.mixer !== null) operators.push(...mixerOperators(block.mixer, hidden));
  if (block.mlp !== null) operators.push(...mlpOperators(block.mlp, hidden));
  if (parts > 0) operators.push(elementwise('residual', 3 * hidden * parts, 'sequence'));
  return operators;
};

function mixerOperators(mixer: Mixer, hidden: number): Operator[] {
  const matmul = matmulOf('mixer');
  if (mixer.kind === 'attention') {
    const q = mixer.heads * mixer.headDim;
    const kv = mixer.kvHeads * mixer.headDim;
    return [
      matmul('qkv', qkvColumns(mixer), hidden, 'column'),
      elementwise('rotary', 2 * (q + 2 * kv) + 2 * (q + kv), 'tensor'),
      core(mixer.heads, mixer.kvHeads, mixer.headDim, mixer.headDim, mixer.window),
      ...(mixer.outputGate ? [elementwise('output-gate', 3 * q, 'tensor')] : []),
      matmul('out', hidden, q, 'row'),
    ];
  }
  if (mixer.kind === 'mamba') {
    const inner = mixer.heads * mixer.headDim;
    const convolved = inner + 2 * mixer.groups * mixer.stateDim;
    return [
      matmul('in', recurrentColumns(mixer), hidden, 'column'),
      elementwise('convolution', 2 * convolved, 'tensor'),
      scanOf(mixer),
      // Reads y and z, writes the gated, normalised y.
      elementwise('gated-norm', 3 * inner, 'tensor'),
      matmul('out', hidden, inner, 'row'),
    ];
  }
  const qk = mixer.qkNope + mixer.qkRope;
  const query =
    mixer.qLoraRank === null
      ? [matmul('q', mixer.heads * qk, hidden, 'column')]
      : [
          matmul('q-down', mixer.qLoraRank, hidden, 'none'),
          elementwise('q-norm', 3 * mixer.qLoraRank, 'sequence'),
          matmul('q-up', mixer.heads * qk, mixer.qLoraRank, 'column'),
        ];
  return [
    ...query,
    matmul('kv-down', mixer.kvLoraRank + mixer.qkRope, hidden, 'none'),
    elementwise('kv-norm', 3 * mixer.kvLoraRank, 'sequence'),
    matmul('kv-up', mixer.heads * (mixer.qkNope + mixer.vHead), mixer.kvLoraRank, 'column'),
    // Rotary part turned in place; queries and keys put together from their two parts; values split off.
    elementwise('rotary', mixer.heads * (2 * 2 * qk + 2 * mixer.vHead), 'tensor'),
    core(mixer.heads, mixer.heads, qk, mixer.vHead, null),
    matmul('out', hidden, mixer.heads * mixer.vHead, 'row'),
  ];
}

function mlpOperators(mlp: Mlp, hidden: number): Operator[] {
  const up = (inner: number) => (mlp.gated ? 2 * inner : inner);
  const activation = (inner: number) => (mlp.gated ? 3 : 2) * inner;
  const upName = mlp.gated ? 'gate-up' : 'up';
  if (mlp.kind === 'dense') {
    const matmul = matmulOf('mlp');
    return [
      matmul(upName, up(mlp.inner), hidden, 'column'),
      elementwise('activation', activation(mlp.inner), 'tensor'),
      matmul('down', hidden, mlp.inner, 'row'),
    ];
  }
  const { experts, topk, inner, sharedInner, latent } = mlp;
  const width = latent ?? hidden;
  const operators: Operator[] = [
    matmulOf('router')('router', experts, hidden, 'none'),
    // Scores are written in fp32, read for the softmax or sigmoid, written, read for the top-k.
    elementwise('routing', 4 * experts, 'sequence'),
  ];
  if (latent !== undefined) operators.push(matmulOf('mlp')('latent-down', latent, hidden, 'none'));
  operators.push(
    // Permute and its inverse: each reads and writes one row for each expert visited.
    elementwise('permute', 4 * width, 'sequence', topk),
    { op: 'experts', name: `expert.${upName}`, experts, topk, n: up(inner), k: width, shard: 'column' },
    elementwise('expert.activation', activation(inner), 'tensor', topk),
    { op: 'experts', name: 'expert.down', experts, topk, n: width, k: inner, shard: 'row' },
  );
  if (latent !== undefined) operators.push(matmulOf('mlp')('latent-up', hidden, latent, 'none'));
  if (sharedInner > 0) {
    const matmul = matmulOf('shared-expert');
    operators.push(
      matmul(`shared.${upName}`, up(sharedInner), hidden, 'column'),
      elementwise('shared.activation', activation(sharedInner), 'tensor'),
      matmul('shared.down', hidden, sharedInner, 'row'),
    );
  }
  return operators;
}

const matmulOf =
  (part: Matmul['part']) =>
  (name: string, n: number, k: number, shard: Matmul['shard']): Matmul => ({ op: 'matmul', name, n, k, shard, part });

const core = (heads: number, kvHeads: number, qkDim: number, vDim: number, window: number | null): Operator => ({
  op: 'attention',
  name: 'attention',
  heads,
  kvHeads,
  qkDim,
  vDim,
  window,
});

const elementwise = (
  name: string,
  elementsPerToken: number,
  region: Elementwise['region'],
  tokensFactor = 1,
): Elementwise => ({
  op: 'elementwise',
  name,
  elementsPerToken,
  region,
  tokensFactor,
});
