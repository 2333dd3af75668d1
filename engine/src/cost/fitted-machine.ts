import type { Catalogue, Dtype } from '../facts/index.ts';
import { buildMachine, type Machine, type MachineRequest, type ProductLaw } from '../machine/index.ts';
import { chooseFit, type FitWanted, measuredRows } from './kernels/index.ts';

/** What training multiplies in, and whose kernel it runs: cuBLAS, as PyTorch and TensorRT-LLM call it. */
const PRODUCTS: readonly { readonly dtype: Dtype; readonly format: string; readonly wanted: Partial<FitWanted> }[] = [
  { dtype: 'bf16', format: 'bf16', wanted: { library: 'vllm', kernel: 'torch' } },
  { dtype: 'fp16', format: 'bf16', wanted: { library: 'vllm', kernel: 'torch' } },
  { dtype: 'fp8', format: 'fp8', wanted: { library: 'trtllm' } },
  { dtype: 'mxfp8', format: 'fp8', wanted: { library: 'trtllm' } },
  { dtype: 'nvfp4', format: 'nvfp4', wanted: { library: 'trtllm' } },
];

const LEAST_ROWS = 50; // measured products before a law of their shapes is trusted

/**
 * A machine that carries what was measured on its chip, or on its relatives: the laws of its matrix products. Without a fit it is what
 * `buildMachine` makes of the datasheet.
 */
export function buildFittedMachine(
  catalogue: Pick<Catalogue, 'systems' | 'chips' | 'kernels'>,
  request: MachineRequest,
): Machine {
  const products: Partial<Record<Dtype, ProductLaw>> = {};
  for (const { dtype, format, wanted } of PRODUCTS) {
    const chosen = chooseFit(catalogue.kernels, request.chip, catalogue.chips, { kind: 'gemm', format, ...wanted });
    if (!chosen || !(request.chip.peak[dtype] || dtype === 'fp16' || dtype === 'mxfp8' || dtype === 'nvfp4')) continue;
    const { fit, grade, from } = chosen;
    if (measuredRows(fit) < LEAST_ROWS) continue; // one published figure says a rate, and that is in the shares already
    products[dtype] = {
      values: fit.parameters,
      grade,
      source: grade === 'silicon' ? fit.source.url : `medians of ${from.length} relatives: ${from.join(', ')}`,
      date: fit.source.date,
      error: fit.leftOut.formula.mean,
      fit: fit.id,
    };
  }
  return buildMachine(catalogue, { ...request, ...(Object.keys(products).length > 0 ? { products } : {}) });
}
