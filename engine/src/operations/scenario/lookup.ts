import { findByName } from '../../facts/index.ts';
import { nearest } from '../../units/index.ts';
import { refuse } from '../input-error.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}
export type NameKind = 'chip' | 'system' | 'fabric' | 'model' | 'grid';

/** The entry that a name means. Throws InputError with the nearest ids where no entry carries it. */
export function lookup<T extends Named>(entries: readonly T[], typed: string, kind: NameKind, path: string): T {
  const found = findByName(entries, typed);
  if (found) return found;
  throw refuse('unknown-name', path, { value: typed, values: { kind }, nearest: nearestIds(entries, typed) });
}

/** Ids whose id, name or alias is close to what was typed, best first, at most three; none where nothing is close. */
export function nearestIds(entries: readonly Named[], typed: string): string[] {
  const owner = new Map<string, string>();
  for (const { id, name, aliases = [] } of entries) for (const word of [id, name, ...aliases]) owner.set(word, id);
  const ids = nearest(typed, [...owner.keys()], 8).map((word) => owner.get(word)!);
  return [...new Set(ids)].slice(0, 3);
}
