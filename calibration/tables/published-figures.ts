import type { CollectiveShape, GemmShape } from '@ridgepoint/engine/cost';
import type { Dtype, KernelFit } from '@ridgepoint/engine/facts';
import { type ValidationKernel, validationKernels } from '../held-out.ts';

/** One published timing of a chip that has no table. */
export interface Figure<Shape> {
  readonly chip: string;
  readonly format: Dtype;
  readonly shape: Shape;
  readonly microseconds: number;
  /** Share of the chip it was measured on: 0.5 for one of two cores. */
  readonly device: number;
  /** The best of a search over shapes: no large product is faster, whatever its shape. */
  readonly best: boolean;
  /** Software, as the source prints it. */
  readonly library: string;
  readonly source: KernelFit['source'];
}

/** Chips of the corpus that have figures but no tables. */
const CHIPS: Readonly<Record<string, { readonly chip: string; readonly device?: number }>> = {
  'AMD MI300X': { chip: 'mi300x' },
  'AMD MI325X': { chip: 'mi325x' },
  'AMD MI355X': { chip: 'mi355x' },
  'Intel Gaudi 2': { chip: 'gaudi2' },
  'Intel Gaudi 3': { chip: 'gaudi3' },
  'NVIDIA GH200 SXM': { chip: 'gh200' },
  'NVIDIA A100 PCIe': { chip: 'a100-80-pcie' },
  // Printed for each device, and a device is one of the two cores of the chip.
  'Google TPU7x (Ironwood)': { chip: 'tpu-v7', device: 0.5 },
};

const BOOK = 'https://github.com/stas00/ml-engineering/blob/744d01e18b79512572f64a6bbd8b5f4a725203a7';
const MATMULS = {
  url: `${BOOK}/compute/accelerator/README.md`,
  date: '2026-08-22',
  file: 'maximum achievable matmul FLOPS',
};
const NETWORK = { url: `${BOOK}/network/README.md`, date: '2026-08-22', file: 'all-reduce of 4 GiB' };
const RECIPES = {
  url: 'https://github.com/AI-Hypercomputer/tpu-recipes/tree/c8cfe2f689081d36701a101cd73a70965d80926b/microbenchmarks/ironwood',
  date: '2026-08-22',
  file: 'Ironwood GEMM, TFLOP/s a device',
};
const PALLAS = {
  url: 'https://github.com/jax-ml/jax/blob/1082251cde876f91608b403d1995b5e0025f0398/docs/pallas/tpu/matmul.ipynb',
  commit: '1082251cde876f91608b403d1995b5e0025f0398',
  date: '2026-11-24',
  file: 'docs/pallas/tpu/matmul.ipynb, XLA matmul',
};

const product = (m: number, n: number, k: number, bytes: number): GemmShape => ({
  m,
  n,
  k,
  activationBytes: bytes,
  weightBytes: bytes,
  quantised: false,
});

/** TPU v5e: square products by XLA, seconds a call with a host that waits (the product of 1,024 is nearly all host: left out). */
const TPU_V5E: readonly (readonly [side: number, seconds: number])[] = [
  [8192, 0.006047147869830951],
  [4096, 0.0008272899803705514],
];

/** Best-of-search matrix products and the squares of two TPUs. Empty where the corpus is absent, but for what is printed here. */
export function publishedProducts(): Figure<GemmShape>[] {
  const ofCorpus = validationKernels('gemm').flatMap((row): Figure<GemmShape>[] => {
    const known = CHIPS[row.hardware.accelerator ?? ''];
    const { m, n, k } = row.config as Readonly<Record<string, number>>;
    const { tflops } = row.measured;
    if (!known || !m || !n || !k || !tflops) return [];
    const format: Dtype = String(row.config.dtype ?? 'bf16').startsWith('fp8') ? 'fp8' : 'bf16';
    const tpu = known.device !== undefined;
    return [
      {
        chip: known.chip,
        format,
        shape: product(m, n, k, format === 'fp8' ? 1 : 2),
        microseconds: (2 * m * n * k) / (tflops * 1e6),
        device: known.device ?? 1,
        best: !tpu,
        library: tpu ? 'tpu-recipes Ironwood GEMM' : `best shape of a search, ${row.config.software}`,
        source: tpu ? RECIPES : MATMULS,
      },
    ];
  });
  const v5e = TPU_V5E.map(
    ([side, seconds]): Figure<GemmShape> => ({
      chip: 'tpu-v5e',
      format: 'bf16',
      shape: product(side, side, side, 2),
      microseconds: 1e6 * seconds,
      device: 1,
      best: false,
      library: 'XLA, as the JAX Pallas guide times it',
      source: PALLAS,
    }),
  );
  return [...ofCorpus, ...v5e];
}

/**
 * All-reduces of whole domains and of pairs. Left out: Gaudi 3 (one figure, and its page does not name the chip) and the all-gathers of
 * TPU7x (how many ranks share the printed bytes, and over which axes of the torus, is not said).
 */
export function publishedCollectives(): Figure<CollectiveShape>[] {
  return validationKernels('collective').flatMap((row) => {
    const known = CHIPS[row.hardware.accelerator ?? ''];
    const ranks = row.hardware.gpus;
    const bus = row.measured.busbw_gb_per_s;
    const bytes = Number(row.config.message_bytes);
    if (!known || known.device !== undefined || row.op !== 'all_reduce' || !ranks || !bus || !bytes) return [];
    return [{ ...reduced(row, known.chip, ranks, bytes, bus) }];
  });
}

const reduced = (row: ValidationKernel, chip: string, ranks: number, bytes: number, bus: number) => ({
  chip,
  format: 'bf16' as const,
  shape: { operation: 'all-reduce' as const, ranks, bytes, floats: true },
  microseconds: (2 * (ranks - 1) * bytes) / ranks / (bus * 1e3),
  device: 1,
  best: false,
  library: `RCCL, ${String(row.config.software ?? 'all_reduce_bench.py')}`,
  source: NETWORK,
});
