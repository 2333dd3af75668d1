import { displayWidth } from '@ridgepoint/engine/units';
import type { Tone } from './spec.ts';

/** Pixels: a line of words, a square of colour, a letter, the gap between two. */
const LINE = 17;
const SQUARE = 9;
const LETTER = 6.4;
const GAP = 18;
const SVG = 'http://www.w3.org/2000/svg';

/** Squares of colour with their words, in as many lines as the width asks for: part of the picture, so that it travels with it. */
export function legendOf(entries: readonly { readonly tone: Tone; readonly text: string }[], width: number) {
  const drawn = document.createElementNS(SVG, 'g');
  let [x, line] = [0, 0];
  for (const { tone, text } of entries) {
    const wide = SQUARE + 6 + displayWidth(text) * LETTER;
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    const y = line * LINE + 4;
    drawn.append(
      element('rect', { x, y, width: SQUARE, height: SQUARE, fill: `var(--${tone})` }),
      element('text', { x: x + SQUARE + 6, y: y + SQUARE, fill: 'var(--quiet)', 'text-anchor': 'start' }, text),
    );
    x += wide + GAP;
  }
  return { drawn, height: entries.length > 0 ? (line + 1) * LINE : 0 };
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}
