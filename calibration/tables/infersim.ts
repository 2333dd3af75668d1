import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type DecodeShape,
  decode,
  type ExpertsLayerShape,
  expertsLayer,
  type GemmShape,
  gemm,
  groupedProduct,
  type KernelForm,
  type LatentDecodeShape,
  latentDecode,
  PLAN,
  type PrefillShape,
  prefill,
} from '@ridgepoint/engine/cost';
import type { Dtype } from '@ridgepoint/engine/facts';
import type { KernelTable, Sample } from '@ridgepoint/engine/trust';
import { attentionKey, heldOutAttention, heldOutGemm, validationKernels } from '../held-out.ts';
import type { Row } from '../read-tables.ts';
import { withoutSpikes } from './without-spikes.ts';

const PACKED = join('..', 'shared', 'measured', 'infersim', 'bench_data.json.gz');
const COMMIT = 'f2293dab6d23fe2780356eb71e0ffc3b4baf61dd';
const CHIPS: Readonly<Record<string, string>> = { h20: 'h20', h800: 'h800-sxm' };
const LEAST_ROWS = 20;

/** Operands of DeepGEMM: both in fp8 with block scales, narrowed before the timed call. */
const FP8 = { activationBytes: 1, weightBytes: 1 } as const;

export type InferSimShape = GemmShape | ExpertsLayerShape | PrefillShape | DecodeShape | LatentDecodeShape;

/** H20 and H800: DeepGEMM products and grouped products, FlashAttention-3 and FlashMLA, as InferSim publishes them. */
export function* inferSimTables(): Generator<KernelTable<InferSimShape>> {
  if (!existsSync(PACKED)) return;
  const files = JSON.parse(gunzipSync(readFileSync(PACKED)).toString('utf8')) as Record<string, string>;
  for (const [folder, chip] of Object.entries(CHIPS)) {
    for (const table of [products(files, folder), ...grouped(files, folder), ...attention(files, folder)]) {
      if (table.samples.length < LEAST_ROWS) continue;
      yield { ...table, chip, source: sourceOf(table.kernel, folder) } as KernelTable<InferSimShape>;
    }
  }
}

type Draft<Shape> = Omit<KernelTable<Shape>, 'chip' | 'source'>;

/** The H20 file of 64 heads lacks its heading and times another kernel, which does not split the context: 1 and 16 requests take as long. */
const HEADLESS = /^bf16|^fp8/;

function rowsOf(files: Readonly<Record<string, string>>, path: string): readonly Row[] {
  const lines = (files[path] ?? '').split('\n').filter((line) => line.trim().length > 0);
  if (lines.length === 0 || HEADLESS.test(lines[0]!)) return [];
  const columns = lines.shift()!.trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

const sourceOf = (kernel: string, folder: string) => ({
  url: `https://github.com/alibaba/InferSim/tree/${COMMIT}/bench_data`,
  commit: COMMIT,
  date: '2025-12-01',
  file: `bench_data (${kernel}, ${folder})`,
});

/** Plain products; weight shapes of the validation rows are left out whole. */
function products(files: Readonly<Record<string, string>>, folder: string): Draft<GemmShape> {
  const heldOut = heldOutGemm();
  const samples = rowsOf(files, `gemm/${folder}/data.csv`).map(
    (row): Sample<GemmShape> => ({
      shape: { m: Number(row.m), n: Number(row.n), k: Number(row.k), ...FP8, quantised: false },
      microseconds: Number(row.latency_us),
      weight: 1,
    }),
  );
  return {
    form: gemm,
    format: 'fp8-block',
    library: 'DeepGEMM InferSim',
    kernel: 'deep_gemm',
    peakFormat: 'fp8',
    samples: withoutSpikes(samples.filter(({ shape }) => !heldOut.has(gemm.group(shape)))),
    // narrowed before the call; no split of the inner dimension; DeepGEMM's choice of 2025, which stays on its core
    fixed: { q: 0, row: 0, ts: 1000, step: 16, spared: 0, fill: 0 },
  };
}

/**
 * Grouped products, masked (decode) and contiguous (prefill). The rows of an expert are the printed mean; the benchmark draws them at
 * random around it, so a mean of one row leaves an unknown half of the experts idle: those calls are left out.
 */
function* grouped(files: Readonly<Record<string, string>>, folder: string): Generator<Draft<ExpertsLayerShape>> {
  const heldOut = new Set(
    validationKernels('grouped_gemm').map(({ config: c }) => [c.groups, c.m_per_group, c.n, c.k].join()),
  );
  for (const [phase, kernel] of [
    ['decode', 'deep_gemm-masked'],
    ['prefill', 'deep_gemm-contiguous'],
  ] as const) {
    const rows = rowsOf(files, `grouped_gemm/${phase}/${folder}/data.csv`).filter(
      (row) => Number(row.tokens_per_expert) > 1,
    );
    const models = new Set(rows.map((row) => `${row.hidden_size}x${row.intermediate_size}`)).size;
    const samples: Sample<ExpertsLayerShape>[] = [];
    for (const row of rows) {
      const [groups, each] = [Number(row.num_local_experts), Number(row.tokens_per_expert)];
      const [hidden, inner] = [Number(row.hidden_size), Number(row.intermediate_size)];
      for (const [n, k, microseconds] of [
        [2 * inner, hidden, row.up_proj_us],
        [hidden, inner, row.down_proj_us],
      ] as const) {
        if (heldOut.has([groups, each, n, k].join())) continue;
        // One model only: what is left out is one number of experts after another.
        const family = models > 2 ? `${hidden}x${inner}` : `${n}x${k} ${groups} experts`;
        const shape = { ...groupedProduct(groups, each, n, k, FP8), family };
        samples.push({ shape, microseconds: Number(microseconds), weight: 1 });
      }
    }
    yield {
      form: expertsLayer,
      format: 'fp8-block',
      library: 'DeepGEMM InferSim',
      kernel,
      peakFormat: 'fp8',
      samples,
      // No routing; weights are padded to whole blocks. The chain along k cannot be told from bytes here: as in the library's plain products.
      fixed: { ca: 0, cx: 0, tf: 0, mis: 0, tau: 0.4 },
    };
  }
}

/** How a file of attention calls becomes shapes: `heads-kvheads-headsize` stands in its name. */
interface AttentionFile {
  readonly phase: 'prefill' | 'decode';
  readonly form: KernelForm<never>;
  readonly kernel: string;
  readonly shape: (row: Row, name: readonly number[], kvBytes: number) => InferSimShape;
}

const ATTENTION: Readonly<Record<string, AttentionFile>> = {
  'mha/prefill': {
    phase: 'prefill',
    form: prefill as unknown as KernelForm<never>,
    kernel: 'flash-attention',
    shape: (row, [heads, kvHeads, headSize], kvBytes) => ({
      batch: 1,
      tokens: Number(row.seq_len),
      prefix: 0,
      heads: heads!,
      kvHeads: kvHeads!,
      headSize: headSize!,
      window: 0,
      kvBytes,
    }),
  },
  'mha/decode': {
    phase: 'decode',
    form: decode as unknown as KernelForm<never>,
    kernel: 'flash-attention',
    shape: (row, [heads, kvHeads, headSize], kvBytes) => ({
      batch: Number(row.batch_size),
      context: Number(row.kv_len),
      heads: heads!,
      kvHeads: kvHeads!,
      headSize: headSize!,
      window: 0,
      kvBytes,
    }),
  },
  'mla/decode': {
    phase: 'decode',
    form: latentDecode as unknown as KernelForm<never>,
    kernel: 'flash-mla',
    shape: (row, [heads], kvBytes) => ({
      batch: Number(row.batch_size),
      context: Number(row.kv_len),
      heads: heads!,
      kvBytes,
    }),
  },
};

/**
 * 128 heads read a latent once and multiply it 242 times a byte: more than either chip's peak over its bandwidth, so that its calls cannot
 * tell what share of memory bandwidth is reached. As the same library's reading of keys and values on both chips.
 */
const COMPUTE_BOUND = { eB: 0.96 };

/** Head sizes that no file times: zero lets the nearest measured one stand in. */
function unmeasuredSizes(kind: string, samples: readonly Sample<InferSimShape>[]): Record<string, number> {
  const measured = new Set(samples.map(({ shape }) => ('headSize' in shape ? shape.headSize : 0)));
  const name = kind === 'mha/prefill' ? 'e' : 'c';
  const sizes = [64, 128, 192, 256].filter((size) => !measured.has(size));
  return {
    ...Object.fromEntries(sizes.map((size) => [`${name}${size}`, 0])),
    ...(kind === 'mha/prefill'
      ? { cm: 0 }
      : { td: 0, tl: 0, tb: 0, tg: 0, tq: 0, tv: 0, tx: 0, wide: 0, plan: PLAN.flash3 }),
  };
}

function* attention(files: Readonly<Record<string, string>>, folder: string): Generator<Draft<InferSimShape>> {
  const heldOut = heldOutAttention();
  for (const [kind, { phase, form, kernel, shape }] of Object.entries(ATTENTION)) {
    const byFormat = new Map<string, Sample<InferSimShape>[]>();
    for (const path of Object.keys(files).filter((one) => one.startsWith(`${kind}/${folder}/`))) {
      const name = path.split('/').at(-1)!.replace('.csv', '').split('-').map(Number);
      for (const row of rowsOf(files, path)) {
        const format = row.kv_dtype ?? row.dtype!;
        const sizes = shape(row, name, format === 'fp8' ? 1 : 2);
        const [heads, kvHeads, headSize] = name as [number, number, number];
        const length = Number(row.seq_len ?? row.kv_len);
        const batch = Number(row.batch_size ?? 1);
        if (kind !== 'mla/decode' && heldOut.has(attentionKey(phase, { batch, length, heads, kvHeads, headSize })))
          continue;
        const list = byFormat.get(format) ?? [];
        byFormat.set(format, list);
        const microseconds = Number(row.latency_us);
        if (microseconds > 0) list.push({ shape: sizes, microseconds, weight: 1 });
      }
    }
    for (const [format, samples] of byFormat) {
      yield {
        form: form as unknown as KernelForm<InferSimShape>,
        format,
        library: 'FlashAttention InferSim',
        kernel,
        peakFormat: 'bf16' as Dtype,
        samples,
        fixed: kind === 'mla/decode' ? COMPUTE_BOUND : unmeasuredSizes(kind, samples),
      };
    }
  }
}
