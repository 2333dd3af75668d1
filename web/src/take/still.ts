import { displayWidth } from '@ridgepoint/engine/units';

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Pixels around the picture and of its lines of text. */
const EDGE = 16;
const TITLE = { size: 15, line: 21 };
const NOTE = { size: 11.5, line: 16 };
/** A letter is about so wide for its size. */
const LETTER = 0.56;
/** What an element looks like, as far as attributes of its own can say it. */
const INHERITED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'fill-opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
  'paint-order',
  'shape-rendering',
] as const;
const OWN = { opacity: '1' } as const;
const DROPPED = /^(class|style|role|aria-.*|on.*|tabindex|target)$/;

/** Lines that stand with a picture: above it, and beneath it those that warn and the others. */
export interface Caption {
  readonly title: string;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/**
 * A picture of the page as a file that opens alone: every colour and letter as it stands on the page now, as attributes; its title
 * above, warnings and notes beneath, on the page's paper. Nothing in it points elsewhere but links of its dots.
 */
export function stillOf(svg: SVGSVGElement, caption: Caption): SVGSVGElement {
  const [width, height] = sizeOf(svg);
  const style = getComputedStyle(svg);
  const inner = svg.cloneNode(true) as SVGSVGElement;
  settle(svg, inner, null);
  for (const [name, value] of [
    ['x', EDGE],
    ['width', width],
    ['height', height],
  ] as const)
    inner.setAttribute(name, String(value));
  if (!inner.hasAttribute('viewBox')) inner.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const out = document.createElementNS(NAMESPACE, 'svg');
  const say = (text: string, y: number, size: number, colour: string, weight = '400') => {
    const line = document.createElementNS(NAMESPACE, 'text');
    const look = { x: EDGE, y, 'font-size': size, 'font-weight': weight, fill: colour };
    for (const [name, value] of Object.entries(look)) line.setAttribute(name, String(value));
    line.textContent = text;
    out.append(line);
  };
  const paper = document.createElementNS(NAMESPACE, 'rect');
  out.append(Object.assign(document.createElementNS(NAMESPACE, 'title'), { textContent: caption.title }), paper);
  let y = EDGE;
  for (const line of wrapped(caption.title, width, TITLE.size)) {
    say(line, y + TITLE.size, TITLE.size, tokenOf(svg, 'ink'), '600');
    y += TITLE.line;
  }
  inner.setAttribute('y', String(y + 4));
  y += height + 8;
  out.append(inner);
  for (const [lines, tone] of [
    [caption.warnings, 'warm'],
    [caption.notes, 'quiet'],
  ] as const)
    for (const line of lines.flatMap((text) => wrapped(text, width, NOTE.size))) {
      y += NOTE.line;
      say(line, y, NOTE.size, tokenOf(svg, tone));
    }
  const whole = [width + 2 * EDGE, Math.ceil(y + EDGE)] as const;
  const look = {
    width: whole[0],
    height: whole[1],
    viewBox: `0 0 ${whole[0]} ${whole[1]}`,
    'font-family': style.fontFamily,
    'xml:space': 'preserve',
  };
  for (const [name, value] of Object.entries(look)) out.setAttribute(name, String(value));
  for (const [name, value] of Object.entries({ width: whole[0], height: whole[1], fill: tokenOf(svg, 'paper') }))
    paper.setAttribute(name, String(value));
  return out;
}

/** A picture as text of a file. */
export const svgText = (svg: SVGSVGElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;

function sizeOf(svg: SVGSVGElement): readonly [number, number] {
  const { width, height } = svg.getBoundingClientRect();
  return [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
}

/** Puts into a copy what the page's style sheets say of the original, where it differs from the element around it. */
function settle(from: Element, to: Element, around: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(from);
  for (const { name } of [...to.attributes]) if (DROPPED.test(name)) to.removeAttribute(name);
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (value === '' || (around && value === around.getPropertyValue(name))) to.removeAttribute(name);
    else to.setAttribute(name, attributeOf(value));
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (value === usual) to.removeAttribute(name);
    else to.setAttribute(name, value);
  }
  const inner = [...from.children];
  for (const [i, child] of [...to.children].entries()) settle(inner[i]!, child, style);
}

/** Lengths of attributes bear no unit. */
const attributeOf = (value: string): string => value.replace(/(\d)px\b/g, '$1');

/** A colour of tokens.css as it is in the theme that is shown. */
function tokenOf(near: Element, name: string): string {
  const probe = document.createElementNS(NAMESPACE, 'rect');
  probe.setAttribute('fill', `var(--${name})`);
  near.append(probe);
  const { fill } = getComputedStyle(probe);
  probe.remove();
  return fill;
}

/** Lines no wider than so many pixels, cut at blanks and between Chinese characters. */
function wrapped(text: string, width: number, size: number): readonly string[] {
  const most = width / (size * LETTER);
  const lines = [''];
  for (const piece of text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? []) {
    const line = lines.at(-1)!;
    if (line !== '' && displayWidth(line + piece.trimEnd()) > most) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trimEnd());
}
