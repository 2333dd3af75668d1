import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DecodeShape, decode, type GemmShape, gemm, type PrefillShape, prefill } from '@ridgepoint/engine/cost';
import type { KernelTable, Sample } from '@ridgepoint/engine/trust';

const PROFILES = join('..', 'shared', 'measured', 'llmservingsim', 'profile');
const FOLDER = join(PROFILES, 'RTX4090');
const MODEL = join('meta-llama', 'Llama-3.1-8B', 'bf16', 'tp1');
const COMMIT = '5daddb21a545658d5150b535712d0494584b5278';
const CHIP = 'rtx4090';
const LIBRARY = 'VLLM-0.19.0';

/** Weights of Llama-3.1-8B by the name of their layer: columns and depth. */
const LAYERS: Readonly<Record<string, { readonly n: number; readonly k: number }>> = {
  qkv_proj: { n: 6144, k: 4096 },
  o_proj: { n: 4096, k: 4096 },
  gate_up_proj: { n: 28_672, k: 4096 },
  down_proj: { n: 4096, k: 14_336 },
  lm_head: { n: 128_256, k: 4096 },
};
const HEADS = { heads: 32, kvHeads: 8, headSize: 128, window: 0, kvBytes: 2 } as const;

/**
 * A card that other tables hold too. Theirs repeat a call whose keys and values its 128 MB of cache keep (64 requests of 511 tokens: 49 us);
 * these time decoding as a step runs it (127 us), for three networks.
 */
const COLD = { chip: 'rtxpro6000', folder: 'RTXPRO6000' } as const;
const LAYOUTS = [
  { model: join('meta-llama', 'Llama-3.1-8B'), heads: 32, kvHeads: 8 },
  { model: join('Qwen', 'Qwen3-32B'), heads: 64, kvHeads: 8 },
  { model: join('Qwen', 'Qwen3-30B-A3B-Instruct-2507'), heads: 32, kvHeads: 4 },
] as const;
const FEWEST_DECODES = 12;

const source = (file: string, folder = 'RTX4090') => ({
  url: `https://github.com/casys-kaist/LLMServingSim/tree/${COMMIT}/profiler/perf/${folder}`,
  commit: COMMIT,
  date: '2026-08-21',
  file,
});

function rowsOf(file: string, folder = join(FOLDER, MODEL)): Record<string, string>[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const [head, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}

/** The only sweep of a consumer card of that generation. No row of the kernel corpus is of one, so nothing is held out. */
export function* llmServingSimTables(): Generator<KernelTable<never>> {
  const dense = [...rowsOf('dense.csv.gz'), ...rowsOf('per_sequence.csv.gz')];
  const products: Sample<GemmShape>[] = dense.flatMap(({ layer, tokens, sequences, time_us }) => {
    const size = LAYERS[layer!];
    if (!size) return [];
    const shape = { m: Number(tokens ?? sequences), ...size, activationBytes: 2, weightBytes: 2, quantised: false };
    return [{ shape, microseconds: Number(time_us), weight: 1 }];
  });
  const common = { chip: CHIP, format: 'bf16', library: LIBRARY, peakFormat: 'bf16' } as const;
  if (products.length > 0)
    yield {
      ...common,
      form: gemm,
      kernel: 'torch.nn.functional.linear',
      samples: products,
      fixed: { q: 0 },
      bench: { warm: 2, left: 0.2 },
      source: source('dense.csv, per_sequence.csv'),
    } as unknown as KernelTable<never>;

  const calls = rowsOf('attention.csv.gz').map((row) => ({
    chunk: Number(row.prefill_chunk),
    prefix: Number(row.kv_prefill),
    batch: Number(row.n_decode),
    context: Number(row.kv_decode),
    microseconds: Number(row.time_us),
    weight: 1,
  }));
  const decodes: Sample<DecodeShape>[] = calls
    .filter(({ chunk, batch, context }) => chunk === 0 && batch > 0 && context > 0)
    .map(({ batch, context, ...time }) => ({ ...time, shape: { ...HEADS, batch, context } }));
  if (decodes.length > 0)
    yield {
      ...common,
      form: decode,
      kernel: 'vllm_flash_attn_fa2',
      // One layout of heads: each call is left out by itself.
      thin: true,
      samples: decodes,
      fixed: { c64: 0, c192: 0, c256: 0, packs: 0, wide: 0 },
      bench: { warm: 1.5, reach: 1 },
      source: source('attention.csv, decodes alone'),
    } as unknown as KernelTable<never>;
  const prompts: Sample<PrefillShape>[] = calls
    .filter(({ chunk, batch }) => chunk > 0 && batch === 0)
    .map(({ chunk, prefix, ...time }) => ({ ...time, shape: { ...HEADS, batch: 1, tokens: chunk, prefix } }));
  if (prompts.length > 0)
    yield {
      ...common,
      form: prefill,
      kernel: 'vllm_flash_attn_fa2',
      // One layout of heads: each call is left out by itself.
      thin: true,
      samples: prompts,
      fixed: { e64: 0, e192: 0, e256: 0, wx: 0, packs: 0, rows: 64 },
      source: source('attention.csv, prompts alone'),
    } as unknown as KernelTable<never>;
  yield* coldDecodes();
}

function* coldDecodes(): Generator<KernelTable<never>> {
  const samples = LAYOUTS.flatMap(({ model, heads, kvHeads }) =>
    rowsOf('attention.csv.gz', join(PROFILES, COLD.folder, model, 'bf16', 'tp1')).flatMap(
      (row): Sample<DecodeShape>[] => {
        const [chunk, batch, context] = [row.prefill_chunk, row.n_decode, row.kv_decode].map(Number);
        if (chunk !== 0 || !batch || !context) return [];
        return [{ shape: { ...HEADS, heads, kvHeads, batch, context }, microseconds: Number(row.time_us), weight: 1 }];
      },
    ),
  );
  if (samples.length < FEWEST_DECODES) return;
  yield {
    chip: COLD.chip,
    format: 'bf16',
    library: LIBRARY,
    peakFormat: 'bf16',
    form: decode,
    kernel: 'vllm_flash_attn_fa2',
    samples,
    fixed: { c64: 0, c192: 0, c256: 0, packs: 0, wide: 0 },
    bench: { warm: 1.5, reach: 1 },
    source: source('attention.csv, decodes alone', COLD.folder),
  } as unknown as KernelTable<never>;
}
