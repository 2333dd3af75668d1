// Draws an answer of the terminal as SVG for the READMEs: node cli/bin/run.mjs docs/terminal-picture.ts
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { displayWidth } from '../engine/src/units/index.ts';

const LINE = 19; // px a line
const CELL = 8.4; // px a column of the monospace font below
const COLUMNS = 80;
const MARGIN = 18;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Where the dots of a braille cell lie, column and row, by the bits of its number (Unicode block U+2800). */
const DOTS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 3],
  [1, 3],
] as const;
const BRAILLE = /[\u2800-\u28ff]/g;

/** Curves are drawn in braille, which fonts draw in any width: here each dot is a dot. */
function curve(line: string, y: number): string {
  const circles = [...line.matchAll(BRAILLE)].flatMap(({ 0: cell, index }) => {
    const x = MARGIN + displayWidth(line.slice(0, index)) * CELL;
    const bits = cell.codePointAt(0)! - 0x2800;
    return DOTS.flatMap(([column, row], bit) => {
      if ((bits & (1 << bit)) === 0) return [];
      const at = [x + (column + 0.5) * (CELL / 2), y - 0.8 * LINE + (row + 0.5) * (LINE / 4)];
      return [`<circle class="dot" cx="${at[0]!.toFixed(1)}" cy="${at[1]!.toFixed(1)}" r="1.4"/>`];
    });
  });
  return circles.join('');
}

/** Block characters are drawn in the accent, headings bold, the rest plain. */
function row(typed: string, y: number): string {
  const line = typed.replace(BRAILLE, ' ');
  const parts = line.split(/([█▉▊▋▌▍▎▏░▒▓━┻┃]+)/);
  const spans = parts.map((part, i) => (i % 2 === 1 ? `<tspan class="bar">${part}</tspan>` : escaped(part))).join('');
  return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans}</text>${curve(typed, y)}`;
}

/** One terminal answer as an SVG page, light and dark. */
export function terminalSvg(command: string, output: string): string {
  const lines = [`$ ${command}`, ...output.replace(/\s+$/, '').split('\n')];
  const height = lines.length * LINE + 2 * MARGIN;
  const width = Math.ceil(COLUMNS * CELL + 2 * MARGIN);
  const body = lines.map((line, i) => row(line, MARGIN + (i + 0.8) * LINE)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(command)}">
<style>
  rect { fill: #fcfcfa } text { fill: #1d1f21; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace } .bar, .dot { fill: #2f6f8f }
  @media (prefers-color-scheme: dark) { rect { fill: #16181a } text { fill: #e4e4e0 } .bar, .dot { fill: #6fb3d2 } }
</style>
<rect width="100%" height="100%" rx="6"/>
${body}
</svg>
`;
}

const OWN_OR_RENT = [
  'crossover',
  'examples/crossover/own-h200.yaml',
  'examples/crossover/rent-h200.yaml',
  '--over',
  'utilisation',
];
const SHORT = 'npx ridgepoint crossover own-h200.yaml rent-h200.yaml --over utilisation';

const PICTURES = [
  { file: 'docs/terminal.svg', shown: 'npx ridgepoint start', words: ['start', '--lang', 'en'] },
  { file: 'docs/terminal.zh-CN.svg', shown: 'npx ridgepoint start --lang zh-CN', words: ['start', '--lang', 'zh-CN'] },
  { file: 'docs/crossover.svg', shown: SHORT, words: [...OWN_OR_RENT, '--lang', 'en'] },
  { file: 'docs/crossover.zh-CN.svg', shown: `${SHORT} --lang zh-CN`, words: [...OWN_OR_RENT, '--lang', 'zh-CN'] },
];

for (const { file, shown, words } of PICTURES) {
  const run = spawnSync(process.execPath, ['cli/bin/ridgepoint.mjs', ...words], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  writeFileSync(file, terminalSvg(shown, run.stdout));
}
