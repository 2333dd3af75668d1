import type { Catalogue, Fact } from '../facts/index.ts';

/** One entry of the catalogue with every fact and where it comes from. */
export interface Entry {
  readonly list: string;
  readonly id: string;
  readonly name: string;
  readonly lines: readonly EntryLine[];
}

export interface EntryLine {
  /** `memory.bandwidth` */
  readonly path: string;
  readonly text: string | null;
  readonly fact: CitedFact | null;
}

/** A fact with its source's title and address in place of the id. */
export interface CitedFact extends Omit<Fact, 'others'> {
  readonly title: string;
  readonly url: string;
  readonly others: readonly CitedFact[];
}

const isFact = (value: object): value is Fact =>
  'value' in value && 'unit' in value && 'source' in value && 'grade' in value;

/** An entry's fields in their order; objects are entered, facts are cited. */
export function entryOf(
  catalogue: Pick<Catalogue, 'sources'>,
  list: string,
  entry: { readonly id: string; readonly name?: string },
): Entry {
  const sources = new Map(catalogue.sources.map((source) => [source.id, source]));
  const cite = (fact: Fact): CitedFact => {
    const source = sources.get(fact.source);
    const others = (fact.others ?? []).map((other) => cite(other as Fact));
    return { ...fact, title: source?.title ?? fact.source, url: source?.url ?? fact.source, others };
  };
  const lines: EntryLine[] = [];
  const enter = (value: unknown, path: string): void => {
    if (value === undefined || value === null) return;
    if (typeof value !== 'object') lines.push({ path, text: String(value), fact: null });
    else if (isFact(value)) lines.push({ path, text: null, fact: cite(value) });
    else if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
      lines.push({ path, text: value.join(', '), fact: null });
    else for (const [key, inner] of Object.entries(value)) enter(inner, path === '' ? key : `${path}.${key}`);
  };
  const { id, name = id, ...rest } = entry;
  enter(rest, '');
  return { list, id, name, lines };
}
