import { type KernelRow, positive } from '../rows/row.ts';
import { type Bench, KERNEL_FLOOR_SECONDS, type KernelTime } from './bench.ts';

/** A copy reads and writes its bytes once. */
export function memoryKernel(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  const bytes = positive(row.config.bytes);
  if (!bytes) return { refused: 'the size is not printed' };
  const moved = 2 * bytes;
  const seconds = moved / bench.machine.rates.memory;
  return { seconds: seconds + KERNEL_FLOOR_SECONDS, naiveSeconds: seconds, movedBytes: moved, assumed: [] };
}
