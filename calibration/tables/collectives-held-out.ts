import type { CollectiveOperation } from '@ridgepoint/engine/cost';
import { validationKernels } from '../held-out.ts';

/** A shape of a collective, whatever it ran on. */
export const collectiveKey = (operation: CollectiveOperation, ranks: number, bytes: number): string =>
  `${operation}|${ranks}|${bytes}`;

const OPERATIONS: Readonly<Record<string, CollectiveOperation>> = {
  all_reduce: 'all-reduce',
  'all_reduce (custom)': 'all-reduce',
  all_gather: 'all-gather',
  reduce_scatter: 'reduce-scatter',
  alltoall: 'all-to-all',
};

/** Shapes of the validation rows that were measured with a library (NCCL, or vLLM's own kernel). */
export function heldOutCollectives(library: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const row of validationKernels('collective')) {
    const { config, op = '' } = row;
    const ranks = Number((row as unknown as { hardware?: { gpus?: number } }).hardware?.gpus);
    const custom = /custom/.test(op);
    const operation = OPERATIONS[op.replaceAll('-', '_')] ?? OPERATIONS[op];
    if (!operation || custom !== (library === 'vLLM') || !Number.isFinite(ranks)) continue;
    const bytes = Number(config.message_bytes ?? Number(config.message_elements ?? config.elements) * 2);
    if (Number.isFinite(bytes)) keys.add(collectiveKey(operation, ranks, bytes));
  }
  return keys;
}
