import type { Assumed, ServeMoney } from '@ridgepoint/engine/report';
import { assumedText } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** What nobody said, with where it comes from. */
export function assumedLines(
  assumed: readonly Assumed[],
  face: Face,
  money: Pick<ServeMoney, 'currency' | 'perUsd'> | null = null,
): string[] {
  if (assumed.length === 0) return [];
  const ink = inkOf(face.colour);
  const text = wrap(assumedText(assumed, money, face), face.width - 4);
  return [ink.strong(face.messages.simulation.assumed), ...text.map(ink.quiet)];
}
