import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ridgepoint, root } from './ridgepoint.ts';

/** Lines of a page that a reader copies, without their comments. */
const commandsOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^npx ridgepoint (.*)$/gm)].map(([, line]) =>
    line!.replace(/\s+#.*$/, ''),
  );
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain!);
const commandWords = (line: string): string => wordsOf(line).slice(0, 2).join(' ');

const lines = [...new Set(['README.md', 'README.zh-CN.md'].flatMap(commandsOf))];
// A config.json of the reader's own; what runs until it is stopped, and the lab (a download, minutes), have tests of their own.
const runnable = lines.filter((line) => !line.includes('./config.json') && line !== 'web' && !line.startsWith('lab '));

describe('the commands of the README', () => {
  it('are the same kinds in both languages', () =>
    expect(commandsOf('README.zh-CN.md').map(commandWords)).toEqual(commandsOf('README.md').map(commandWords)));

  it.each(runnable)('%s', (line) => {
    const { code, out, err } = ridgepoint(wordsOf(line));
    expect([code, err]).toEqual([0, '']);
    expect(out.length).toBeGreaterThan(line.endsWith('--link') ? 60 : 100);
  });
});
