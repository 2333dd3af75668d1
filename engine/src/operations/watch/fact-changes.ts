import type { Catalogue } from '../../facts/index.ts';

/** One entry of the catalogue that is not what it was. */
export interface FactChange {
  readonly list: string;
  readonly id: string;
  readonly kind: 'changed' | 'added' | 'removed';
  /** Numbers and words in it that differ, by their path; of an entry that is new or gone, none. */
  readonly fields: readonly { readonly path: string; readonly from: unknown; readonly to: unknown }[];
}

interface Entry {
  readonly id: string;
}
type Lists = Readonly<Record<string, readonly Entry[]>>;

/** Lists of sources and fits are entries like any other: whatever has an id. */
const listsOf = (catalogue: Catalogue): Lists => catalogue as unknown as Lists;
const isList = (value: unknown): value is readonly Entry[] => Array.isArray(value);

/** Entries in which two catalogues differ. */
export function factChanges(before: Catalogue, now: Catalogue): FactChange[] {
  const [old, recent] = [listsOf(before), listsOf(now)];
  return [...new Set([...Object.keys(old), ...Object.keys(recent)])].flatMap((list): FactChange[] => {
    const [a, b] = [byId(old[list]), byId(recent[list])];
    return [...new Set([...a.keys(), ...b.keys()])].flatMap((id): FactChange[] => {
      const [from, to] = [a.get(id), b.get(id)];
      if (from === undefined) return [{ list, id, kind: 'added', fields: [] }];
      if (to === undefined) return [{ list, id, kind: 'removed', fields: [] }];
      if (from === to) return [];
      const fields = differences(from, to);
      return fields.length === 0 ? [] : [{ list, id, kind: 'changed', fields }];
    });
  });
}

/** The catalogue as it was, with some of the changes made. */
export function withChanges(before: Catalogue, now: Catalogue, changes: readonly FactChange[]): Catalogue {
  const recent = listsOf(now);
  const lists: Record<string, readonly Entry[]> = { ...listsOf(before) };
  for (const list of new Set(changes.map((change) => change.list))) {
    const wanted = new Map(changes.filter((change) => change.list === list).map((change) => [change.id, change]));
    const to = byId(recent[list]);
    const kept = (lists[list] ?? []).flatMap((entry): Entry[] => {
      const change = wanted.get(entry.id);
      if (!change) return [entry];
      return change.kind === 'removed' ? [] : [to.get(entry.id)!];
    });
    const added = [...wanted.values()].filter(({ kind }) => kind === 'added').map(({ id }) => to.get(id)!);
    lists[list] = [...kept, ...added];
  }
  return lists as unknown as Catalogue;
}

const byId = (list: unknown): ReadonlyMap<string, Entry> =>
  new Map(isList(list) ? list.map((entry) => [entry.id, entry]) : []);

const MOST_FIELDS = 20;

function differences(from: unknown, to: unknown, path = '', found: FactChange['fields'][number][] = []) {
  if (found.length >= MOST_FIELDS || Object.is(from, to)) return found;
  const [a, b] = [inside(from), inside(to)];
  if (!a || !b) {
    found.push({ path, from, to });
    return found;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
    differences(a[key], b[key], path === '' ? key : `${path}.${key}`, found);
  return found;
}

const inside = (value: unknown): Readonly<Record<string, unknown>> | null =>
  value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : null;
