import { flipMap } from '../../decide/index.ts';
import type { CrossoverAxis, CrossoverMap } from '../../report/crossover-report.ts';
import type { FoundInput } from './find-named.ts';
import { MAP_EFFORT, paceOf, walked } from './look-along.ts';
import type { Asked } from './rivals.ts';

/** Who wins where over two inputs. */
export function mapOf(asked: Asked, across: FoundInput, second: CrossoverAxis): CrossoverMap {
  const { a, b, along, measure, axis, look } = asked;
  const [x, y] = [walked(axis), walked(second)];
  const side = (name: 'a' | 'b') => {
    const { opened } = name === 'a' ? a : b;
    const paths = [along[name]?.path, across[name]?.path];
    return (u: number, v: number) => {
      const settings = new Map<string, number>();
      if (paths[0] !== undefined) settings.set(paths[0], x.of(u));
      if (paths[1] !== undefined) settings.set(paths[1], y.of(v));
      return look(() => opened.at(measure.key, settings), u);
    };
  };
  const effort = MAP_EFFORT[paceOf(along.a, along.b, across.a, across.b)];
  const { rows, share } = flipMap({ a: side('a'), b: side('b'), better: measure.better }, x.axis, y.axis, effort);
  const value = ({ a: mine, b: other }: FoundInput): number | null => {
    const [first = null, next = first] = [mine, other].filter((i) => i !== null).map((input) => input.value);
    return first === next ? first : null;
  };
  return {
    over: second,
    stands: { x: value(along), y: value(across) },
    rows: rows.map((row) => ({
      y: y.of(row.y),
      stretches: row.stretches.map(({ low, high, leader }) => ({ low: x.of(low), high: x.of(high), leader })),
    })),
    share,
  };
}
