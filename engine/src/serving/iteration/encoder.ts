import type { Attention, Block, DenseMlp } from '../../model/index.ts';
import type { Deployment, Pictures } from '../deployment.ts';
import { formatFor } from '../quantisation/index.ts';
import { attentionOf } from './attention.ts';
import { elementWise } from './element-wise.ts';
import { kernelsOf } from './host.ts';
import type { KernelShelf } from './kernel-choice.ts';
import type { Links } from './links.ts';
import type { Products } from './products.ts';
import { rankLayer } from './rank-layer.ts';

/**
 * Seconds that the tower takes for each prompt token of a request: the pictures of one request at once, in 16 bit, launched kernel by
 * kernel, before the iteration that reads them (vLLM 0.11, gpu_model_runner: _execute_mm_encoder). Its matrices are cut over the ranks of
 * tensor parallelism (mm_encoder_tp_mode: weights).
 */
export function encoderSeconds(
  { tower, share, patches, count }: Pictures,
  { tp }: Deployment,
  shelf: KernelShelf,
  products: Products,
  links: Links,
): number {
  const { hidden, heads } = tower;
  const mixer: Attention = {
    kind: 'attention',
    heads,
    kvHeads: heads,
    headDim: hidden / heads,
    window: null,
    bias: { qkv: true, out: true },
    extraParameters: 0,
  };
  const mlp: DenseMlp = { kind: 'dense', inner: tower.inner, gated: tower.gated, bias: true };
  const block: Block = { name: 'vision', mixer, mlp, norms: 2, normParameters: 2 * hidden };
  const weights = formatFor('bf16');
  const layer = rankLayer(block, tower.layers, hidden, tp, weights);
  const rows = count * patches;
  const passing = elementWise(shelf.chip);
  // Causal attention after half as many cached entries scores as many pairs as all patches have among them.
  let each = attentionOf(shelf, mixer, { tp, kv: 'bf16', weights }).prefill(count, patches, patches / 2);
  for (const { n, k } of layer.products) each += products.plain(rows, n, k);
  for (const { kernels, bytes } of layer.passes) each += kernels * passing(rows * bytes);
  each += layer.reductions * links.allReduce(tp, rows * hidden * 2);
  const tokens = rows / tower.patches;
  let seconds = tower.layers * each;
  for (const [n, k] of tower.projector) seconds += products.plain(tokens, Math.ceil(n / tp), k);
  const launches = kernelsOf([layer], tp, false) * shelf.profile.overheads.launch;
  return (share * Math.max(seconds, launches)) / tokens;
}
