import { expertsSeconds, gemm, matmulBytes, matmulFlops, matmulSeconds } from '../../cost/index.ts';
import type { Dtype } from '../../facts/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { shownValue } from '../rows/shown-value.ts';
import { type Bench, bytesOf, formatOf, KERNEL_FLOOR_SECONDS, type KernelTime } from './bench.ts';

/** y[m,n] = x[m,k]·W[k,n]; operands in the printed format. */
export function gemmKernel(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  const { m, n, k } = sides(row);
  const dtype = row.config.dtype === undefined ? 'bf16' : formatOf(row.config.dtype);
  if (!m || !n || !k) return { refused: 'm, n or k is not printed' };
  if (!dtype) return { refused: `format "${shownValue(row.config.dtype)}" is not known` };
  const rate = bench.rate(dtype);
  if (!(rate > 0)) return { refused: `${bench.chip.id} states no peak for ${dtype}` };
  const { memory, cores } = bench.machine.rates;
  const e = bytesOf(dtype);
  const flops = matmulFlops(m, n, k);
  const naive = { naiveSeconds: Math.max(flops / rate, matmulBytes(m, n, k, e) / memory), flops };
  const assumed = row.config.dtype === undefined ? ['dtype=bf16'] : [];
  const fitted = bench.fitted(gemm, wantedOf(row, dtype), dtype, {
    m,
    n,
    k,
    activationBytes: storedBytes(dtype),
    weightBytes: storedBytes(dtype),
    quantised: narrowsInside(row),
  });
  if (fitted) return { ...fitted, ...naive, assumed: [...assumed, ...fitted.assumed] };
  return { seconds: matmulSeconds(m, n, k, rate, memory, e, cores) + KERNEL_FLOOR_SECONDS, ...naive, assumed };
}

/** Which fit a row means: block-scaled fp8 is a format of its own, DeepGEMM's too. */
function wantedOf(row: KernelRow, dtype: Dtype) {
  const printed = String(row.config.dtype ?? '');
  const block = printed === 'fp8_block' || /deepgemm/i.test(row.id);
  return {
    format: dtype === 'fp8' && block ? 'fp8-block' : dtype,
    library: String(row.config.software ?? ''),
    kernel: String(row.config.kernel ?? ''),
  };
}

/** Engines' tables time the narrowing of 16-bit activations with the product; libraries' own sweeps start from narrow ones. */
const narrowsInside = (row: KernelRow): boolean => /vllm|trtllm|sglang/i.test(String(row.config.software ?? ''));

/** nvfp4 carries one fp8 scale for sixteen values. */
const storedBytes = (dtype: Dtype): number => (dtype === 'nvfp4' || dtype === 'fp4' ? 0.5625 : bytesOf(dtype));

/** Grouped products of experts: `groups` products of `m_per_group` rows. */
export function groupedKernel(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  const { n, k } = sides(row);
  const groups = positive(row.config.groups);
  const rows = positive(row.config.m_per_group);
  const dtype = formatOf(row.config.dtype ?? 'bf16');
  if (!n || !k || !groups || !rows || !dtype) return { refused: 'groups, rows, n, k or the format is not printed' };
  const rate = bench.rate(dtype);
  const { memory } = bench.machine.rates;
  const flops = groups * matmulFlops(rows, n, k);
  const e = bytesOf(dtype);
  return {
    seconds: expertsSeconds(groups, rows, n, k, rate, memory, e) + KERNEL_FLOOR_SECONDS,
    naiveSeconds: Math.max(flops / rate, (groups * matmulBytes(rows, n, k, e)) / memory),
    flops,
    assumed: [],
  };
}

const sides = (row: KernelRow) => ({ m: positive(row.config.m), n: positive(row.config.n), k: positive(row.config.k) });
