import type * as Plot from '@observablehq/plot';
import type { Box, Tone } from './spec.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** More elements than these slow a page down; rows in the table say what each box is. */
export const MOST_BOXES = 1500;
/** Half the height of a bar in a row of words. */
export const HALF_BAR = 0.31;

/** So many boxes that each colour is one path: they have no titles of their own. */
export const manyBoxes =
  (boxes: readonly Box[], halfBar: number): Plot.RenderFunction =>
  (_, { x, y }) => {
    const paths = new Map<Tone, string>();
    for (const { tone, x: ends, y: at } of boxes) {
      const [top, bottom] = typeof at === 'number' ? [at - halfBar, at + halfBar] : at;
      const [left, right, up, down] = [x!(ends[0]), x!(ends[1]), y!(top), y!(bottom)];
      paths.set(
        tone,
        `${paths.get(tone) ?? ''}M${fixed(left)},${fixed(up)}H${fixed(right)}V${fixed(down)}H${fixed(left)}Z`,
      );
    }
    const group = document.createElementNS(SVG, 'g');
    for (const [tone, d] of paths) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', d);
      path.setAttribute('fill', `var(--${tone})`);
      path.setAttribute('shape-rendering', 'crispEdges');
      group.append(path);
    }
    return group;
  };

const fixed = (pixels: number): string => pixels.toFixed(2);
