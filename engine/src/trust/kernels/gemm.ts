import {
  expertsLayer,
  expertsSeconds,
  gemm,
  groupedProduct,
  matmulBytes,
  matmulFlops,
  matmulSeconds,
} from '../../cost/index.ts';
import type { Dtype } from '../../facts/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { shownValue } from '../rows/shown-value.ts';
import { type Bench, KERNEL_FLOOR_SECONDS, type KernelTime } from './bench.ts';
import { callOf, type KernelCall, type Refusal } from './call.ts';
import { bytesOf, formatOf } from './printed.ts';

/** y[m,n] = x[m,k]·W[k,n]; operands in the printed format. */
export function gemmCall(row: KernelRow): KernelCall | Refusal {
  const { m, n, k } = sides(row);
  const dtype = row.config.dtype === undefined ? 'bf16' : formatOf(row.config.dtype);
  if (!m || !n || !k) return { refused: 'm, n or k is not printed' };
  if (!dtype) return { refused: `format "${shownValue(row.config.dtype)}" is not known` };
  const stored = storedBytes(dtype);
  const shape = { m, n, k, activationBytes: stored, weightBytes: stored, quantised: narrowsInside(row) };
  return callOf(gemm, shape, wantedOf(row, dtype), dtype, { flops: matmulFlops(m, n, k) });
}

/** One product by its fit, else by the datasheet's roofline. */
export function gemmKernel(row: KernelRow, bench: Bench): KernelTime | Refusal {
  const call = gemmCall(row);
  if ('refused' in call) return call;
  const { m, n, k } = sides(row) as Record<'m' | 'n' | 'k', number>;
  const dtype = call.peak;
  const rate = bench.rate(dtype);
  if (!(rate > 0)) return { refused: `${bench.chip.id} states no peak for ${dtype}` };
  const { memory, cores } = bench.machine.rates;
  const e = bytesOf(dtype);
  const naive = {
    ...call.amounts,
    naiveSeconds: Math.max(call.amounts.flops! / rate, matmulBytes(m, n, k, e) / memory),
  };
  const assumed = row.config.dtype === undefined ? ['dtype=bf16'] : [];
  const fitted = bench.fitted(call);
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

/** Grouped products of experts: `groups` products of `m_per_group` rows, operands as DeepGEMM takes them. */
export function groupedCall(row: KernelRow): KernelCall | Refusal {
  const { n, k } = sides(row);
  const groups = positive(row.config.groups);
  const rows = positive(row.config.m_per_group);
  const dtype = formatOf(row.config.dtype ?? 'bf16');
  if (!n || !k || !groups || !rows || !dtype) return { refused: 'groups, rows, n, k or the format is not printed' };
  if (groups > MOST_GROUPS) return { refused: `${groups} groups are more than ${MOST_GROUPS}` };
  const stored = storedBytes(dtype);
  const masked = /mask/i.test(`${String(row.config.kernel ?? '')} ${row.id}`);
  return callOf(
    expertsLayer,
    groupedProduct(Math.round(groups), rows, n, k, { activationBytes: stored, weightBytes: stored }),
    {
      format: dtype === 'fp8' ? 'fp8-block' : dtype,
      library: 'DeepGEMM',
      kernel: masked ? 'masked' : 'contiguous',
      libraryOnly: true,
    },
    dtype,
    { flops: groups * matmulFlops(rows, n, k) },
  );
}

const MOST_GROUPS = 4096; // no model has more experts on one rank

/** A grouped product by the fit of a grouped product; fits of a whole layer of experts hold its routing, too, and do not serve. */
export function groupedKernel(row: KernelRow, bench: Bench): KernelTime | Refusal {
  const call = groupedCall(row);
  if ('refused' in call) return call;
  const { n, k } = sides(row) as Record<'n' | 'k', number>;
  const groups = positive(row.config.groups)!;
  const rows = positive(row.config.m_per_group)!;
  const rate = bench.rate(call.peak);
  const { memory } = bench.machine.rates;
  const e = bytesOf(call.peak);
  const naiveSeconds = Math.max(call.amounts.flops! / rate, (groups * matmulBytes(rows, n, k, e)) / memory);
  const fitted = bench.fitted(call);
  if (fitted) return { ...fitted, ...call.amounts, naiveSeconds };
  const seconds = expertsSeconds(groups, rows, n, k, rate, memory, e) + KERNEL_FLOOR_SECONDS;
  return { seconds, naiveSeconds, ...call.amounts, assumed: [] };
}

const sides = (row: KernelRow) => ({ m: positive(row.config.m), n: positive(row.config.n), k: positive(row.config.k) });
