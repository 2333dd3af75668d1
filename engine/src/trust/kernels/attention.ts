import {
  attentionFlops,
  averageContext,
  decode as decodeForm,
  fusedAttentionSeconds,
  prefill,
} from '../../cost/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { type Bench, KERNEL_FLOOR_SECONDS, type KernelTime } from './bench.ts';
import { callOf, type KernelCall, type Refusal } from './call.ts';
import { bytesOf, formatOf } from './printed.ts';

/** One attention call; undefined where no shape is printed in full. */
export function attentionCall(row: KernelRow): KernelCall | undefined {
  const { config } = row;
  const batch = positive(config.batch);
  const length = positive(config.seq_len);
  const heads = positive(config.heads);
  const d = positive(config.head_dim) ?? 128;
  if (!batch || !length || !heads) return undefined;
  const kvHeads = positive(config.kv_heads) ?? heads;
  const kvBytes = bytesOf(formatOf(config.kv_dtype ?? config.dtype ?? 'bf16') ?? 'bf16');
  const decode = isDecode(row);
  const queries = decode ? batch : batch * length;
  const window = positive(config.window);
  const context = decode ? length : averageContext(length, window ?? length);
  const wanted = {
    format: kvBytes === 1 ? 'fp8' : 'bf16',
    library: String(config.software ?? ''),
    kernel: String(config.kernel ?? ''),
  };
  const layout = { batch, heads, kvHeads, headSize: d, window: window ?? 0, kvBytes };
  const amounts = {
    flops: attentionFlops(queries, context, heads, 2 * d),
    movedBytes: 2 * 2 * queries * heads * d + batch * length * kvHeads * 2 * d * kvBytes,
  };
  return decode
    ? callOf(decodeForm, { ...layout, context: length }, wanted, 'bf16', amounts)
    : callOf(prefill, { ...layout, tokens: length, prefix: 0 }, wanted, 'bf16', amounts);
}

const isDecode = (row: KernelRow): boolean => /decode|generation/i.test(row.op ?? '');

/** Fused attention: prefill by its causal FLOP or the bytes of Q, K, V and O; decode by the bytes of the cache it reads. */
export function attentionKernel(row: KernelRow, bench: Bench): KernelTime | Refusal {
  const call = attentionCall(row);
  if (!call) return attentionLimit(row, bench);
  const { flops, movedBytes } = call.amounts;
  const { memory, attentionForward } = bench.machine.rates;
  const compute = fusedAttentionSeconds(flops!, attentionForward, positive(row.config.head_dim) ?? 128);
  const seconds = Math.max(compute, movedBytes! / memory);
  const fitted = bench.fitted(call);
  if (fitted) return { ...fitted, ...call.amounts, naiveSeconds: seconds };
  return { seconds: seconds + KERNEL_FLOOR_SECONDS, ...call.amounts, naiveSeconds: seconds, assumed: [] };
}

/** "Up to" figures without a shape: what a large kernel reaches, per second. Absorbed MLA decode multiplies like prefill. */
function attentionLimit(row: KernelRow, bench: Bench): KernelTime | Refusal {
  if (row.config.batch || row.config.seq_len) return { refused: 'the shape is not printed in full' };
  const { memory, attentionForward, attentionBackward } = bench.machine.rates;
  const flops = /backward/i.test(row.op ?? '') ? attentionBackward : attentionForward;
  return { seconds: 1, naiveSeconds: 1, flops, movedBytes: memory, assumed: ['shape=large'] };
}
