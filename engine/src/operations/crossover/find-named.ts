import { nearest } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import type { MeasureName, NamedInput, Opened } from '../measures/index.ts';
import { paceOf } from './look-along.ts';

/** A scenario with the name that a reader knows it by. */
export interface NamedScenario {
  readonly name: string;
  readonly opened: Opened;
}

/** An input of one or of both scenarios; paths differ where their kinds word it differently. */
export interface FoundInput {
  readonly a: NamedInput | null;
  readonly b: NamedInput | null;
}

/**
 * The input that a person means: by its path, the last part of it, or another word for it; `a.price` turns it in the first scenario
 * alone. Throws InputError with what is near, or whose it is where only one has it.
 */
export function findInput(typed: string, a: NamedScenario, b: NamedScenario): FoundInput {
  const [, side, word] = /^([ab])[.:](.+)$/i.exec(typed.trim()) ?? [undefined, undefined, typed.trim()];
  const found = { a: inputOf(a.opened.inputs, word!), b: inputOf(b.opened.inputs, word!) };
  if (side !== undefined) {
    const mine = side.toLowerCase() === 'a' ? { a: found.a, b: null } : { a: null, b: found.b };
    if (mine.a ?? mine.b) return mine;
    throw unknown(word!, [side.toLowerCase() === 'a' ? a : b]);
  }
  if (!found.a && !found.b) throw unknown(word!, [a, b]);
  const both = found.a && found.b && found.a.unit === found.b.unit;
  if (both) return found;
  const letter = found.a ? 'a' : 'b';
  throw refuse('input-of-one', 'over', {
    value: typed,
    values: { has: found.a ? a.name : b.name, lacks: found.a ? b.name : a.name },
    nearest: [`${letter}.${word}`],
  });
}

/**
 * The measure that a person means, or the one that both lead with as far as both answer it. `along`: of the input that is turned; where
 * looks are cheap one is taken that hangs on it: a rent moves no time, and along it a cost is known that is not where things stand.
 * Throws InputError.
 */
export function findMeasure(
  typed: string | undefined,
  a: NamedScenario,
  b: NamedScenario,
  along?: FoundInput,
): MeasureName {
  const shared = a.opened.measures.filter(({ key, unit }) =>
    b.opened.measures.some((other) => other.key === key && other.unit === unit),
  );
  if (shared.length === 0) throw refuse('nothing-shared', 'on', { values: { a: a.name, b: b.name } });
  if (typed === undefined) {
    const answered = shared.filter(({ key }) => [a, b].every(({ opened }) => opened.measured().values.get(key)));
    const leads = (some: readonly MeasureName[]) =>
      [a, b].flatMap(({ opened }) => some.filter(({ key }) => key === opened.main));
    const usual = leads(answered)[0] ?? answered[0] ?? shared[0]!;
    if (!along || paceOf(along.a, along.b) !== 'formula') return usual;
    return [usual, ...leads(shared), ...answered].find(({ key }) => hangsOn(key, along, a, b)) ?? usual;
  }
  const found = wordOf(shared, typed, ({ key, names }) => [key, ...names]);
  if (found) return found;
  const all = shared.map(({ key }) => key).join(', ');
  for (const [has, lacks] of [
    [a, b],
    [b, a],
  ] as const) {
    const own = wordOf(has.opened.measures, typed, ({ key, names }) => [key, ...names]);
    if (own)
      throw refuse('measure-of-one', 'on', { value: own.key, values: { has: has.name, lacks: lacks.name, all } });
  }
  const words = shared.flatMap(({ key, names }) => [key, ...names]);
  throw refuse('unknown-measure', 'on', { value: typed, values: { all }, nearest: nearest(typed, words) });
}

/** Whether a measure of both is known along an input, and changes in one of them from end to end. */
function hangsOn(key: string, along: FoundInput, a: NamedScenario, b: NamedScenario): boolean {
  const ends = (
    [
      ['a', a],
      ['b', b],
    ] as const
  ).map(([side, { opened }]) => {
    const input = along[side];
    return [0, 1].map((end) => opened.at(key, new Map(input ? [[input.path, input.usual[end]!]] : [])));
  });
  return ends.every((values) => values.some(Number.isFinite)) && ends.some(([low, high]) => !Object.is(low, high));
}

/** One input by a person's word for it. */
export const inputOf = (inputs: readonly NamedInput[], typed: string): NamedInput | null =>
  wordOf(inputs, typed, ({ path, names }) => [path, path.slice(path.lastIndexOf('.') + 1), ...names]);

const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[\s_\-./]+/g, '')
    .replace(/z(?=ation$)/, 's');

/** Earlier words of a thing count more: a path is taken before another thing's nickname. */
function wordOf<T>(things: readonly T[], typed: string, words: (thing: T) => readonly string[]): T | null {
  const wanted = plain(typed);
  const ranked = things
    .map((thing) => ({ thing, rank: words(thing).findIndex((word) => plain(word) === wanted) }))
    .filter(({ rank }) => rank >= 0)
    .sort((x, y) => x.rank - y.rank);
  return ranked[0]?.thing ?? null;
}

function unknown(word: string, scenarios: readonly NamedScenario[]) {
  const inputs = scenarios.flatMap(({ opened }) => opened.inputs);
  const paths = [...new Set(inputs.map(({ path }) => path))];
  const words = [...new Set(inputs.flatMap(({ path, names }) => [...names, path]))];
  return refuse('unknown-input', 'over', {
    value: word,
    values: { all: paths.join(', ') },
    nearest: nearest(word, words),
  });
}
