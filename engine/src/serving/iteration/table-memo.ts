import type { KernelShelf } from './kernel-choice.ts';

/**
 * Tables that problems share, by what they are made of: who prices thousands of deployments of a few models keeps one memo for all of
 * them. Values are kernels' seconds before any overhead of an engine.
 */
export type TableMemo = Map<string, Float64Array>;

/** The table of that key, made if nobody has made it on this chip with these libraries. Not to be written to. */
export function remembered(
  { memo, chip, profile }: KernelShelf,
  key: readonly unknown[],
  make: () => Float64Array,
): Float64Array {
  if (!memo) return make();
  const name = JSON.stringify([chip.id, profile.family, profile.libraries, key]);
  const known = memo.get(name);
  if (known) return known;
  const made = make();
  memo.set(name, made);
  return made;
}
