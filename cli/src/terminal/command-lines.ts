import { displayWidth } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';

/** What a shell takes for one word: quoted parts with the blanks in them. */
const WORD = /(?:'[^']*'|\\.|[^\s'\\])+/g;
const HANG = '  ';

/** A command, with what leads to it, over several lines that still run when they are copied: broken between words, never within one. */
export function commandLines(line: string, face: Face): string[] {
  const room = face.width - 6;
  const lines: string[] = [];
  for (const word of line.match(WORD) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `${HANG}${word}`);
  }
  return lines.map((part, i) => (i + 1 < lines.length ? `${part} \\` : part));
}
