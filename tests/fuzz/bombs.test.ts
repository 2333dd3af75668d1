import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CatalogueProblem, readCatalogue, readOverlay } from '../../catalogue/src/index.ts';
import { readText } from '../../cli/src/files.ts';
import { readYaml } from '../../cli/src/read-yaml.ts';
import { ConfigError, parseConfigText } from '../../engine/src/model/index.ts';
import { InputError, readInput, scenarioSchema } from '../../engine/src/operations.ts';

const LIMIT_MS = 50;
const CATALOGUE = readCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'bombs-'));
const file = join(folder, 'bomb.yaml');

/** Every reader of text from outside, as its face calls it: a file is measured before it is read. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  scenario: (text) => readInput(scenarioSchema, readYaml(fromFile(text), 'bomb.yaml')),
  overlay: (text) => readOverlay(fromFile(text), 'bomb.yaml', CATALOGUE),
  'overlay as text': (text) => readOverlay(text, 'bomb.yaml', CATALOGUE),
  config: (text) => parseConfigText(text),
};
const fromFile = (text: string): string => (text === written ? readText(file) : text);
let written = '';

/** A list of lists by aliases: nine lines that unfold to a billion. */
const LAUGHS = `a: &a [x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(9)}]`).join('\n')}\n`;
const BOMBS: Readonly<Record<string, string>> = {
  'a billion laughs': LAUGHS,
  'one alias': 'a: &a 1\nb: *a\n',
  'a merge key': 'a: &a {x: 1}\nb:\n  <<: *a\n',
  '20,000 open brackets': '['.repeat(20_000),
  '20,000 nested brackets': '['.repeat(20_000) + ']'.repeat(20_000),
  '20,000 brackets in quotes that end': `"${'['.repeat(20_000)}": ${'['.repeat(20_000)}`,
  'JSON objects 20,000 deep': `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  '65 levels in flow': `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
  '65 levels by indentation': Array.from({ length: 66 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  '20,000 levels by dashes': '- '.repeat(20_000),
  '20,000 levels by dashes and a value': `${'- '.repeat(20_000)}x`,
  '20,000 levels by dashes and a comment': `${'- '.repeat(20_000)}# x`,
  '20,000 levels by dashes and tabs': '-\t'.repeat(20_000),
  '20,000 levels by dashes after the start of a document': `--- ${'- '.repeat(20_000)}`,
  '20,000 levels by dashes after a key': `a: ${'- '.repeat(20_000)}`,
  '20,000 levels by dashes after a tag': `!!seq ${'- '.repeat(20_000)}`,
  '20,000 levels by dashes with carriage returns': '- \r'.repeat(20_000),
  '20,000 levels by dashes after a byte order mark': `\ufeff${'- '.repeat(20_000)}`,
  '5,000 levels by question marks': '? '.repeat(5000),
  '5 MB of YAML': 'train:\n'.padEnd(5_000_000, 'a: 1\n'),
  '5 MB of one key': 'a'.repeat(5_000_000),
  '5 MB of spaces': `{${' '.repeat(5_000_000)}}`,
  'a little over 1 MiB': `{"a": "${'x'.repeat(2 ** 20)}"}`,
  nothing: '',
  'only spaces': ' \n\t\n',
  'only a comment': '# nothing\n',
  'a NUL': '\0',
};
const KEYS = ['__proto__', 'constructor', 'prototype'];
const POLLUTED = KEYS.flatMap((key) => [
  `{"${key}": {"polluted": 1}}`,
  `{"train": {"model": "gpt2", "${key}": {"polluted": 1}}, "on": {"accelerator": "h100-sxm"}}`,
  `{"train": {"model": {"model_type": "llama", "${key}": {"polluted": 1}}}, "on": {"accelerator": "h100-sxm"}}`,
  `{"train": {"model": "gpt2"}, "on": {"accelerator": "h100-sxm"}, "assert": {"${key}": "< 3"}}`,
  `{"model_type": "llama", "hidden_size": 64, "text_config": {"${key}": {"polluted": 1}}}`,
  `{"chips": [{"id": "x", "peak": {"${key}": {"polluted": 1}}}]}`,
  `{"models": [{"id": "x", "name": "x", "family": "x", "source": "https://x.org", "config": {"${key}": {"polluted": 1}}}]}`,
  `{"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}": {"polluted": 1}}`,
]);

beforeAll(() => {
  Object.freeze(Object.prototype);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The typed refusal of a text, and the shortest of up to ten times: the machine may have been busy elsewhere. */
function refusal(reader: (text: string) => unknown, text: string): { error: unknown; ms: number } {
  written = text;
  writeFileSync(file, text);
  let error: unknown;
  let ms = Infinity;
  for (let i = 0; i < 10 && !(ms <= LIMIT_MS); i++) {
    const started = performance.now();
    try {
      reader(text);
      error = undefined;
    } catch (thrown) {
      error = thrown;
    }
    ms = Math.min(ms, performance.now() - started);
  }
  return { error, ms };
}
const isTyped = (error: unknown): boolean =>
  error instanceof InputError || error instanceof CatalogueProblem || error instanceof ConfigError;

describe.each(Object.keys(READERS))('%s', (name) => {
  const reader = READERS[name]!;
  // An overlay that says nothing overrides nothing.
  const empty = ['nothing', 'only spaces', 'only a comment'];
  const bombs = Object.keys(BOMBS).filter((bomb) => !(name.startsWith('overlay') && empty.includes(bomb)));

  it.each(bombs)(`refuses %s within ${LIMIT_MS} ms`, (bomb) => {
    const { error, ms } = refusal(reader, BOMBS[bomb]!);
    expect(isTyped(error), String(error).slice(0, 300)).toBe(true);
    expect(ms).toBeLessThanOrEqual(LIMIT_MS);
  });

  it.each(POLLUTED)('refuses %s', (text) => {
    const { error, ms } = refusal(reader, text);
    expect(isTyped(error), String(error).slice(0, 300)).toBe(true);
    expect(ms).toBeLessThanOrEqual(LIMIT_MS);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

it('more than 100,000 values are refused before any schema sees them', () => {
  const { error, ms } = refusal(
    (text) => readInput(scenarioSchema, JSON.parse(text)),
    JSON.stringify({ train: new Array(100_001).fill(1) }),
  );
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).problem.code).toBe('too-many-nodes');
  expect(ms).toBeLessThanOrEqual(LIMIT_MS);
});
