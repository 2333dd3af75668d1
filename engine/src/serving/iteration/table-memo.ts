import type { KernelShelf } from './kernel-choice.ts';

/**
 * What problems share, by what it is made of: who prices thousands of deployments of a few models keeps one memo for all of them. Tables
 * hold kernels' seconds before any overhead of an engine.
 */
export type TableMemo = Map<string, object>;

/**
 * What is kept under that key, made if nobody has made it on this chip. The key must name all else that the seconds follow from: kernels
 * by their fits, or by the engine's {@link libraryKey} where they are chosen inside. Not to be written to.
 */
export const remembered = <T extends object>(shelf: KernelShelf, key: readonly unknown[], make: () => T): T =>
  rememberedAnywhere(shelf, [shelf.chip.id, key], make);

/** The same for what no chip has a part in. */
export function rememberedAnywhere<T extends object>(
  { memo }: Pick<KernelShelf, 'memo'>,
  key: readonly unknown[],
  make: () => T,
): T {
  if (!memo) return make();
  const name = JSON.stringify(key);
  const known = memo.get(name) as T | undefined;
  if (known) return known;
  const made = make();
  memo.set(name, made);
  return made;
}

/** What of an engine decides which fits price its kernels. */
export const libraryKey = ({ profile }: KernelShelf): string =>
  `${profile.family} ${profile.libraries} ${profile.ncclOnly ?? false} ${profile.expertKernel ?? ''} ${profile.portableExperts ? profile.overheads.tile : ''} ${profile.tensorFloats ?? false}`;
