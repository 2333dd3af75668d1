import { type InputProblem, refuse } from '@ridgepoint/engine/operations/input-error';
import { SEVERAL } from '@ridgepoint/engine/operations/link/questions';
import { type NamedData, scenarioOf, withoutValue, withValue } from '@ridgepoint/engine/operations/link/scenario-text';
import { isoDay, nearest, parseQuantity, readDays, type TurnedUnit } from '@ridgepoint/engine/units';
import type { Money } from '@ridgepoint/engine/wording';
import type { OpenedScenario, ScenarioData, TurnedInput } from '../engine/protocol.ts';

type Said = Readonly<Record<string, string>>;
type Opened = OpenedScenario & { readonly ok: true };
export type Side = 'a' | 'b';

/** A choice of which is asked, ready made: two examples, the input that is turned, and one for the map. */
export interface Crossing {
  readonly id: string;
  readonly said: Said;
}

export const CROSSINGS: readonly Crossing[] = [
  { id: 'own', said: SEVERAL.crossover.example },
  {
    id: 'start',
    said: { a: 'own-h200', b: 'rent-h200', over: 'own.start', and: 'own.utilisation', 'own.utilisation': '50 %' },
  },
  {
    id: 'train',
    said: { a: 'train-h100', b: 'train-mi300x', over: 'a.economics.price', and: 'b.economics.price' },
  },
  {
    id: 'older',
    said: { a: 'train-a100', b: 'train-h100', over: 'a.economics.price', and: 'b.economics.price' },
  },
  {
    id: 'format',
    said: { a: 'serve-fp8', b: 'serve-int4', over: 'traffic.rate', on: 'tpot', and: 'traffic.input' },
  },
  { id: 'serve', said: { a: 'serve-h100', b: 'serve-mi300x', over: 'b.economics.price', and: 'a.economics.price' } },
  { id: 'chip', said: { a: 'chip-asic', b: 'chip-fpga', over: 'chip.units', and: 'b.chip.unit' } },
];

/** The ready question that is asked: by its files, and by the input where several ask the same files. */
export function askedOf(said: Said): Crossing | undefined {
  const same = CROSSINGS.filter(({ said: { a, b } }) => a === said.a && b === said.b);
  return same.find(({ said: { over } }) => over === said.over) ?? same[0];
}

/** One number that can be turned: in both scenarios at once where both have it alike, else in one. */
export interface Turn {
  /** As the address says it: `rent.price` turns both, `a.rent.price` one. */
  readonly key: string;
  readonly of: 'both' | Side;
  readonly input: TurnedInput;
}

/** Everything that can be turned, what both share first. */
export function turnsOf(a: Opened, b: Opened, onlySayable: boolean): readonly Turn[] {
  const usable = (input: TurnedInput) => (input.sayable || !onlySayable) && input.usual[0] < input.usual[1];
  const shared = a.inputs.filter((input) => usable(input) && alike(input, inputOf(b, input.path)));
  const both = shared.map((input): Turn => ({ key: input.path, of: 'both', input }));
  const own = (side: Side, of: Opened): Turn[] =>
    of.inputs
      .filter((input) => usable(input) && (!onlySayable || !shared.some(({ path }) => path === input.path)))
      .map((input) => ({ key: `${side}.${input.path}`, of: side, input }));
  return [...both, ...own('a', a), ...own('b', b)];
}

const inputOf = (scenario: Opened, path: string) => scenario.inputs.find((input) => input.path === path);
const alike = (a: TurnedInput, b: TurnedInput | undefined): boolean =>
  b !== undefined && a.unit === b.unit && (a.value === b.value || a.value === null || b.value === null);

/** What a file may say in two ways: what is turned takes the other's place. */
const SAME: Readonly<Record<string, readonly [string, string]>> = { 'train.batch': ['train', 'batch_tokens'] };

/** The two scenarios with what was turned put in. */
export function turned(
  said: Said,
  names: readonly Side[],
  base: Readonly<Record<Side, NamedData>>,
  opened: Readonly<Record<Side, Opened>>,
): readonly NamedData[] {
  return names.map((side) => {
    let data: ScenarioData = base[side].data;
    for (const [key, value] of Object.entries(said)) {
      const [, of, path] = /^(?:([ab])\.)?([a-z0-9_]+\.[a-z0-9_.]+)$/.exec(key) ?? [];
      if (path === undefined || (of && of !== side)) continue;
      if (!inputOf(opened[side], path)?.sayable) continue;
      const other = SAME[path];
      data = withValue(other ? withoutValue(data, other) : data, path.split('.'), value);
    }
    return { name: base[side].name, data };
  });
}

/** Both scenarios as the address names them; null for what it does not. */
export function named(
  said: Said,
  examples: Readonly<Record<string, ScenarioData>>,
): Readonly<Record<Side, NamedData | null>> {
  const of = (side: Side) => scenarioOf(said[side] ?? '', examples);
  return { a: of('a'), b: of('b') };
}

/** The first scenario of an address that is neither an example nor spelled out; null where all can be read. */
export function unreadable(
  said: Said,
  letters: readonly string[],
  examples: Readonly<Record<string, ScenarioData>>,
): InputProblem | null {
  const text = letters.map((letter) => said[letter]).find((one) => one && !scenarioOf(one, examples));
  if (text === undefined) return null;
  const names = Object.keys(examples);
  const near = nearest(text, names);
  return refuse('not-a-link', '', { value: text, nearest: near.length > 0 ? near : names.slice(0, 3) }).problem;
}

/** A number with no unit behind it. */
export const isBare = (text: string): boolean => /^[\d.]+(e[+-]?\d+)?$/i.test(text.trim());

/**
 * A typed number in its base unit; null for what is none. A bare number is one; a wait is one from `today` on; amounts may be in the
 * currency of `money`.
 */
export function numberOf(
  text: string,
  unit: TurnedUnit,
  { today, money }: { readonly today?: number; readonly money?: Money | undefined } = {},
): number | null {
  const plain = text.trim();
  if (unit === 'date') return readDays(plain, today)?.first ?? null;
  if (isBare(plain)) return Number(plain);
  try {
    return parseQuantity(plain, unit, money && { rates: { [money.currency]: money.perUsd } });
  } catch {
    return null;
  }
}

/** A place of a slider as the address says it: three digits of a number, all of one that is counted, the month of a day. */
export function written(
  value: number,
  { step, doubling, unit }: Pick<TurnedInput, 'step' | 'doubling'> & { readonly unit?: TurnedUnit },
): string {
  if (unit === 'date') return isoDay(value).slice(0, 7);
  const pack = step ?? (doubling ? 1 : null);
  return pack === null ? String(Number(value.toPrecision(3))) : String(Math.max(1, Math.round(value / pack)) * pack);
}
