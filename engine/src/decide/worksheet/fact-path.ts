import { baseValue, type Catalogue, type Fact, nameKey } from '../../facts/index.ts';
import { nearest } from '../../units/index.ts';
import { WorksheetError } from './worksheet-error.ts';

/** A fact found by its path, with the name of the thing that it is of. */
export interface FoundFact {
  readonly of: string;
  /** Undefined where the thing is there and does not have the figure. */
  readonly fact: Fact | undefined;
  /** Its number in the unit that `unit` names; rates printed for both directions are halved. */
  readonly value: number;
  readonly unit: string;
}

const LISTS = {
  chip: 'chips',
  system: 'systems',
  fabric: 'fabrics',
  model: 'models',
  grid: 'grids',
  constant: 'constants',
} as const;
type Kind = keyof typeof LISTS;
const KINDS: readonly string[] = [...Object.keys(LISTS), 'price'];

/**
 * What a path of the catalogue says: `chip.h100-sxm.memory.bandwidth`, `constant.pue-meta`, `grid.CHN.intensity`,
 * `price.h100-sxm.rent-on-demand.nebius` (the newest, or with `.2023` the newest of that year). Dates count in years.
 * Throws WorksheetError with the nearest names.
 */
export function findFact(catalogue: Catalogue, path: string): FoundFact {
  const dot = path.indexOf('.');
  const kind = path.slice(0, Math.max(0, dot));
  const rest = path.slice(dot + 1);
  if (kind === 'price') return priceAt(catalogue, rest, path);
  if (!Object.hasOwn(LISTS, kind))
    throw new WorksheetError('fact-path', { path, part: kind || path }, '', nearest(kind || path, KINDS));
  const list = LISTS[kind as Kind];
  const entries = catalogue[list] as readonly { readonly id: string; readonly name?: string }[];
  // Ids hold dots (llama-3.1-8b): the longest that fits is meant.
  const entry = entries
    .filter(({ id }) => rest === id || rest.startsWith(`${id}.`))
    .sort((a, b) => b.id.length - a.id.length)[0];
  if (!entry) {
    const asked = rest.split('.')[0]!;
    throw new WorksheetError(
      'fact-path',
      { path, part: rest },
      '',
      nearest(
        asked,
        entries.map(({ id }) => id),
      ).map((id) => `${kind}.${id}`),
    );
  }
  const within = kind === 'constant' ? 'fact' : rest.slice(entry.id.length + 1);
  const of = entry.name ?? entry.id;
  const found = within.split('.').reduce<unknown>((at, key) => inside(at, key), entry);
  if (typeof found === 'string' && /^\d{4}/.test(found)) return { ...dated(found, entry), of };
  if (typeof found === 'number') return { of, fact: plainFact(found, entry), value: found, unit: '1' };
  if (found === undefined && mayHave(entry, within)) return { of, fact: undefined, value: Number.NaN, unit: '1' };
  if (!isFact(found))
    throw new WorksheetError(
      'fact-path',
      { path, part: within },
      '',
      nearest(within, pathsOf(entry), 3).map((inner) => `${kind}.${entry.id}.${inner}`),
    );
  return { of, ...numberOf(found, kind) };
}

const inside = (at: unknown, key: string): unknown =>
  at !== null && typeof at === 'object' && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;

const isFact = (value: unknown): value is Fact =>
  value !== null &&
  typeof value === 'object' &&
  typeof inside(value, 'value') === 'number' &&
  typeof inside(value, 'unit') === 'string';

/** A rate that is printed for both directions is halved, as everywhere in the engine; a count of parameters says so. */
function numberOf(fact: Fact, kind: string): Pick<FoundFact, 'fact' | 'value' | 'unit'> {
  const value =
    fact.direction === 'both-ways'
      ? (fact.value * baseValue(fact)) / baseValue({ ...fact, direction: 'one-way' })
      : fact.value;
  const counted = kind === 'model' && ['billion', 'million', 'trillion'].includes(fact.unit);
  return { fact, value, unit: counted ? `${fact.unit} parameter` : fact.unit };
}

/** A day as years since the birth of Christ: launches can be put in order and taken from each other. */
function dated(day: string, entry: unknown): Pick<FoundFact, 'fact' | 'value' | 'unit'> {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const value = year + (month - 1) / 12 + (date - 1) / 365;
  return { fact: { ...plainFact(value, entry), unit: 'date', date: day }, value, unit: 'date' };
}

/** A number of an entry that is no fact of its own (how many chips a system has) is cited as the entry is. */
function plainFact(value: number, entry: unknown): Fact {
  const cited = [...factsIn(entry)][0];
  return {
    value,
    unit: '1',
    date: cited?.date ?? '',
    source: cited?.source ?? '',
    grade: cited?.grade ?? 'third-party',
  };
}

function* factsIn(entry: unknown): Generator<Fact> {
  if (isFact(entry)) yield entry;
  else if (entry !== null && typeof entry === 'object') for (const inner of Object.values(entry)) yield* factsIn(inner);
}

/** Formats differ from chip to chip: that one has no fp8 peak is an answer, no slip. */
const mayHave = (entry: object, within: string): boolean => {
  const [group, ...deeper] = within.split('.');
  return deeper.length > 0 && Object.hasOwn(entry, group!) && /^(peak|reachable|onChip|units|memory)$/.test(group!);
};

function pathsOf(entry: unknown, start = ''): string[] {
  if (entry === null || typeof entry !== 'object') return [];
  return Object.entries(entry).flatMap(([key, value]) => {
    const path = start === '' ? key : `${start}.${key}`;
    return isFact(value) ? [path] : pathsOf(value, path);
  });
}

function priceAt({ prices, chips }: Catalogue, rest: string, path: string): FoundFact {
  const chip = chips
    .map(({ id }) => id)
    .filter((id) => rest.startsWith(`${id}.`))
    .sort((a, b) => b.length - a.length)[0];
  const [kind = '', seller = '', year = ''] = rest.slice((chip?.length ?? 0) + 1).split('.');
  const ofChip = prices.filter((price) => price.chip === chip);
  const slug = (name: string) => nameKey(name).replaceAll(' ', '-');
  const found = ofChip
    .filter((price) => price.kind === kind && slug(price.seller) === seller && price.usd.date.startsWith(year))
    .sort((a, b) => (a.usd.date < b.usd.date ? 1 : -1))[0];
  if (!found) {
    const known = [...new Set(ofChip.map((price) => `${price.chip}.${price.kind}.${slug(price.seller)}`))];
    throw new WorksheetError(
      'fact-path',
      { path, part: rest },
      '',
      nearest(rest, known, 3).map((inner) => `price.${inner}`),
    );
  }
  const of = chips.find(({ id }) => id === chip)?.name ?? rest;
  return { of: `${of}, ${found.seller}`, fact: found.usd, value: found.usd.value, unit: found.usd.unit };
}
