import type { Repair } from '@ridgepoint/engine/serving';
import { formatCount } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** Rows of a trace that were not taken as they are: how many, which the first are, and what was done. */
export function repairLines(repairs: readonly Repair[], face: Face): string[] {
  if (repairs.length === 0) return [];
  const words = face.messages.traffic;
  const lines = repairs.flatMap(({ rule, rows, first, entries = false }) =>
    wrap(
      words.repairs[rule]({
        rows: formatCount(rows),
        line: first ? words.first({ at: firstFew(first, rows), several: first.length > 1, entries }) : '',
      }),
      face.width - 6,
      2,
    ),
  );
  return [inkOf(face.colour).quiet(words.page.repairs), ...lines.map((line) => `  ${line}`)];
}

const firstFew = (first: readonly number[], rows: number): string =>
  first.join(', ') + (rows > first.length ? ', …' : '');
