import { expertsSeconds, matmulBytes, matmulFlops, matmulSeconds } from '../../cost/index.ts';
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
  return {
    seconds: matmulSeconds(m, n, k, rate, memory, e, cores) + KERNEL_FLOOR_SECONDS,
    naiveSeconds: Math.max(flops / rate, matmulBytes(m, n, k, e) / memory),
    flops,
    assumed: row.config.dtype === undefined ? ['dtype=bf16'] : [],
  };
}

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
