import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** Sections whose heading stands in a column before their lines; a section without lines is left out. */
export function headed(
  sections: readonly (readonly [heading: string, lines: readonly string[]])[],
  face: Face,
): string[] {
  const ink = inkOf(face.colour);
  const told = sections.filter(([, lines]) => lines.length > 0);
  const column = Math.max(0, ...told.map(([word]) => displayWidth(word))) + 2;
  return told.flatMap(([word, texts]) =>
    texts.flatMap((text, i) =>
      wrap(text, face.width - 4 - column, 0).map(
        (line, j) => `${ink.strong(padDisplay(i + j === 0 ? word : '', column))}${line}`,
      ),
    ),
  );
}
