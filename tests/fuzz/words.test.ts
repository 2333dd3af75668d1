import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { main } from '../../cli/src/program.ts';
import { fieldsOf, OPERATIONS, type Operation } from '../../engine/src/operations.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateText } from './chance.ts';

/** The catalogue beside the bundle is read once here: reading it anew 20,000 times would measure JSON.parse. */
vi.mock('../../cli/src/catalogue.ts', async () => {
  const { readCatalogue } = await import('../../catalogue/src/index.ts');
  const base = readCatalogue();
  const loadCatalogue = async (file?: string) =>
    file === undefined ? base : (await import('../../cli/src/overlay.ts')).overlaid(base, file);
  // Words are read alike, whatever is known of kernels.
  return { loadCatalogue, loadWithKernels: loadCatalogue };
});

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const before = process.cwd();
let folder = '';
let out = '';
let err = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  process.chdir(folder);
  mkdirSync('model');
  writeFileSync(
    'model/config.json',
    JSON.stringify({ model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50_257, n_positions: 1024 }),
  );
  writeFileSync('empty.yaml', '');
  writeFileSync('bad.yaml', 'train: [\n');
  writeFileSync('small.yaml', 'train: {model: gpt2, tokens: 1B, batch: 8}\non: {accelerator: rtx4090, count: 2}\n');
  writeFileSync('mine.yaml', 'constants: []\n');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const COMMANDS = (OPERATIONS as readonly Operation[]).map((o) => ({
  words: o.command,
  flags: fieldsOf(o.input).flatMap((f) => (f.flag ? [`--${f.flag}`, ...(f.alias ? [`--${f.alias}`] : [])] : [])),
}));
const SHARED = [
  '--json',
  '--csv',
  '--md',
  '--lang',
  '--no-color',
  '--overlay',
  '--assert',
  '--trace',
  '--out',
  '--help',
  '-h',
  '--version',
  '--',
  '--x',
  '-x',
];
const FILES = [
  'small.yaml',
  'empty.yaml',
  'bad.yaml',
  'mine.yaml',
  'model',
  'model/config.json',
  'none.yaml',
  '.',
  'smal.yaml',
  'model/../small.yaml',
  'sub/none.json',
];
const GOOD = [
  'gpt2',
  'llama-3.1-8b',
  'rtx4090',
  'h100-sxm',
  '1B',
  '1.5 万亿',
  '8',
  '16',
  '1',
  '2',
  'bf16',
  'full',
  'on',
  'off',
  'en',
  'zh-CN',
  'chips',
  'step_time',
  'CNY',
  'cost < 1 M USD',
  '1024',
  '400 Gb/s',
];
const HOSTILE = [
  ...[
    '',
    ' ',
    '-1',
    '0',
    'NaN',
    '1e999',
    '1e30',
    '９',
    '12x',
    '--',
    '-',
    '=',
    '--=',
    '--tp=',
    '--tp=1',
    '\u0000',
    'a\u0000b',
    '\n',
    '\u001b[31mred',
    '\u202e',
    '\ud800',
  ],
  ...[
    '__proto__',
    'constructor',
    '__proto__.x < 1',
    'toString < 3',
    'cost <',
    '../../../etc/passwd',
    '/etc/shadow',
    '/dev/null',
    '/dev/zero',
    '/proc/self/mem',
    'CON',
    'C:\\x',
    'a/'.repeat(300),
  ],
  ...[
    'x'.repeat(300),
    'x'.repeat(5000),
    'ｈ１００',
    '英伟达',
    '$(id)',
    '`id`',
    "'; rm -rf",
    '%s%n',
    '👩‍💻',
    '{}',
    '[]',
    'null',
    'undefined',
    '1,2,3',
    ',',
    ',,',
    '1,x',
    '9'.repeat(400),
  ],
];

/** Words as people and scripts type them: a command, flags of that command or of none, values good and hostile. */
function make(chance: Chance): string[] {
  const { words: command, flags } = chance.pick(COMMANDS);
  const value = () => (chance.oneIn(3) ? chance.pick(HOSTILE) : chance.pick(chance.oneIn(4) ? FILES : GOOD));
  const words = chance.oneIn(15) ? [value()] : [...command];
  for (let i = chance.below(6); i > 0; i--) {
    const flag = chance.pick(chance.oneIn(4) ? SHARED : flags.length > 0 ? flags : SHARED);
    const named =
      flag === '--out' || flag === '--trace'
        ? chance.pick(['made.txt', 'none/made.txt', '.', ...HOSTILE.filter((w) => !w.includes('/'))])
        : value();
    if (chance.oneIn(5)) words.push(`${flag}=${named}`);
    else words.push(flag, named);
  }
  if (chance.oneIn(4)) words.push(value());
  if (chance.oneIn(8)) words[chance.below(words.length)] = mutateText(chance.pick(words), chance);
  // Standard input is the test runner's; a search over many accelerators is an answer, not a parser.
  return words.map((word) => (word === '-' ? '--' : word.slice(0, 6000)));
}

const NAMES = ['ok', '', 'refused', 'unfit', 'assertion'];

async function read(words: readonly string[]): Promise<string> {
  out = '';
  err = '';
  const code = await main(words);
  const said = out + err;
  if (![0, 2, 3, 4].includes(code)) throw new Error(`exit code ${code}: ${said.slice(0, 300)}`);
  if (/\n\s+at \S+.*:\d+:\d+|node:internal/.test(said)) throw new Error(`a stack trace: ${said.slice(0, 300)}`);
  if (said.includes(ROOT)) throw new Error(`a path of this machine: ${said.slice(0, 300)}`);
  if (code === 2 && (out !== '' || err.length < 10 || err.length > 8000))
    throw new Error(`a refusal of ${err.length} characters, ${out.length} on standard output: ${err.slice(0, 300)}`);
  if (code !== 2 && out === '' && err === '') throw new Error('nothing was said');
  return code === 0 ? 'value' : NAMES[code]!;
}

it('random command lines: exit code 0, 2, 3 or 4, a sentence and no more', async () => {
  const tally = await attack({
    name: 'command lines',
    usual: 2500,
    make,
    read,
    show: JSON.stringify,
    unhurried: (outcome) => outcome !== 'refused',
  });
  expectReached(tally, ['refused', 'value']);
  const known = ['bad.yaml', 'empty.yaml', 'made.txt', 'mine.yaml', 'model', 'small.yaml'];
  const strange = readdirSync(folder).filter((name) => !known.includes(name) && name.startsWith('.'));
  expect(strange, 'half-written files').toEqual([]);
});
