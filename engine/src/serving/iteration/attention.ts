import { answersBeside, decode, latentDecode, latentPrefill, limitsOf, prefill } from '../../cost/index.ts';
import { baseValue, type Chip } from '../../facts/index.ts';
import { MEMORY_SHARE, multiprocessors } from '../../machine/index.ts';
import type { Attention, LatentAttention } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import { datasheetRate, KERNEL_GAP } from './datasheet-product.ts';
import { fromDatasheet, type Kernel, type KernelShelf, kernelOf } from './kernel-choice.ts';
import type { Products } from './products.ts';
import { libraryKey } from './table-memo.ts';

/** Attention of one layer on one rank. */
export interface AttentionKernels {
  /** One new token (or `queries` of them, verified together) for each of n requests that hold `context` tokens each. */
  readonly decode: (n: number, context: number, queries: number) => number;
  /** `batch` requests of `tokens` new tokens each after `prefix` cached ones. */
  readonly prefill: (batch: number, tokens: number, prefix: number) => number;
  /** As `decode`, what the requests add to a call that has pieces of prompts in it; absent = as much as by themselves. */
  readonly beside?: (n: number, context: number, queries: number) => number;
  /** What the seconds of each follow from, on one chip. */
  readonly decodeKey: string;
  readonly prefillKey: string;
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
  { tp, kv, weights }: Pick<Deployment, 'tp' | 'kv' | 'weights'>,
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
  const answering = { ...wanted, kernels: [OWN] };
  const reading = { ...wanted, kernels: [readsNarrow(weights) ? OWN_NARROW : OWN] };
  const d = kernelOf(shelf, decode, answering) ?? kernelOf(shelf, decode, { ...answering, format: 'bf16' });
  const p = kernelOf(shelf, prefill, reading) ?? kernelOf(shelf, prefill, { ...reading, format: 'bf16' });
  const memory = baseValue(shelf.chip.memory.bandwidth) * MEMORY_SHARE;
  const rate = FUSED_SHARE * datasheetRate(shelf.chip, 'bf16');
  if (!d) fromDatasheet(shelf, 'decode');
  if (!p) fromDatasheet(shelf, 'prefill');
  const { heads, kvHeads, headSize, window, kvBytes } = layout;
  const alone = readsAlone(shelf, layout);
  const readers = alone * 2 * heads * headSize;
  const elements = readers > 0 ? elementRate(shelf.chip) : Number.POSITIVE_INFINITY;
  // One call's sizes, written over and over: tables ask thousands of times.
  const one = { ...layout, batch: 0, context: 0 };
  const many = { ...layout, batch: 0, tokens: 0, prefix: 0 };
  const limits = limitsOf(shelf.chip, 'bf16');
  const decodeSeconds = (n: number, context: number, queries: number): number => {
    const seen = window > 0 ? Math.min(window, context) : context;
    const read = (readers * n * queries * seen) / elements;
    if (d) {
      one.heads = heads * queries;
      one.batch = n;
      one.context = context;
      const seconds = d.seconds(one);
      return Math.max(0.3 * seconds, seconds - ahead(d), read);
    }
    return 2 * KERNEL_GAP + Math.max((2 * n * kvHeads * headSize * seen * kvBytes) / memory, read);
  };
  return {
    decodeKey: JSON.stringify([layout, d?.key, readers]),
    prefillKey: JSON.stringify([layout, p?.key]),
    decode: decodeSeconds,
    ...(p &&
      shelf.profile.mixesCalls &&
      p.fit.parameters.rows && {
        beside: (n: number, context: number, queries: number) => {
          many.batch = n;
          many.tokens = queries;
          many.prefix = Math.max(0, context - queries);
          return Math.max(decodeSeconds(n, context, queries), 1e-6 * answersBeside(many, p.fit.parameters, limits));
        },
      }),
    prefill: (batch, tokens, prefix) => {
      if (p) {
        many.batch = batch;
        many.tokens = tokens;
        many.prefix = prefix;
        const seconds = p.seconds(many);
        return Math.max(0.3 * seconds, seconds - ahead(p));
      }
      const seen = prefix + (tokens + 1) / 2;
      const flops = 4 * batch * tokens * (window > 0 ? Math.min(window, seen) : seen) * heads * headSize;
      const bytes = 2 * batch * ((tokens + prefix) * kvHeads * kvBytes + 2 * tokens * heads) * headSize;
      return 2 * KERNEL_GAP + Math.max(flops / rate, bytes / memory);
    },
  };
}

/**
 * TensorRT-LLM's own back end of attention, its default (attn_backend TRTLLM, llm_args.py), beside the FlashInfer one that was timed too.
 * With an 8-bit cache it multiplies queries of prompts in 8 bit where the projections before it are quantised, else in 16.
 */
const OWN = /torch_flow$/;
const OWN_NARROW = /torch_flow\+fp8$/;
const readsNarrow = ({ quantisesActivations, gemmFit }: Deployment['weights']): boolean =>
  quantisesActivations && gemmFit !== 'bf16';

/** Shapes that TensorRT-LLM's first kernels for grouped heads (XQA, from 0.8 on) were built for. */
const GROUPED = { headSize: 128, group: 8 };

/** Times that each query head reads the keys and values of its group for itself: 0 where one kernel reads them for all. */
function readsAlone(
  { profile, beams = 1 }: KernelShelf,
  { heads, kvHeads, headSize }: { readonly heads: number; readonly kvHeads: number; readonly headSize: number },
): number {
  if (beams > 1 && profile.family === 'trtllm') return beams;
  if (!profile.headsReadAlone) return 0;
  if (profile.headsReadAlone === 'all') return 1;
  return headSize === GROUPED.headSize && heads === GROUPED.group * kvHeads ? 0 : 1;
}

/**
 * Keys and values that cores can take in a second, an element at a time, out of the second-level cache: 25 a clock of a multiprocessor.
 * Source: what Falcon-180B (29 heads a group), Mistral-7B (4) and GPT-J (beams of 4) lose in TensorRT-LLM 0.8 and MLPerf v4.1 on H100 and H200.
 */
const ELEMENTS_A_CLOCK = 25;
const USUAL_CLOCK = 1.7e9; // Hz, where a datasheet is silent
const elementRate = (chip: Chip): number => {
  const cores = multiprocessors(chip);
  if (cores === 0) return Number.POSITIVE_INFINITY;
  const clock = chip.units?.clockMhz ? baseValue(chip.units.clockMhz) : USUAL_CLOCK;
  return ELEMENTS_A_CLOCK * cores * clock;
};

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
  const layout = [mixer.kvLoraRank, mixer.qkRope, mixer.qkNope, mixer.vHead, heads, kvBytes, libraryKey(shelf)];
  return {
    decodeKey: JSON.stringify([layout, d?.key]),
    prefillKey: JSON.stringify([layout, p?.key]),
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
