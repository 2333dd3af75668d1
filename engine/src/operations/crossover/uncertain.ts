import { compareAt, isSureLead, type UncertainInput } from '../../decide/index.ts';
import type { CrossoverShift } from '../../report/crossover-report.ts';
import { ERROR, type NamedInput, type Settings } from '../measures/index.ts';
import type { FoundInput, NamedScenario } from './find-named.ts';
import { type Asked, sideAt } from './rivals.ts';

/** How far a number that is known is moved to see what hangs on it. */
const WHAT_IF = 0.2;

/** An uncertain input with the scenarios in which it moves. */
export interface Moved extends UncertainInput {
  readonly path: string;
  readonly of: CrossoverShift['of'];
  readonly unit: CrossoverShift['unit'];
}

/**
 * Everything that a crossover may hang on, but the axis itself: inputs that are not known exactly, the model's own error of the
 * measure, and known numbers moved a fifth either way. What both scenarios hold from one source moves in both at once.
 */
export function movable(a: NamedScenario, b: NamedScenario, along: FoundInput, measure: string): Moved[] {
  const rows = { a: rowsOf(a, along.a, measure), b: rowsOf(b, along.b, measure) };
  const same = (x: Row, y: Row) =>
    x.path === y.path && x.value === y.value && x.low === y.low && x.high === y.high && x.source === y.source;
  const shared = rows.a.filter((row) => rows.b.some((other) => same(row, other)));
  const alone = (of: 'a' | 'b') => rows[of].filter((row) => !shared.some((other) => same(row, other)));
  const moved =
    (of: Moved['of']) =>
    (row: Row): Moved => {
      const { path, unit, value, low, high } = row;
      return { name: `${of}:${path}`, path, unit, of, value, low, high, ...(row.known && { known: true as const }) };
    };
  return [...shared.map(moved('both')), ...alone('a').map(moved('a')), ...alone('b').map(moved('b'))];
}

/** What one scenario is set to where inputs take these values. */
export function settingsOf(side: 'a' | 'b', moved: readonly Moved[], values: ReadonlyMap<string, number>): Settings {
  const turned = moved.filter(
    ({ of, name, value }) => (of === 'both' || of === side) && (values.get(name) ?? value) !== value,
  );
  return new Map(turned.map(({ name, path, value }) => [path, values.get(name) ?? value]));
}

/** Whether who leads at a place of the axis goes on leading there, whatever is not known. */
export function isSureAt(asked: Omit<Asked, 'axis' | 'look'>, place: number): boolean {
  const { a, b, along, measure } = asked;
  const moved = movable(a, b, along, measure.key);
  const gapOf = (values: ReadonlyMap<string, number>): number => {
    const at = (side: 'a' | 'b') => sideAt(asked, side, settingsOf(side, moved, values));
    return compareAt({ a: at('a'), b: at('b'), better: measure.better }, 0, place).gap;
  };
  return isSureLead(gapOf, moved);
}

interface Row {
  readonly path: string;
  readonly unit: NamedInput['unit'];
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly source: string;
  readonly known: boolean;
}

function rowsOf({ opened }: NamedScenario, along: NamedInput | null, measure: string): Row[] {
  const rows = opened.inputs.flatMap((input): Row[] => {
    const { path, unit, value, range, pace } = input;
    if (value === null || path === along?.path) return [];
    if (range) return [{ path, unit, value, ...range, known: false }];
    // Every known number is a look along the whole axis twice over: only where looks are cheap.
    if (pace !== 'formula' || value === 0 || unit === 'date') return [];
    const [least, most] = input.within ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const by = Math.abs(value) * WHAT_IF;
    const [low, high] = [Math.max(value - by, Math.min(value, least)), Math.min(value + by, Math.max(value, most))];
    return [{ path, unit, value, low, high, source: 'known', known: true }];
  });
  const error = opened.error(measure);
  if (!error) return rows;
  return [...rows, { path: ERROR, unit: '1', value: 1, ...error, known: false }];
}
