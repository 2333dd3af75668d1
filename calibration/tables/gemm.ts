import { type GemmShape, gemm } from '@ridgepoint/engine/cost';
import type { Dtype } from '@ridgepoint/engine/facts';
import { type KernelTable, quantile, type Sample } from '@ridgepoint/engine/trust';
import { heldOutGemm } from '../held-out.ts';
import { type PublishedTable, publishedTables, sourceOf } from '../read-tables.ts';
import { withoutSpikes } from './without-spikes.ts';

/** What a printed format multiplies in, moves an element, and whether 16-bit activations are narrowed inside the timed call. */
interface PrintedFormat {
  readonly format: string;
  readonly peak: Dtype;
  readonly activationBytes: number;
  readonly weightBytes: number;
  readonly quantised: boolean;
}

const FORMATS: Readonly<Record<string, PrintedFormat>> = {
  bfloat16: { format: 'bf16', peak: 'bf16', activationBytes: 2, weightBytes: 2, quantised: false },
  fp8: { format: 'fp8', peak: 'fp8', activationBytes: 1, weightBytes: 1, quantised: true },
  fp8_block: { format: 'fp8-block', peak: 'fp8', activationBytes: 1, weightBytes: 1, quantised: true },
  nvfp4: { format: 'nvfp4', peak: 'nvfp4', activationBytes: 0.5625, weightBytes: 0.5625, quantised: true },
  sq: { format: 'int8', peak: 'int8', activationBytes: 1, weightBytes: 1, quantised: true },
  int8_wo: { format: 'int8-weights', peak: 'bf16', activationBytes: 2, weightBytes: 1, quantised: false },
  int4_wo: { format: 'int4-weights', peak: 'bf16', activationBytes: 2, weightBytes: 0.516, quantised: false },
};

/** Kernels of a library that never cut the inner dimension: their tables show no second kernel (study, section 1). */
const NEVER_SPLIT = /cutlass|marlin|nvfp4|fp4/i;
const NO_SPLIT = { ts: 1000 };

/**
 * vLLM's scaled CUTLASS products in FP8 take their tile by a rule for each compute capability, and a kernel before them narrows x by token,
 * a block of threads for each row. Others narrow all elements alike.
 */
const BY_RULE = /^CutlassFP8ScaledMM/;
const CAPABILITY: Readonly<Record<string, number>> = {
  l40s: 89,
  'h100-sxm': 90,
  'h200-sxm': 90,
  'b200-sxm': 100,
  gb200: 100,
  rtxpro6000: 120,
};
const tileRule = (chip: string, kernel: string): Record<string, number> =>
  BY_RULE.test(kernel) ? { scaled: CAPABILITY[chip]! } : { row: 0 };

/**
 * Kernels that end with their tile: all of Ampere's and Ada's, and cuBLAS's in 16 bit on the workstation's Blackwell, which are Ampere's.
 * Those for Hopper and later are launched once a core and go on from tile to tile (CUTLASS 3, "persistent").
 */
const ends = (chip: string, format: string): number =>
  chip === 'a100-80-sxm' || chip === 'l40s' || (chip === 'rtxpro6000' && format === 'bf16') ? 1 : 0;

/** Tables whose calls a host launched without a graph: floors of 60-400 us that no running engine pays. */
const HOST_BOUND = /DeepGemm|Fp8BlockScaled/i;

/**
 * DeepGEMM wants a row of scales to end on 16 bytes: of rows off the grid of four a second kernel lays them out anew
 * (get_mn_major_tma_aligned_tensor). Behind such a host it takes 9 us on H100, 55 on B200 and 130 on GB200.
 */
const LAYS_OUT_SCALES = /DeepGemm/;

/** Formats that vLLM's tables time on one copy of the weights, again and again; others on six in turn (collector/vllm/collect_gemm.py, 2026). */
const ONE_COPY = new Set(['fp8-block', 'nvfp4']);
const copiesOf = ({ format }: PrintedFormat): number => (ONE_COPY.has(format) ? 1 : 6);

/** Chips whose cache holds such copies of more than a toy's weights. */
const WARM = new Set(['l40s', 'rtxpro6000']);

/** Shapes that few models have weigh a third: a third of the published grid has a side below 512. */
const weightOf = (n: number, k: number) => (n < 512 || k < 512 ? 0.3 : 1);

/** One table a kernel and format; the weight shapes of the validation rows are left out whole. */
export function* gemmTables(): Generator<KernelTable<GemmShape>> {
  const heldOut = heldOutGemm();
  for (const table of publishedTables(['gemm'])) yield* tablesOf(table, heldOut, sourceOf(table.path));
}

function tablesOf(
  table: PublishedTable,
  heldOut: ReadonlySet<string>,
  source: KernelTable<GemmShape>['source'],
): KernelTable<GemmShape>[] {
  const groups = new Map<string, { printed: PrintedFormat; kernel: string; samples: Sample<GemmShape>[] }>();
  for (const row of table.rows) {
    const printed = FORMATS[row.gemm_dtype!];
    if (!printed) continue;
    const kernel = row.kernel_source!;
    const key = `${printed.format}|${kernel}`;
    const group = groups.get(key) ?? { printed, kernel, samples: [] };
    groups.set(key, group);
    const { activationBytes, weightBytes, quantised } = printed;
    const shape = { m: Number(row.m), n: Number(row.n), k: Number(row.k), activationBytes, weightBytes, quantised };
    if (heldOut.has(gemm.group(shape))) continue;
    group.samples.push({ shape, microseconds: 1000 * Number(row.latency), weight: weightOf(shape.n, shape.k) });
  }
  return [...groups.values()].map(({ printed, kernel, samples: measured }) => {
    const samples = withoutSpikes(measured);
    const bench = {
      ...(HOST_BOUND.test(kernel)
        ? {
            host: quantile(
              samples.map((s) => s.microseconds),
              0.1,
            ),
          }
        : {}),
      ...(LAYS_OUT_SCALES.test(kernel) ? { pad: 10 } : {}),
      ...(WARM.has(table.chip) ? { warm: 2, hold: 0.9, copies: copiesOf(printed) } : {}),
    };
    return {
      form: gemm,
      chip: table.chip,
      format: printed.format,
      library: table.library,
      kernel,
      peakFormat: printed.peak,
      samples,
      fixed: {
        ...tileRule(table.chip, kernel),
        ends: ends(table.chip, printed.format),
        pairs: 0,
        ...(printed.quantised ? {} : { q: 0 }),
        ...(NEVER_SPLIT.test(kernel) || (printed.quantised && table.library.startsWith('VLLM')) ? NO_SPLIT : {}),
      },
      bench,
      source,
    };
  });
}
