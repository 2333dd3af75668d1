import type { Rivals } from '../../decide/index.ts';
import type { CrossoverAxis } from '../../report/crossover-report.ts';
import type { MeasureName, Settings } from '../measures/index.ts';
import type { FoundInput, NamedScenario } from './find-named.ts';

/** What a crossover is asked of. */
export interface Asked {
  readonly a: NamedScenario;
  readonly b: NamedScenario;
  readonly along: FoundInput;
  readonly measure: MeasureName;
  readonly axis: CrossoverAxis;
  /** Flips without their ranges. */
  readonly rough?: boolean;
  /** Wraps every new look at a place: counts it, and stops. */
  readonly look: (at: (x: number) => number, x: number) => number;
}

const NOTHING: Settings = new Map();

/** One side at one place: what it is set to besides, and the axis' own input where it is turned there. */
export function sideAt(
  { a, b, along, measure }: Pick<Asked, 'a' | 'b' | 'along' | 'measure'>,
  side: 'a' | 'b',
  besides: Settings = NOTHING,
): (x: number) => number {
  const { opened } = side === 'a' ? a : b;
  const path = along[side]?.path;
  if (path === undefined) {
    let known: number | undefined; // the same everywhere
    return () => (known ??= opened.at(measure.key, besides));
  }
  return opened.along?.(measure.key, path, besides) ?? ((x) => opened.at(measure.key, new Map(besides).set(path, x)));
}

/** Both sides along the axis, every look told of and remembered. */
export function rivalsOf(
  asked: Asked,
  besides: Readonly<Record<'a' | 'b', Settings>>,
  of: (x: number) => number,
): Rivals {
  const side = (name: 'a' | 'b') => {
    const at = sideAt(asked, name, besides[name]);
    return (x: number) => asked.look(at, of(x));
  };
  return { a: side('a'), b: side('b'), better: asked.measure.better };
}
