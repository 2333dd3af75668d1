import {
  type ExpertLoads,
  type ExpertsLayerShape,
  expertsLayer,
  expertsShape,
  type Routing,
  routedLoads,
} from '@ridgepoint/engine/cost';
import type { Dtype } from '@ridgepoint/engine/facts';
import { type KernelTable, quantile, type Sample } from '@ridgepoint/engine/trust';
import { type PublishedTable, publishedTables, type Row, sourceOf } from '../read-tables.ts';

interface PrintedFormat {
  readonly format: string;
  readonly peak: Dtype;
  readonly activationBytes: number;
  readonly weightBytes: number;
}

const FORMATS: Readonly<Record<string, PrintedFormat>> = {
  bfloat16: { format: 'bf16', peak: 'bf16', activationBytes: 2, weightBytes: 2 },
  fp8: { format: 'fp8', peak: 'fp8', activationBytes: 1, weightBytes: 1 },
  fp8_block: { format: 'fp8-block', peak: 'fp8', activationBytes: 1, weightBytes: 1 },
  nvfp4: { format: 'nvfp4', peak: 'nvfp4', activationBytes: 0.5625, weightBytes: 0.5625 },
  w4a16_mxfp4: { format: 'mxfp4-weights', peak: 'bf16', activationBytes: 2, weightBytes: 0.53125 },
  w4a8_mxfp4_mxfp8: { format: 'mxfp4-mxfp8', peak: 'fp8', activationBytes: 1, weightBytes: 0.53125 },
  int4_wo: { format: 'int4-weights', peak: 'bf16', activationBytes: 2, weightBytes: 0.516 },
};

const GEOMETRIES = 3; // below, whole models cannot be left out: one parallel layout after another is
const LEAST_ROWS = 60;
const UNTUNED_SHARE = 0.25; // of bandwidth; layouts lie above 0.3 or below 0.2, none between
const TELLING = 8; // us of weight traffic from which bandwidth can be judged, launches subtracted

/** Slivers of an expert, and widths that no multiple of 16 elements splits, are measured but not served. */
const weightOf = (inner: number) => (inner < 64 || inner % 16 !== 0 ? 0.3 : 1);

/** One row of a table with what leaving out and excluding need. */
interface Timed {
  readonly printed: PrintedFormat;
  readonly kernel: string;
  readonly layout: string;
  /** Layout and skew: what the library's tuner ran once for. */
  readonly run: string;
  readonly sample: Sample<ExpertsLayerShape>;
}

/** The MoE tables of all seven chips, one kernel source and format each. */
export function* expertsTables(): Generator<KernelTable<ExpertsLayerShape>> {
  const cache = new Map<string, ExpertLoads>();
  for (const table of publishedTables(['moe', 'wideep_moe', 'wideep_context_moe', 'wideep_generation_moe'])) {
    yield* tablesOf(table, cache, sourceOf(table.path));
  }
}

/**
 * Experts of two matrices instead of three. The tables do not say, except TensorRT-LLM's by the kernel's name; in vLLM's from 0.24 on the
 * Nemotron widths (22 experts a token; inner width 1,856) run 40 % faster than gated experts could and as fast as two matrices do.
 * vLLM 0.14 timed every geometry as gated: as two matrices its rows would come out 30-35 % slow.
 */
export function hasTwoMatrices(library: string, row: Row): boolean {
  if (library.startsWith('TRTLLM')) return row.kernel_source!.includes('nongated');
  if (library.includes(' 0.14')) return false;
  return Number(row.topk) === 22 || Number(row.inter_size) === 1856;
}

/**
 * Rows whose routing is not known: replicated experts (EPLB), and SGLang's `uniform` prefill rows, which take a quarter of the time that
 * reading all their experts would need.
 */
const isUnread = (kind: string, row: Row): boolean =>
  row.distribution!.endsWith('eplb') || (kind === 'wideep_context_moe' && row.distribution === 'uniform');

/** How a row was routed. Benchmarks before 2026 gave what rounding leaves to neighbouring experts. */
function routingOf(table: PublishedTable, row: Row): Routing {
  const skew = /^power_law_([\d.]+)$/.exec(row.distribution!);
  return {
    tokens: Number(row.num_tokens),
    topk: Number(row.topk),
    experts: Number(row.num_experts),
    expertParallel: Number(row.moe_ep_size),
    skew: skew ? Number(skew[1]) : 0,
    gathered: /^(VLLM 0\.14|TRTLLM 1\.0|TRTLLM 1\.3\.0rc10)/.test(table.library),
  };
}

function* tablesOf(
  table: PublishedTable,
  cache: Map<string, ExpertLoads>,
  source: KernelTable<ExpertsLayerShape>['source'],
): Generator<KernelTable<ExpertsLayerShape>> {
  const groups = new Map<string, Timed[]>();
  const dispatched = table.kind.startsWith('wideep');
  for (const row of table.rows) {
    const printed = FORMATS[row.moe_dtype!];
    if (!printed || isUnread(table.kind, row)) continue;
    const routing = routingOf(table, row);
    const key = Object.values(routing).join();
    const loads = cache.get(key) ?? routedLoads(routing);
    cache.set(key, loads);
    const tensor = Number(row.moe_tp_size);
    const shape = expertsShape(
      routing,
      {
        hidden: Number(row.hidden_size),
        inner: Number(row.inter_size),
        gated: !hasTwoMatrices(table.library, row),
        expertTensorParallel: tensor,
        activationBytes: printed.activationBytes,
        weightBytes: printed.weightBytes,
      },
      dispatched,
      loads,
    );
    const kernel = dispatched ? `${row.kernel_source}-${table.kind}` : row.kernel_source!;
    const group = groups.get(`${kernel}|${printed.format}`) ?? [];
    groups.set(`${kernel}|${printed.format}`, group);
    group.push({
      printed,
      kernel,
      layout: `${shape.family} tp${tensor} ep${routing.expertParallel}`,
      run: `${shape.family} tp${tensor} ep${routing.expertParallel} ${row.distribution}`,
      sample: { shape, microseconds: 1000 * Number(row.latency), weight: weightOf(shape.inner) },
    });
  }
  for (const rows of groups.values()) {
    const own = dispatched ? rows : withoutUntuned(rows, bandwidthOf(table.chip));
    if (own.length < LEAST_ROWS) continue;
    const kept = [...own, ...ofOneKernel(rows, [...groups.values()])];
    const geometries = new Set(kept.map(({ sample }) => sample.shape.family)).size;
    const { printed, kernel } = kept[0]!;
    yield {
      form: expertsLayer,
      chip: table.chip,
      format: printed.format,
      library: table.library,
      kernel,
      peakFormat: printed.peak,
      samples:
        geometries >= GEOMETRIES
          ? kept.map(({ sample }) => sample)
          : kept.map(({ sample, layout }) => ({ ...sample, shape: { ...sample.shape, family: layout } })),
      fixed: fixedOf(kept, dispatched),
      bench: { warm: 2, ...(HOST_BOUND.test(kernel) ? { host: floorOf(kept) } : {}) },
      source,
    };
  }
}

/** One template whatever the weights' format: csrc/moe/marlin_moe_wna16 of vLLM. */
const ONE_KERNEL = /marlin/i;
const BESIDE = 0.3; // weight of another format's rows

/**
 * Sorting tokens by expert (moe_align_block_size), us an expert of the layer: calls of few tokens on narrow slices take 28 us with 128
 * experts (L40S, RTX PRO 6000), 37 to 40 with 384, 56 to 60 with 896 (H100, H200). One table alone cannot tell it from the start.
 */
const SORTING = 0.036;

const networksOf = (rows: readonly Timed[]): number => new Set(rows.map(({ sample }) => sample.shape.experts)).size;

/** Rows of the same kernel in another format, where either table holds one network alone: a fit has to have seen two. */
function ofOneKernel(rows: readonly Timed[], all: readonly (readonly Timed[])[]): Timed[] {
  const alone = (some: readonly Timed[]) => ONE_KERNEL.test(some[0]!.kernel) && networksOf(some) === 1;
  if (!alone(rows)) return [];
  return all
    .filter((others) => others !== rows && alone(others))
    .flat()
    .map((one) => ({ ...one, sample: { ...one.sample, weight: BESIDE * one.sample.weight } }));
}

/** SGLang's prefill rows never take less than 0.4 ms: launched without a graph. */
const HOST_BOUND = /wideep_context/;
const floorOf = (rows: readonly Timed[]): number =>
  quantile(
    rows.map(({ sample }) => sample.microseconds),
    0.05,
  );

/** What a table cannot tell: the price of foreign tiles without expert parallelism, of ragged widths where all are even. */
function fixedOf(rows: readonly Timed[], dispatched: boolean): Record<string, number> {
  const ragged = rows.some(({ sample }) => sample.shape.inner % 16 !== 0);
  const foreign = rows.some(({ sample }) => sample.shape.loads.foreign[0]! > 0);
  const sorting = ONE_KERNEL.test(rows[0]!.kernel) ? SORTING : 0;
  return {
    cs: sorting,
    ...(ragged ? {} : { mis: 1 }),
    ...(foreign ? {} : { tf: 0.1 }),
    ...(dispatched ? { ca: 0 } : {}),
  };
}

/** Datasheet memory bandwidth in bytes a microsecond, for telling untuned layouts only. */
const BANDWIDTH: Readonly<Record<string, number>> = {
  'a100-80-sxm': 2.04e6,
  'h100-sxm': 3.35e6,
  'h200-sxm': 4.8e6,
  'b200-sxm': 8e6,
  gb200: 8e6,
  l40s: 0.864e6,
  rtxpro6000: 1.79e6,
};
const bandwidthOf = (chip: string): number => BANDWIDTH[chip] ?? Number.POSITIVE_INFINITY;

/**
 * Runs (a layout under a skew) that reach less than a quarter of memory bandwidth although their weights take 8 us and more are left out whole: the
 * kernel's tuner fell back to a tile of no use there, four to five times slower than its neighbours (a tenth of TensorRT-LLM's bf16 and
 * fp8 layouts on H100 and H200; all of vLLM's fp8 per-tensor FlashInfer-CUTLASS layouts there). An engine in service is tuned. Judged on
 * calls with 1 to 32 rows an expert, which weights bound.
 */
function withoutUntuned(rows: readonly Timed[], bandwidth: number): readonly Timed[] {
  // Kernels that expand four-bit weights are slow everywhere: a property, not an accident.
  if (rows[0]!.printed.weightBytes < 1) return rows;
  const launch = Math.min(...rows.map(({ sample }) => sample.microseconds));
  const shares = new Map<string, number[]>();
  for (const { run, sample } of rows) {
    const { hidden, inner, gated, loads, weightBytes, localExperts } = sample.shape;
    const bytes = loads.active * (gated ? 3 : 2) * hidden * inner * weightBytes;
    const bound = loads.active > localExperts / 2 && loads.assignments < 32 * loads.active;
    if (!bound || inner % 16 !== 0 || bytes < TELLING * bandwidth) continue;
    const list = shares.get(run) ?? [];
    shares.set(run, list);
    list.push(bytes / (bandwidth * Math.max(sample.microseconds - launch, 1)));
  }
  const untuned = new Set([...shares].filter(([, list]) => quantile(list, 0.5) < UNTUNED_SHARE).map(([run]) => run));
  return untuned.size > shares.size / 2 ? [] : rows.filter(({ run }) => !untuned.has(run));
}
