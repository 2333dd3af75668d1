import type { Catalogue, Chip, Dtype, KernelFit } from '../facts/index.ts';
import { buildMachine, type Machine, type MachineRequest, type ProductLaw } from '../machine/index.ts';
import { type FitWanted, fitOf, gemm, measuredRows, ncclCollective } from './kernels/index.ts';
import { LARGE_TILE } from './kernels/tiles.ts';

/** What training multiplies in, and whose kernel it runs: cuBLAS, as PyTorch and TensorRT-LLM call it. */
const PRODUCTS: readonly {
  readonly dtype: Dtype;
  readonly format: string;
  readonly wanted: Pick<FitWanted, 'library' | 'kernel'>;
}[] = [
  { dtype: 'bf16', format: 'bf16', wanted: { library: 'vllm', kernel: 'torch' } },
  { dtype: 'fp16', format: 'bf16', wanted: { library: 'vllm', kernel: 'torch' } },
  { dtype: 'fp8', format: 'fp8', wanted: { library: 'trtllm' } },
  { dtype: 'mxfp8', format: 'fp8', wanted: { library: 'trtllm' } },
  { dtype: 'nvfp4', format: 'nvfp4', wanted: { library: 'trtllm' } },
];

/** What training reduces and gathers with. */
const NCCL = { format: 'bf16', library: 'nccl' } as const;

const LEAST_ROWS = 50; // measured products before a law of their shapes is trusted; a user's own eight are his own
const LEAST_FOR_A_RATE = 12; // before a fit says what a large product reaches

/**
 * A machine that carries what was measured on its chip, or on its relatives: the laws of its matrix products, and what a large product
 * reaches where no sweep of it is published; and the law of its library's collectives, on the chip alone. Without a fit it is what
 * `buildMachine` makes of the datasheet.
 */
export function buildFittedMachine(
  catalogue: Pick<Catalogue, 'systems' | 'chips' | 'kernels'>,
  request: MachineRequest,
): Machine {
  const products: Partial<Record<Dtype, ProductLaw>> = {};
  let { chip } = request;
  for (const { dtype, format, wanted } of PRODUCTS) {
    const chosen = fitOf(gemm, catalogue.kernels, request.chip, catalogue.chips, { format, ...wanted });
    if (!chosen || !(request.chip.peak[dtype] || dtype === 'fp16' || dtype === 'mxfp8' || dtype === 'nvfp4')) continue;
    const { fit, grade, from } = chosen;
    if (dtype === 'bf16' && grade === 'silicon') chip = withReachable(chip, fit);
    if (!fit.local && measuredRows(fit) < LEAST_ROWS) continue; // one figure says a rate and no shapes
    products[dtype] = {
      values: fit.parameters,
      grade,
      source: grade === 'silicon' ? fit.source.url : `medians of ${from.length} relatives: ${from.join(', ')}`,
      date: fit.source.date,
      error: fit.leftOut.formula.mean,
      fit: fit.id,
    };
  }
  const linked = fitOf(ncclCollective, catalogue.kernels, request.chip, catalogue.chips, NCCL);
  return buildMachine(catalogue, {
    ...request,
    chip,
    ...(linked?.grade === 'silicon' ? { collectives: linked.fit.parameters } : {}),
    ...(Object.keys(products).length > 0 ? { products } : {}),
  });
}

/** What a large product reaches by a fit: the best tile's share, a fact of the chip where no published sweep states one, or the user's own. */
function withReachable(chip: Chip, fit: KernelFit): Chip {
  if (!fit.local && (chip.reachable?.bf16 || measuredRows(fit) < LEAST_FOR_A_RATE)) return chip;
  const { e = 0, at = 0 } = fit.parameters;
  const share = Math.min(1, e / (1 + LARGE_TILE * at));
  if (!(share > 0)) return chip;
  const { url: source, date } = fit.source;
  const fact = {
    value: Number(share.toFixed(3)),
    unit: 'share',
    date,
    source,
    grade: 'measured',
    note: `a large product by ${fit.id}`,
  } as const;
  return { ...chip, reachable: { ...chip.reachable, bf16: fact } };
}
