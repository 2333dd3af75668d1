import type { Attention, LatentAttention, Mamba, Mixer } from './architecture.ts';
import type { Tensor } from './tensors.ts';

/** The weights of a layer's mixer, fused as training frameworks store them. Shapes are [out, in]. */
export function mixerTensors(mixer: Mixer, hidden: number): readonly Tensor[] {
  if (mixer.kind === 'attention') return attentionTensors(mixer, hidden);
  if (mixer.kind === 'mla') return latentTensors(mixer, hidden);
  return mambaTensors(mixer, hidden);
}

/** One weight of a mixer. */
const weight = (name: string, shape: readonly number[], shard: Tensor['shard'] = 'none'): Tensor => ({
  name,
  shape,
  count: 1,
  role: 'mixer',
  shard,
});

function attentionTensors(a: Attention, hidden: number): Tensor[] {
  const qkv = qkvColumns(a);
  const tensors = [weight('qkv', [qkv, hidden], 'column'), weight('out', [hidden, a.heads * a.headDim], 'row')];
  if (a.bias.qkv) tensors.push(weight('qkv.bias', [qkv], 'column'));
  if (a.bias.out) tensors.push(weight('out.bias', [hidden]));
  if (a.extraParameters > 0) tensors.push(weight('qk-norms-and-sinks', [a.extraParameters]));
  return tensors;
}

/** Columns of the fused projection to queries, keys, values and, where there is one, the output gate. */
export function qkvColumns(a: Attention): number {
  return ((a.outputGate ? 2 : 1) * a.heads + 2 * a.kvHeads) * a.headDim;
}

/** Columns of a recurrent mixer's input projection: z, x, B, C and the step size; the delta rule adds a writing strength a head. */
export function recurrentColumns(m: Mamba): number {
  const inner = m.heads * m.headDim;
  return 2 * inner + 2 * m.groups * m.stateDim + (m.rule === 'gated-delta' ? 2 : 1) * m.heads;
}

/** arXiv 2412.19437 equations 1-11; each latent has an RMSNorm. */
function latentTensors(m: LatentAttention, hidden: number): Tensor[] {
  const q = m.heads * (m.qkNope + m.qkRope);
  const query =
    m.qLoraRank === null
      ? [weight('q', [q, hidden], 'column')]
      : [
          weight('q-down', [m.qLoraRank, hidden]),
          weight('q-norm', [m.qLoraRank]),
          weight('q-up', [q, m.qLoraRank], 'column'),
        ];
  return [
    ...query,
    weight('kv-down', [m.kvLoraRank + m.qkRope, hidden]),
    weight('kv-norm', [m.kvLoraRank]),
    weight('kv-up', [m.heads * (m.qkNope + m.vHead), m.kvLoraRank], 'column'),
    weight('out', [hidden, m.heads * m.vHead], 'row'),
  ];
}

/** arXiv 2405.21060 section 8: a depthwise convolution over x, B and C, decay and step a head, a gated norm. Gated DeltaNet: arXiv 2412.06464 section 3. */
function mambaTensors(m: Mamba, hidden: number): Tensor[] {
  const inner = m.heads * m.headDim;
  const convolved = inner + 2 * m.groups * m.stateDim;
  const delta = m.rule === 'gated-delta';
  return [
    weight('in', [recurrentColumns(m), hidden], 'column'),
    weight('conv', [convolved, m.convKernel], 'column'),
    ...(delta ? [] : [weight('conv.bias', [convolved], 'column')]),
    // Mamba-2 has A, D and the step's bias a head; DeltaNet has no D, and one norm for all heads.
    weight('per-head', [delta ? 2 : 3, m.heads], 'column'),
    delta ? weight('gated-norm', [m.headDim]) : weight('gated-norm', [inner], 'column'),
    weight('out', [hidden, inner], 'row'),
  ];
}
