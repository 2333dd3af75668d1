import { displayWidth } from '@ridgepoint/engine/units';

const WIDE = '\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef';
const OPENING = '（「『\\[(';
const CLOSING = '，。、；：）」』！？\\])';
/** A piece that is not broken: a word, or one Chinese character, with the marks that belong to it and the space after it. */
const PIECES = new RegExp(`[${OPENING}]*(?:[^\\s${WIDE}]+|[${WIDE}])[${CLOSING}]*\\s*`, 'gu');

/** A number stays with its unit: the space between them is held by a letter of the private use area. */
const GLUE = '\ue000';
const NUMBER_AND_UNIT = /(?<=\d) (?=[\p{L}%×])| (?=CO2e)/gu;

/**
 * Text in lines of at most `width` columns; lines after the first begin with `hang` spaces. A word longer than a line is
 * cut, so that no line is ever wider.
 */
export function wrap(typed: string, width: number, hang = 0): string[] {
  const text = typed.replace(NUMBER_AND_UNIT, GLUE);
  const lines: string[] = [];
  let line = '';
  const room = () => width - (lines.length > 0 ? hang : 0);
  const push = () => {
    lines.push((lines.length > 0 ? ' '.repeat(hang) : '') + line.trimEnd());
    line = '';
  };
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > room()) push();
    let rest = piece;
    while (displayWidth(rest.trimEnd()) > room()) {
      const head = fitting(rest, room());
      line = head;
      push();
      rest = rest.slice(head.length);
    }
    line += rest;
  }
  if (line !== '' || lines.length === 0) push();
  return lines.map((whole) => whole.replaceAll(GLUE, ' ').trimEnd());
}

function fitting(text: string, width: number): string {
  let head = '';
  for (const character of text) {
    if (displayWidth(head + character) > width) break;
    head += character;
  }
  return head === '' ? [...text][0]! : head;
}

/** Phrases on as few lines as hold them; a phrase is broken only where it is longer than a line. */
export function phrases(all: readonly string[], between: string, width: number): string[] {
  const lines: string[] = [];
  for (const phrase of all) {
    const last = lines.at(-1);
    const longer = last === undefined ? phrase : last + between + phrase;
    if (last !== undefined && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrap(phrase, width, 2));
  }
  return lines;
}
