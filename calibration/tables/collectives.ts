import {
  type CollectiveOperation,
  type CollectiveShape,
  type CustomAllReduceShape,
  customAllReduce,
  type DispatchShape,
  dispatch,
  ncclCollective,
  type Values,
} from '@ridgepoint/engine/cost';
import type { KernelTable, Sample } from '@ridgepoint/engine/trust';
import { type PublishedTable, publishedTables, type Row, sourceOf } from '../read-tables.ts';
import { collectiveKey, heldOutCollectives } from './collectives-held-out.ts';

const OPERATIONS: Readonly<Record<string, CollectiveOperation>> = {
  all_reduce: 'all-reduce',
  all_gather: 'all-gather',
  reduce_scatter: 'reduce-scatter',
  alltoall: 'all-to-all',
};

/** Chips whose cards meet over PCIe: engines keep their own kernel for two of them and call NCCL for more. */
const OVER_PCIE = new Set(['l40s', 'rtxpro6000']);

/** Fewest ranks that NCCL adds up in the switch: five on Hopper, six on Blackwell (ml-engineering network README, 2026-08). */
const SWITCH_FROM: Readonly<Record<string, number>> = { 'h100-sxm': 5, 'h200-sxm': 5, 'b200-sxm': 6, gb200: 6 };
const NEVER = 1000;
/** Where a table has too few ranks to show the switch: as fitted on eight B200. */
const SWITCH_UNSEEN = { nv: 0.58, sw: 4.5 };

/**
 * NCCL over PCIe has no protocol between flagged words and slices and changes from one to the other at 512 KiB on four and eight ranks,
 * at 256 KiB on two; NVLink's third (LL128) hides the change.
 */
const PROTOCOLS_APART = { words: 2 ** 19 };
const PROTOCOLS_HIDDEN = { ll: 1, across: 1, crowd: 0 };
/** Two cards do not show what more of them cost; servers of eight L40S answer no slower than with nothing. */
const CROWD_UNSEEN = { crowd: 0 };

/** The study's exclusions (section 8), in one place. */
function excluded(chip: string, ranks: number, custom: string): string | undefined {
  if (chip === 'l40s' && ranks > 2)
    return 'a host without peer access: 0.16 and 0.05 of PCIe with four and eight cards';
  if (custom && OVER_PCIE.has(chip) && ranks > 2) return 'no NVLink: the engine calls NCCL';
  if (chip === 'b200-sxm' && ranks === 4 && /sglang.*eager/i.test(custom))
    return 'a host that took 65 us at every size, 29 with two and eight ranks';
  return undefined;
}

/** `message_size` counts elements: NCCL takes twice as long for half as for int8 of the same size, and custom agrees above its limit. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = { half: 2, bfloat16: 2, int8: 1 };

/** NCCL, the engines' own all-reduce (graph and eager apart) and DeepEP within one server. */
export function* collectiveTables(): Generator<
  KernelTable<CollectiveShape> | KernelTable<CustomAllReduceShape> | KernelTable<DispatchShape>
> {
  /** Microseconds of NCCL's all-reduce of 16-bit elements, by chip and shape: shows up to where an engine keeps its own kernel. */
  const allReduce = new Map<string, number>();
  for (const table of publishedTables(['nccl'])) {
    const made = ncclTable(table, sourceOf(table.path));
    for (const { shape, microseconds } of made.samples) {
      if (shape.operation === 'all-reduce' && shape.floats)
        allReduce.set(`${table.chip}|${shape.ranks}|${shape.bytes}`, microseconds);
    }
    yield withHeldOut(made, 'NCCL', ({ operation, ranks, bytes }) => collectiveKey(operation, ranks, bytes));
  }
  for (const table of publishedTables(['custom_allreduce'])) {
    for (const made of customTables(table, sourceOf(table.path), allReduce)) {
      yield /^vllm/i.test(table.library)
        ? withHeldOut(made, 'vLLM', ({ ranks, bytes }) => collectiveKey('all-reduce', ranks, bytes))
        : made;
    }
  }
  for (const table of publishedTables(['wideep_deepep_normal', 'wideep_deepep_ll'])) {
    yield* dispatchTables(table, sourceOf(table.path));
  }
}

function ncclTable(table: PublishedTable, source: KernelTable<unknown>['source']): KernelTable<CollectiveShape> {
  const from = SWITCH_FROM[table.chip] ?? NEVER;
  const most = Math.max(...table.rows.map((row) => Number(row.num_gpus)));
  const samples: Sample<CollectiveShape>[] = [];
  for (const row of table.rows) {
    const shape = {
      operation: OPERATIONS[row.op_name!]!,
      ranks: Number(row.num_gpus),
      bytes: Number(row.message_size) * ELEMENT_BYTES[row.nccl_dtype!]!,
      floats: row.nccl_dtype === 'half',
    };
    if (!excluded(table.chip, shape.ranks, '')) samples.push({ shape, microseconds: microsecondsOf(row), weight: 1 });
  }
  return {
    form: ncclCollective,
    chip: table.chip,
    format: 'bf16',
    library: table.library.replace(/^\S+/, 'NCCL'), // measured through TensorRT-LLM's benchmark; the version printed is NCCL's
    kernel: 'all',
    peakFormat: 'bf16',
    samples,
    fixed: {
      from,
      ...(most < from ? SWITCH_UNSEEN : {}),
      ...(OVER_PCIE.has(table.chip) ? PROTOCOLS_APART : PROTOCOLS_HIDDEN),
      ...(samples.some(({ shape }) => shape.ranks > 2) ? {} : CROWD_UNSEEN),
      ...(OVER_PCIE.has(table.chip) && table.chip !== 'l40s' ? {} : { pair: 1 }),
    },
    source,
  };
}

/** A graph's table holds the kernel; an eager one is the same kernel behind a host that launches one call at a time. */
function* customTables(
  table: PublishedTable,
  source: KernelTable<unknown>['source'],
  nccl: ReadonlyMap<string, number>,
): Generator<KernelTable<CustomAllReduceShape>> {
  const graph = samplesOf(table, (row) => !/eager/i.test(row.kernel_source ?? ''));
  const eager = samplesOf(table, (row) => /eager/i.test(row.kernel_source ?? ''));
  const limits = { up2: 0, up4: 0, up8: 0 };
  for (const { shape, microseconds } of graph) {
    const other = nccl.get(`${table.chip}|${shape.ranks}|${shape.bytes}`);
    const slot = shape.ranks === 2 ? 'up2' : shape.ranks === 4 ? 'up4' : 'up8';
    if (other && microseconds < OWN_KERNEL * other) limits[slot] = Math.max(limits[slot], shape.bytes / 2 ** 20);
  }
  const kept = (s: Sample<CustomAllReduceShape>) =>
    s.shape.bytes <= 2 ** 20 * (s.shape.ranks === 2 ? limits.up2 : s.shape.ranks === 4 ? limits.up4 : limits.up8);
  const common = {
    form: customAllReduce,
    chip: table.chip,
    format: 'bf16',
    library: table.library,
    peakFormat: 'bf16' as const,
    source,
  };
  yield { ...common, kernel: 'graph', samples: graph.filter(kept), fixed: { ...limits, ...TWO_ONLY(table.chip) } };
  if (eager.length > 0) {
    yield {
      ...common,
      kernel: 'eager',
      samples: eager.filter(kept),
      fixed: { ...limits, ...TWO_ONLY(table.chip), ...EAGER },
      bench: { host: 25 },
      grid: false,
    };
  }
}

/** Below this share of NCCL's time at the same size it is the engine's own kernel; equal times are NCCL called. */
const OWN_KERNEL = 0.9;
/** Two cards show neither what a peer costs nor the second step. */
const TWO_ONLY = (chip: string): Values => (OVER_PCIE.has(chip) ? { lam: 0.1, g: 4, b2: 0.65 } : {});
/** Behind a host of 20-70 us the kernel's own start cannot be seen: as in a graph. */
const EAGER: Values = { a: 4, lam: 0.1 };

function samplesOf(table: PublishedTable, wanted: (row: Row) => boolean): Sample<CustomAllReduceShape>[] {
  return table.rows
    .filter((row) => wanted(row) && !excluded(table.chip, Number(row.num_gpus), row.kernel_source ?? 'custom'))
    .map((row) => ({
      shape: {
        ranks: Number(row.num_gpus),
        bytes: Number(row.message_size) * ELEMENT_BYTES[row.allreduce_dtype!]!,
      },
      microseconds: microsecondsOf(row),
      weight: 1,
    }));
}

/** Accelerators of one server in the DeepEP tables: eight, four on a GB200 tray. */
const SERVER: Readonly<Record<string, number>> = { gb200: 4 };
const FP8_WITH_SCALES = 1 + 4 / 128; // dispatch narrows to fp8 with a 4-byte scale each 128 elements
const BF16 = 2; // combine brings back 16 bit

function* dispatchTables(
  table: PublishedTable,
  source: KernelTable<unknown>['source'],
): Generator<KernelTable<DispatchShape>> {
  const lowLatency = table.kind.endsWith('_ll');
  const ranks = SERVER[table.chip] ?? 8;
  for (const way of ['dispatch', 'combine'] as const) {
    yield {
      form: dispatch,
      chip: table.chip,
      format: way === 'dispatch' ? 'fp8' : 'bf16',
      library: `${table.library} DeepEP`,
      kernel: `${lowLatency ? 'low-latency' : 'normal'}-${way}`,
      peakFormat: 'bf16',
      samples: table.rows.map((row) => ({
        shape: {
          tokens: Number(row.num_token),
          hidden: Number(row.hidden_size),
          topk: Number(row.num_topk),
          experts: Number(row.num_experts),
          ranks,
          elementBytes: way === 'dispatch' ? FP8_WITH_SCALES : BF16,
          lowLatency,
          cores: lowLatency ? 1 : Number(row[`${way}_sms`]),
          domain: ranks,
          network: 0,
        },
        microseconds: Number(row[lowLatency ? `${way}_avg_t_us` : `${way}_transmit_us`]),
        weight: 1,
      })),
      // One server says nothing of the network: InfiniBand's share of line rate, and a crossing of two switches.
      fixed: { net: 0.85, hop: 10, ...(lowLatency ? { tc: 0 } : {}) },
      source,
    };
  }
}

const microsecondsOf = (row: Row): number => 1000 * Number(row.latency);

/** Leaves the validation shapes out of a table; where they are most of it, keeps them and says so. */
function withHeldOut<Shape>(
  table: KernelTable<Shape>,
  library: string,
  keyOf: (shape: Shape) => string,
): KernelTable<Shape> {
  const heldOut = heldOutCollectives(library);
  const samples = table.samples.filter(({ shape }) => !heldOut.has(keyOf(shape)));
  if (samples.length === table.samples.length) return table;
  if (samples.length >= table.samples.length / 2) return { ...table, samples };
  return {
    ...table,
    inSample: `${table.samples.length - samples.length} of ${table.samples.length} rows have an operation, rank count and size of a validation row: without them nothing is left to fit`,
  };
}
