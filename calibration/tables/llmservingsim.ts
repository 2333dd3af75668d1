import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type DecodeShape,
  decode,
  type GemmShape,
  gemm,
  PLAN,
  type PrefillShape,
  prefill,
} from '@ridgepoint/engine/cost';
import type { KernelTable, Sample } from '@ridgepoint/engine/trust';

const PROFILES = join('..', 'shared', 'measured', 'llmservingsim', 'profile');
const COMMIT = '5daddb21a545658d5150b535712d0494584b5278';
const LIBRARY = 'VLLM-0.19.0';

/** A network whose layers were timed, as its config.json has it, on one card or as one of two ranks. */
interface Network {
  readonly folder: string;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  /** Inner width of its dense layers; 0 = all layers have experts, which are timed elsewhere. */
  readonly inner: number;
  readonly vocab: number;
}
const LLAMA: Network = {
  folder: join('meta-llama', 'Llama-3.1-8B'),
  hidden: 4096,
  heads: 32,
  kvHeads: 8,
  inner: 14_336,
  vocab: 128_256,
};
const QWEN: readonly Network[] = [
  { folder: join('Qwen', 'Qwen3-32B'), hidden: 5120, heads: 64, kvHeads: 8, inner: 25_600, vocab: 151_936 },
  {
    folder: join('Qwen', 'Qwen3-30B-A3B-Instruct-2507'),
    hidden: 2048,
    heads: 32,
    kvHeads: 4,
    inner: 0,
    vocab: 151_936,
  },
];
const HEAD_SIZE = 128; // of all three

interface Card {
  readonly chip: string;
  readonly folder: string;
  readonly networks: readonly Network[];
  readonly ranks: readonly number[];
  /** One layout of heads: each call is left out by itself. */
  readonly thin: boolean;
  readonly bench: Readonly<Record<string, number>>;
}

/** The only sweep of a consumer card of that generation. No row of the kernel corpus is of one, so nothing is held out. */
const RTX4090: Card = {
  chip: 'rtx4090',
  folder: 'RTX4090',
  networks: [LLAMA],
  ranks: [1],
  thin: true,
  bench: { warm: 2, hold: 0.9, copies: 1 },
};
/**
 * A card that other tables hold too. Theirs repeat a call whose operands its 128 MB of cache keep (64 requests of 511 tokens decode in
 * 49 us); these time a layer as a step runs it, one kernel after another (127 us), for three networks: no operand is warm.
 */
const RTXPRO6000: Card = {
  chip: 'rtxpro6000',
  folder: 'RTXPRO6000',
  networks: [LLAMA, ...QWEN],
  ranks: [1, 2],
  thin: false,
  bench: {},
};

/** Products, decoding and prompts of two cards, timed inside vLLM. */
export function* llmServingSimTables(): Generator<KernelTable<never>> {
  for (const card of [RTX4090, RTXPRO6000]) {
    const tables = [productsOf(card), decodesOf(card), promptsOf(card)];
    for (const table of tables) if (table.samples.length > 0) yield table as unknown as KernelTable<never>;
  }
}

const commonOf = ({ chip, folder }: Card, file: string) => ({
  chip,
  format: 'bf16',
  library: LIBRARY,
  peakFormat: 'bf16' as const,
  source: {
    url: `https://github.com/casys-kaist/LLMServingSim/tree/${COMMIT}/profiler/perf/${folder}`,
    commit: COMMIT,
    date: '2026-08-21',
    file,
  },
});

function productsOf(card: Card): KernelTable<GemmShape> {
  const samples = card.networks.flatMap((network) =>
    card.ranks.flatMap((tp) => {
      const layers = layersOf(network, tp);
      const dense = ['dense.csv.gz', 'per_sequence.csv.gz'].flatMap((file) => rowsOf(card, network, tp, file));
      return dense.flatMap(({ layer, tokens, sequences, time_us }): Sample<GemmShape>[] => {
        const size = layers[layer!];
        if (!size) return [];
        const shape = { m: Number(tokens ?? sequences), ...size, activationBytes: 2, weightBytes: 2, quantised: false };
        return [{ shape, microseconds: Number(time_us), weight: 1 }];
      });
    }),
  );
  return {
    ...commonOf(card, 'dense.csv, per_sequence.csv'),
    form: gemm,
    kernel: 'torch.nn.functional.linear',
    samples,
    fixed: { q: 0, row: 0, pairs: 0, spared: 0, fill: 0 }, // few shapes have more than one wave of tiles
    bench: card.bench,
    // The other tables of a card keep the word on how it stands in for its relatives.
    alone: !card.thin,
  };
}

/** Weights of a rank by the name of their layer: columns and depth. */
const layersOf = (
  { hidden, heads, kvHeads, inner, vocab }: Network,
  tp: number,
): Readonly<Record<string, { readonly n: number; readonly k: number }>> => ({
  qkv_proj: { n: ((heads + 2 * kvHeads) * HEAD_SIZE) / tp, k: hidden },
  o_proj: { n: hidden, k: (heads * HEAD_SIZE) / tp },
  ...(inner > 0 && { gate_up_proj: { n: (2 * inner) / tp, k: hidden }, down_proj: { n: hidden, k: inner / tp } }),
  lm_head: { n: vocab / tp, k: hidden },
});

function decodesOf(card: Card): KernelTable<DecodeShape> {
  const samples = callsOf(card, 1).flatMap(({ chunk, batch, context, heads, ...time }): Sample<DecodeShape>[] =>
    chunk === 0 && batch > 0 && context > 0 ? [{ ...time, shape: { ...heads, batch, context } }] : [],
  );
  return {
    ...commonOf(card, 'attention.csv, decodes alone'),
    form: decode,
    kernel: 'vllm_flash_attn_fa2',
    samples,
    // No window, no planning on the device, and too few rows to tell a ramp of memory from its rate.
    fixed: { c64: 0, c192: 0, c256: 0, td: 0, tl: 0, tb: 0, tq: 0, tv: 0, tx: 0, wide: 0, plan: PLAN.flash2 },
    bench: { warm: 1.5, reach: 1 },
    ...(card.thin && { thin: true, alone: true }),
  };
}

function promptsOf(card: Card): KernelTable<PrefillShape> {
  const samples = card.ranks.flatMap((tp) =>
    callsOf(card, tp).flatMap(({ chunk, prefix, batch, heads, ...time }): Sample<PrefillShape>[] =>
      chunk > 0 && batch === 0 ? [{ ...time, shape: { ...heads, batch: 1, tokens: chunk, prefix } }] : [],
    ),
  );
  return {
    ...commonOf(card, 'attention.csv, prompts alone'),
    form: prefill,
    kernel: 'vllm_flash_attn_fa2',
    samples,
    fixed: { e64: 0, e192: 0, e256: 0, wx: 0, packs: 0, rows: 64, cm: 0 },
    alone: true,
    ...(card.thin && { thin: true }),
  };
}

/** Calls of attention: one piece of a prompt, or requests that decode, or both at once. */
const callsOf = (card: Card, tp: number) =>
  card.networks.flatMap((network) =>
    rowsOf(card, network, tp, 'attention.csv.gz').map((row) => ({
      heads: {
        heads: network.heads / tp,
        kvHeads: network.kvHeads / tp,
        headSize: HEAD_SIZE,
        window: 0,
        kvBytes: 2,
      },
      chunk: Number(row.prefill_chunk),
      prefix: Number(row.kv_prefill),
      batch: Number(row.n_decode),
      context: Number(row.kv_decode),
      microseconds: Number(row.time_us),
      weight: 1,
    })),
  );

function rowsOf({ folder }: Card, network: Network, tp: number, file: string): Record<string, string>[] {
  const path = join(PROFILES, folder, network.folder, 'bf16', `tp${tp}`, file);
  if (!existsSync(path)) return [];
  const [head, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}
