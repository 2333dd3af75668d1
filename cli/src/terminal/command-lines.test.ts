import { spawnSync } from 'node:child_process';
import { messagesFor } from '@ridgepoint/engine/messages';
import { displayWidth } from '@ridgepoint/engine/units';
import { describe, expect, it } from 'vitest';
import { commandLines } from './command-lines.ts';

const face = { locale: 'en', messages: messagesFor('en'), colour: false, width: 80 } as const;

describe('a command that is shown', () => {
  const words = [
    'a',
    '--ttft',
    'p99 1 s',
    '--name',
    "it's",
    '--x',
    'y'.repeat(60),
    '--note',
    'one two three '.repeat(4),
  ];
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  it('runs when it is pasted, quoted blanks and all', () => {
    const lines = commandLines(['printf', quoted('%s\\n'), ...words.map(quoted)].join(' '), face);
    expect(lines.length).toBeGreaterThan(2);
    const ran = spawnSync('sh', ['-c', lines.map((line) => `  ${line}`).join('\n')], { encoding: 'utf8' });
    expect(ran.stdout.split('\n').slice(0, -1)).toEqual(words);
  });

  it('is no wider than the page where its words let it', () => {
    const lines = commandLines(
      'why: ridgepoint explain own capital --on h200-sxm --gpus 64 --years 3 --place shanghai',
      face,
    );
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(76);
  });
});
