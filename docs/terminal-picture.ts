// Draws an answer of the terminal as SVG for the READMEs: node cli/bin/run.mjs docs/terminal-picture.ts
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const LINE = 19; // px a line
const CELL = 8.4; // px a column of the monospace font below
const COLUMNS = 80;
const MARGIN = 18;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Block characters are drawn in the accent, headings bold, the rest plain. */
function row(line: string, y: number): string {
  const parts = line.split(/([█▉▊▋▌▍▎▏░▒▓]+)/);
  const spans = parts.map((part, i) => (i % 2 === 1 ? `<tspan class="bar">${part}</tspan>` : escaped(part))).join('');
  return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans}</text>`;
}

/** One terminal answer as an SVG page, light and dark. */
export function terminalSvg(command: string, output: string): string {
  const lines = [`$ ${command}`, ...output.replace(/\s+$/, '').split('\n')];
  const height = lines.length * LINE + 2 * MARGIN;
  const width = Math.ceil(COLUMNS * CELL + 2 * MARGIN);
  const body = lines.map((line, i) => row(line, MARGIN + (i + 0.8) * LINE)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(command)}">
<style>
  rect { fill: #fcfcfa } text { fill: #1d1f21; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace } .bar { fill: #2f6f8f }
  @media (prefers-color-scheme: dark) { rect { fill: #16181a } text { fill: #e4e4e0 } .bar { fill: #6fb3d2 } }
</style>
<rect width="100%" height="100%" rx="6"/>
${body}
</svg>
`;
}

const PICTURES = [
  { file: 'docs/terminal.svg', shown: 'npx ridgepoint start', words: ['start', '--lang', 'en'] },
  { file: 'docs/terminal.zh-CN.svg', shown: 'npx ridgepoint start --lang zh-CN', words: ['start', '--lang', 'zh-CN'] },
];

for (const { file, shown, words } of PICTURES) {
  const run = spawnSync(process.execPath, ['cli/bin/ridgepoint.mjs', ...words], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  writeFileSync(file, terminalSvg(shown, run.stdout));
}
