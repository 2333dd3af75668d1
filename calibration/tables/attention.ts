import {
  type DecodeShape,
  decode,
  type KernelForm,
  type LatentDecodeShape,
  type LatentPrefillShape,
  latentDecode,
  latentPrefill,
  PLAN,
  type PrefillShape,
  prefill,
} from '../../engine/src/cost/index.ts';
import type { Dtype } from '../../engine/src/facts/index.ts';
import type { KernelTable, Sample } from '../../engine/src/trust/index.ts';
import { attentionKey, heldOutAttention } from '../held-out.ts';
import { type PublishedTable, publishedTables, type Row, sourceOf } from '../read-tables.ts';
import { leftOutRow, leftOutTable } from './attention-left-out.ts';

/** Shapes of all attention forms: what a table of any of them may hold. */
export type AttentionShape = PrefillShape | DecodeShape | LatentPrefillShape | LatentDecodeShape;

const KINDS = ['context_attention', 'generation_attention', 'context_mla', 'generation_mla'] as const;
export type AttentionKind = (typeof KINDS)[number];

interface Call {
  readonly shape: AttentionShape;
  readonly key: string;
}

/** How each published table becomes shapes of a form. KV length of a generation row is `isl` + `step`. */
const READERS: Readonly<
  Record<AttentionKind, { readonly form: KernelForm<never>; readonly read: (row: Row) => Call }>
> = {
  context_attention: {
    form: prefill,
    read: (row) => {
      const heads = headsOf(row);
      const shape = { batch: Number(row.batch_size), tokens: Number(row.isl), prefix: Number(row.step ?? 0), ...heads };
      return { shape, key: attentionKey('prefill', { ...shape, length: shape.tokens }) };
    },
  },
  generation_attention: {
    form: decode,
    read: (row) => {
      const shape = { batch: Number(row.batch_size), context: Number(row.isl) + Number(row.step), ...headsOf(row) };
      return { shape, key: attentionKey('decode', { ...shape, length: shape.context }) };
    },
  },
  context_mla: {
    form: latentPrefill,
    read: (row) => ({
      shape: {
        batch: Number(row.batch_size),
        tokens: Number(row.isl),
        prefix: Number(row.step ?? 0),
        heads: Number(row.num_heads),
        kvBytes: kvBytesOf(row),
      },
      key: '',
    }),
  },
  generation_mla: {
    form: latentDecode,
    read: (row) => ({
      shape: {
        batch: Number(row.batch_size),
        context: Number(row.isl) + Number(row.step),
        heads: Number(row.num_heads),
        kvBytes: kvBytesOf(row),
      },
      key: '',
    }),
  },
};

const kvBytesOf = (row: Row): number => (row.kv_cache_dtype === 'fp8' ? 1 : 2);
const headsOf = (row: Row) => ({
  heads: Number(row.num_heads),
  kvHeads: Number(row.num_key_value_heads),
  headSize: Number(row.head_dim),
  window: Number(row.window_size || 0),
  kvBytes: kvBytesOf(row),
});

/**
 * All measured attention kernels, one table for each library, kernel and KV format of a chip. A table is read when it is reached.
 * `kernel` is the source's kernel; `+fp8` says that the products run in FP8 as well.
 */
export function* attentionTables(
  wanted: (table: Pick<PublishedTable, 'chip' | 'kind' | 'library'>) => boolean = () => true,
): Generator<KernelTable<AttentionShape>> {
  const heldOut = heldOutAttention();
  for (const published of publishedTables(KINDS)) {
    if (!wanted(published)) continue;
    const kind = published.kind as AttentionKind;
    const { form, read } = READERS[kind];
    const kernels = new Map<string, Sample<AttentionShape>[]>();
    for (const row of published.rows) {
      const { shape, key } = read(row);
      if (heldOut.has(key) || leftOutRow(published, row)) continue;
      const name = kernelOf(row);
      const list = kernels.get(name);
      const sample = { shape, microseconds: Number(row.latency) * 1000, weight: 1 };
      if (list) list.push(sample);
      else kernels.set(name, [sample]);
    }
    for (const [name, samples] of kernels) {
      const [kernel, format] = name.split(' ') as [string, string];
      if (leftOutTable(published, kernel) || samples.length < LEAST_ROWS) continue;
      yield {
        form: form as unknown as KernelForm<AttentionShape>,
        chip: published.chip,
        format,
        library: published.library,
        kernel,
        peakFormat: (kernel.endsWith('+fp8') ? 'fp8' : 'bf16') as Dtype,
        samples,
        fixed: fixedOf(kind, kernel, published.chip, samples),
        bench: benchOf(kind, published.library),
        ...(kind.endsWith('mla') ? {} : { attempts: ATTEMPTS }),
        source: sourceOf(published.path),
      };
    }
  }
}

const ATTEMPTS = 3;
const LEAST_ROWS = 100; // fewer are another kernel's edge cases

/** Kernel and KV format; FP8 products are another kernel than an FP8 cache read into 16 bit. */
const kernelOf = (row: Row): string =>
  `${row.kernel_source}${row.attn_dtype === 'fp8' ? '+fp8' : ''} ${row.kv_cache_dtype === 'fp8' ? 'fp8' : 'bf16'}`;

/** Parameters a table cannot tell: head sizes it does not hold, and how a kernel packs heads. */
function fixedOf(kind: AttentionKind, kernel: string, chip: string, samples: readonly Sample<AttentionShape>[]) {
  if (kind === 'context_mla') return {};
  if (kind === 'generation_mla') return { plan: BLACKWELL.test(chip) ? PLAN.trtllmGen : PLAN.cheapest };
  const sizes = new Set(samples.map(({ shape }) => ('headSize' in shape ? shape.headSize : 0)));
  const has = (low: number, high: number) => [...sizes].some((size) => size > low && size <= high);
  const fixed: Record<string, number> = {};
  const name = kind === 'context_attention' ? 'e' : 'c';
  if (!has(0, 64)) fixed[`${name}64`] = 0;
  if (!has(64, 128)) fixed[`${name}128`] = 0;
  if (!has(128, 192)) fixed[`${name}192`] = 0;
  if (!has(192, 256)) fixed[`${name}256`] = 0;
  if (!samples.some(({ shape }) => 'window' in shape && shape.window > 0)) fixed.wx = 0;
  if (kind === 'context_attention') {
    fixed.packs = /fa2|torch_flow/.test(kernel) ? 0 : 1;
    return { ...fixed, ...blocksOf(kernel) };
  }
  const plan = planOf(kernel, chip, samples[0]!.shape.kvBytes);
  const xqa = plan === PLAN.xqa || plan === PLAN.xqaHopper;
  if (plan !== PLAN.flash2) fixed.tg = 0;
  if (plan !== PLAN.flash3) fixed.tb = 0;
  if (xqa || sizes.size < 2) fixed.tv = 0;
  if (plan !== PLAN.flashInfer) fixed.wide = 0;
  if (!xqa) fixed.tx = 0;
  if (fixed.wx === 0) fixed.tl = 0;
  return { ...fixed, plan };
}

/** Whose code a decode kernel is; TensorRT-LLM runs XQA on Hopper and trtllm-gen on Blackwell under one name. */
function planOf(kernel: string, chip: string, kvBytes: number): number {
  if (/fa2|flash_attn$/.test(kernel)) return PLAN.flash2;
  if (/fa3/.test(kernel)) return PLAN.flash3;
  if (/fidecode/.test(kernel)) return PLAN.flashInfer;
  if (/trtllmdecode/.test(kernel)) return PLAN.trtllmGen;
  if (kernel === 'torch_flow') return BLACKWELL.test(chip) ? PLAN.trtllmGen : kvBytes > 1 ? PLAN.xqa : PLAN.xqaHopper;
  return PLAN.cheapest;
}
const BLACKWELL = /^g?b\d/;

/** Query blocks that are not of 128 rows: FlashAttention-2 on a paged cache; FlashInfer plans them. */
const blocksOf = (kernel: string) => ({
  ...(/fa2|flash_attn$/.test(kernel) ? { rows: 64 } : {}),
  ...(/fiprefill/.test(kernel) ? { plan: 2 } : { cm: 0 }),
});

function benchOf(kind: AttentionKind, library: string): Record<string, number> {
  const host: Record<string, number> = kind.endsWith('mla') && library.startsWith('VLLM') ? { host: 100 } : {};
  return kind.startsWith('generation') ? { warm: 1.5, reach: 1, ...host } : host;
}
