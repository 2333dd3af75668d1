import { decode, latentDecode, latentPrefill, prefill } from '../../cost/index.ts';
import { baseValue } from '../../facts/index.ts';
import { MEMORY_SHARE } from '../../machine/index.ts';
import type { Attention, LatentAttention } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import { fromDatasheet, type Kernel, type KernelShelf, kernelOf } from './kernel-choice.ts';
import { datasheetRate, KERNEL_GAP, type Products } from './products.ts';

/** Attention of one layer on one rank. */
export interface AttentionKernels {
  /** One new token (or `queries` of them, verified together) for each of n requests that hold `context` tokens each. */
  readonly decode: (n: number, context: number, queries: number) => number;
  /** `batch` requests of `tokens` new tokens each after `prefix` cached ones. */
  readonly prefill: (batch: number, tokens: number, prefix: number) => number;
}

export const KV_BYTES: Readonly<Record<Deployment['kv'], number>> = {
  bf16: 2,
  fp16: 2,
  fp8: 1,
  int8: 1,
  fp4: 0.5625,
  int4: 0.5625,
};

/** Tables know caches of 16 and of 8 bit; narrower ones run the 8-bit kernel over fewer bytes. */
const kvFormat = (kv: Deployment['kv']): 'bf16' | 'fp8' => (KV_BYTES[kv] >= 2 ? 'bf16' : 'fp8');

/** What a call of attention takes to start and end inside a graph, us; tables time it alone (Ridgepoint serving study 2026-11, 2.2: 4-6 us). */
const STARTED = 5;
const ahead = (kernel: Kernel<never>): number => Math.max(0, (kernel.fit.parameters.t0 ?? 0) - STARTED) * 1e-6;

const FUSED_SHARE = 0.6; // of the reachable product rate, as machine/shares states for chips that were not measured

export function attentionOf(
  shelf: KernelShelf,
  mixer: Attention,
  { tp, kv }: Pick<Deployment, 'tp' | 'kv'>,
): AttentionKernels {
  const layout = {
    heads: Math.max(1, Math.ceil(mixer.heads / tp)),
    kvHeads: Math.max(1, Math.ceil(mixer.kvHeads / tp)),
    headSize: mixer.headDim,
    window: mixer.window ?? 0,
    kvBytes: KV_BYTES[kv],
  };
  const never = /triton/i; // kernels for odd head sizes, not what engines choose where another exists
  const wanted = { format: kvFormat(kv), peak: 'bf16', never } as const;
  const d = kernelOf(shelf, decode, wanted) ?? kernelOf(shelf, decode, { ...wanted, format: 'bf16' });
  const p = kernelOf(shelf, prefill, wanted) ?? kernelOf(shelf, prefill, { ...wanted, format: 'bf16' });
  const memory = baseValue(shelf.chip.memory.bandwidth) * MEMORY_SHARE;
  const rate = FUSED_SHARE * datasheetRate(shelf.chip, 'bf16');
  if (!d) fromDatasheet(shelf, 'decode');
  if (!p) fromDatasheet(shelf, 'prefill');
  const { heads, kvHeads, headSize, window, kvBytes } = layout;
  return {
    decode: (n, context, queries) => {
      const shape = { ...layout, heads: heads * queries, batch: n, context };
      if (d) return Math.max(0.3 * d.seconds(shape), d.seconds(shape) - ahead(d));
      const seen = window > 0 ? Math.min(window, context) : context;
      return 2 * KERNEL_GAP + (2 * n * kvHeads * headSize * seen * kvBytes) / memory;
    },
    prefill: (batch, tokens, prefix) => {
      if (p) {
        const seconds = p.seconds({ ...layout, batch, tokens, prefix });
        return Math.max(0.3 * seconds, seconds - ahead(p));
      }
      const seen = prefix + (tokens + 1) / 2;
      const flops = 4 * batch * tokens * (window > 0 ? Math.min(window, seen) : seen) * heads * headSize;
      const bytes = 2 * batch * ((tokens + prefix) * kvHeads * kvBytes + 2 * tokens * heads) * headSize;
      return 2 * KERNEL_GAP + Math.max(flops / rate, bytes / memory);
    },
  };
}

const LATENT = 512;
const EXPANDED = 320; // a query-key product of 192 and a value product of 128 a head, DeepSeek-V2 table 1

/**
 * Latent attention: decode multiplies on the latent itself (two small products a head take queries in and values out of it), prefill
 * expands keys and values of new and cached tokens.
 */
export function latentOf(
  shelf: KernelShelf,
  mixer: LatentAttention,
  { tp, kv }: Pick<Deployment, 'tp' | 'kv'>,
  products: Products,
): AttentionKernels {
  const heads = Math.max(1, Math.ceil(mixer.heads / tp));
  const kvBytes = KV_BYTES[kv];
  // vLLM's tables of latent attention hold its launch from Python; TensorRT-LLM times the kernels alone.
  const wanted = { format: kvFormat(kv), peak: 'bf16', before: ['trtllm'] } as const;
  const d = kernelOf(shelf, latentDecode, wanted) ?? kernelOf(shelf, latentDecode, { ...wanted, format: 'bf16' });
  const p = kernelOf(shelf, latentPrefill, wanted) ?? kernelOf(shelf, latentPrefill, { ...wanted, format: 'bf16' });
  const memory = baseValue(shelf.chip.memory.bandwidth) * MEMORY_SHARE;
  const rate = FUSED_SHARE * datasheetRate(shelf.chip, 'bf16');
  if (!d) fromDatasheet(shelf, 'latent-decode');
  if (!p) fromDatasheet(shelf, 'latent-prefill');
  const elements = mixer.kvLoraRank + mixer.qkRope;
  return {
    decode: (n, context, queries) => {
      const rows = n * queries;
      const absorbed =
        products.plain(rows, heads * mixer.kvLoraRank, mixer.qkNope) +
        products.plain(rows, heads * mixer.vHead, LATENT);
      if (d) return absorbed + d.seconds({ batch: n, context, heads: heads * queries, kvBytes });
      const flops = 2 * rows * heads * context * (elements + mixer.kvLoraRank);
      return absorbed + 2 * KERNEL_GAP + Math.max(flops / rate, (n * context * elements * kvBytes) / memory);
    },
    prefill: (batch, tokens, prefix) => {
      const expand = products.plain(batch * (tokens + prefix), heads * (mixer.qkNope + mixer.vHead), mixer.kvLoraRank);
      if (p) return expand + p.seconds({ batch, tokens, prefix, heads, kvBytes });
      const flops = 2 * batch * tokens * (prefix + (tokens + 1) / 2) * heads * EXPANDED;
      return expand + 2 * KERNEL_GAP + flops / rate;
    },
  };
}
