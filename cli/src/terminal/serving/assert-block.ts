import type { Assertion } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { assertSentences } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** How many asserts do not hold, for the verdict: the exit code follows from it. */
export function assertVerdict(assertions: readonly Assertion[], face: Face): string[] {
  const broken = assertions.filter(({ holds }) => !holds).length;
  if (broken === 0) return [];
  return [face.messages.verdict.assertsBroken({ broken: formatCount(broken), all: formatCount(assertions.length) })];
}

/** Every assert beside what came of it. */
export const assertBlock = (assertions: readonly Assertion[], face: Face): string[] =>
  assertSentences({ assertions }, face).flatMap((line, i) => {
    const ink = inkOf(face.colour);
    return wrap(line, face.width - 4, 2).map(assertions[i]!.holds ? ink.quiet : ink.warm);
  });
