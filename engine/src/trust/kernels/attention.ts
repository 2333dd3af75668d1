import {
  attentionFlops,
  averageContext,
  decode as decodeForm,
  fusedAttentionSeconds,
  prefill,
} from '../../cost/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { type Bench, bytesOf, formatOf, KERNEL_FLOOR_SECONDS, type KernelTime } from './bench.ts';

/** Fused attention: prefill by its causal FLOP or the bytes of Q, K, V and O; decode by the bytes of the cache it reads. */
export function attentionKernel(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  const { config } = row;
  const batch = positive(config.batch);
  const length = positive(config.seq_len);
  const heads = positive(config.heads);
  const d = positive(config.head_dim) ?? 128;
  if (!batch || !length || !heads) return attentionLimit(row, bench);
  const kvHeads = positive(config.kv_heads) ?? heads;
  const decode = /decode|generation/i.test(row.op ?? '');
  const kvBytes = bytesOf(formatOf(config.kv_dtype ?? config.dtype ?? 'bf16') ?? 'bf16');
  const queries = decode ? batch : batch * length;
  const context = decode ? length : averageContext(length, positive(config.window) ?? length);
  const flops = attentionFlops(queries, context, heads, 2 * d);
  const bytes = 2 * 2 * queries * heads * d + batch * length * kvHeads * 2 * d * kvBytes;
  const { memory, attentionForward } = bench.machine.rates;
  const compute = fusedAttentionSeconds(flops, attentionForward, d);
  const seconds = Math.max(compute, bytes / memory);
  const wanted = {
    format: kvBytes === 1 ? 'fp8' : 'bf16',
    library: String(config.software ?? ''),
    kernel: String(config.kernel ?? ''),
  };
  const layout = { batch, heads, kvHeads, headSize: d, window: positive(config.window) ?? 0, kvBytes };
  const fitted = decode
    ? bench.fitted(decodeForm, wanted, 'bf16', { ...layout, context: length })
    : bench.fitted(prefill, wanted, 'bf16', { ...layout, tokens: length, prefix: 0 });
  if (fitted) return { ...fitted, naiveSeconds: seconds, flops, movedBytes: bytes };
  return { seconds: seconds + KERNEL_FLOOR_SECONDS, naiveSeconds: seconds, flops, movedBytes: bytes, assumed: [] };
}

/** "Up to" figures without a shape: what a large kernel reaches, per second. Absorbed MLA decode multiplies like prefill. */
function attentionLimit(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  if (row.config.batch || row.config.seq_len) return { refused: 'the shape is not printed in full' };
  const { memory, attentionForward, attentionBackward } = bench.machine.rates;
  const flops = /backward/i.test(row.op ?? '') ? attentionBackward : attentionForward;
  return { seconds: 1, naiveSeconds: 1, flops, movedBytes: memory, assumed: ['shape=large'] };
}
