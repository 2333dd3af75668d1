/**
 * How many terminal columns a text takes: Chinese, Japanese, Korean, full-width forms and emoji take two, combining marks,
 * joiners and colour codes none. Ranges after Unicode UAX #11 (East Asian Width W and F), ambiguous characters counted as one.
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x26a1, 0x26a1],
  [0x2705, 0x2705],
  [0x274c, 0x274e],
  [0x2753, 0x2757],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];
const ZERO = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes of terminals begin with ESC
const COLOUR = /\u001b\[[0-9;]*m/g;

/** Columns that `text` takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOUR, '')) width += widthOf(character);
  return width;
}

/** Pads `text` with spaces to `width` columns; a longer text is returned as it is. */
export function padDisplay(text: string, width: number, align: 'left' | 'right' | 'center' = 'left'): string {
  const space = Math.max(0, width - displayWidth(text));
  const before = align === 'left' ? 0 : align === 'right' ? space : space >> 1;
  return ' '.repeat(before) + text + ' '.repeat(space - before);
}

/** Cuts `text` (without colour codes) to at most `width` columns, the last one an ellipsis where something was cut. */
export function cutDisplay(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = used + widthOf(character);
    if (next > width - 1) break;
    kept += character;
    used = next;
  }
  return width > 0 ? `${kept}…` : '';
}

function widthOf(character: string): number {
  if (ZERO.test(character)) return 0;
  const code = character.codePointAt(0)!;
  return code >= 0x1100 && WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}
