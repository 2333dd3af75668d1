import { baseValue } from '../../facts/index.ts';
import { peakFlops } from '../../machine/index.ts';
import type { Indexer, LatentAttention } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import type { AttentionKernels } from './attention.ts';
import type { KernelShelf } from './kernel-choice.ts';
import type { Products } from './products.ts';
import type { RankLayer } from './rank-layer.ts';
import { SPARSE_HOST, type SparseLayer, sparseDecode, sparseLaw, sparsePrefill } from './sparse-law.ts';

/**
 * Latent attention to the entries that an indexer chooses (DeepSeek-V3.2, GLM-5). Layers that reuse an earlier layer's choice score
 * nothing. Prompts multiply on the latent itself, as answers do.
 */
export function sparseOf(
  { chip }: KernelShelf,
  mixer: LatentAttention & { readonly indexer: Indexer },
  hidden: number,
  { tp }: Pick<Deployment, 'tp'>,
  products: Products,
  dense: AttentionKernels,
  entryBytes: number,
): AttentionKernels {
  const { indexer } = mixer;
  const law = sparseLaw(chip);
  const rates = {
    bandwidth: baseValue(chip.memory.bandwidth),
    peak16: peakFlops(chip, 'bf16'),
    peak8: peakFlops(chip, 'fp8'),
  };
  const heads = Math.max(1, Math.ceil(mixer.heads / tp));
  const latent = mixer.kvLoraRank;
  const layer: SparseLayer = {
    heads,
    entryBytes,
    pairFlop: 2 * (2 * latent + mixer.qkRope),
    indexHeads: indexer.own ? indexer.heads : 0,
    indexSize: indexer.own ? indexer.headDim : 0,
    topk: indexer.topk,
  };
  const projected = (rows: number): number =>
    indexer.own
      ? products.narrow(rows, indexer.heads * indexer.headDim, mixer.qLoraRank ?? hidden) +
        products.plain(rows, indexer.headDim + indexer.heads, hidden)
      : 0;
  const key = JSON.stringify([layer, indexer.own, hidden]);
  return {
    decodeKey: `${dense.decodeKey} sparse ${key}`,
    prefillKey: `${dense.prefillKey} sparse ${key}`,
    decode: (n, context, queries) => dense.decode(n, 1, queries) + sparseDecode(law, layer, rates, n, context, queries),
    prefill: (batch, tokens, prefix) => {
      const rows = batch * tokens;
      return (
        products.plain(rows, heads * latent, mixer.qkNope) +
        products.plain(rows, heads * mixer.vHead, latent) +
        projected(rows) +
        sparsePrefill(law, layer, rates, batch, tokens, prefix)
      );
    },
  };
}

/** What vLLM's host takes in a step with prompts to launch the sparse attention of all layers: no graph replays it. */
export const sparseHostSeconds = (layers: readonly RankLayer[]): number =>
  layers.reduce((sum, { block: { mixer }, layers: count }) => {
    return sum + (mixer?.kind === 'mla' && mixer.indexer?.own ? count * SPARSE_HOST * 1e-6 : 0);
  }, 0);
