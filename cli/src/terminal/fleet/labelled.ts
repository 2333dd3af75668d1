import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

const LABEL = 12;

/** Sentences beside a label, each on lines of its own. */
export function labelled(label: string, sentences: readonly string[], face: Face): string[] {
  const ink = inkOf(face.colour);
  const wide = displayWidth(label) > LABEL - 1;
  const indent = ' '.repeat(LABEL);
  const lines = sentences.flatMap((sentence) => wrap(sentence, face.width - 4 - LABEL, 2));
  if (wide) return [ink.quiet(label), ...lines.map((line) => indent + line)];
  return lines.map((line, i) => (i === 0 ? ink.quiet(padDisplay(label, LABEL, 'left')) : indent) + line);
}
