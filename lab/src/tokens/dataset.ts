import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabProblem } from '../problem.ts';
import { type Coder, coderOf } from './coder.ts';
import { gpt2Coder } from './gpt2-coder.ts';
import { readMeta } from './meta.ts';

/** A folder with `train.bin`, `val.bin` (16-bit tokens, little-endian) and, where its tokens are characters, `meta.pkl`. */
export interface Dataset {
  readonly folder: string;
  readonly vocabulary: number;
  readonly train: Uint16Array;
  readonly val: Uint16Array;
  /** Loaded when it is asked for. */
  coder(): Promise<Coder>;
}

/** nanoGPT gives a model that has no characters GPT-2's 50,257 tokens, and rounds up to a multiple of 64. */
export const PADDED_VOCABULARY = 50_304;

/** By its name under `data/`, or by its folder. Throws LabProblem where it is missing or too short for `block` tokens. */
export function openDataset(name: string, block: number): Dataset {
  const folder = [join('data', name), name].find((path) => existsSync(join(path, 'train.bin')));
  if (folder === undefined)
    throw new LabProblem('no-dataset', {
      name,
      folder: join('data', name),
      among: [...prepared(), ...TEXTS].join(', '),
    });
  const meta = join(folder, 'meta.pkl');
  const characters = existsSync(meta) ? readMeta(readFileSync(meta), meta) : undefined;
  const vocabulary = characters?.length ?? PADDED_VOCABULARY;
  const [train, val] = [tokensOf(join(folder, 'train.bin')), tokensOf(join(folder, 'val.bin'))];
  for (const [part, tokens] of Object.entries({ train, val })) {
    if (tokens.length < block + 1)
      throw new LabProblem('dataset-short', {
        part,
        tokens: tokens.length,
        block,
        nearest: Math.max(1, tokens.length - 1),
      });
    const highest = highestIn(tokens);
    if (highest >= vocabulary) throw new LabProblem('dataset-words', { part, highest, vocabulary });
  }
  return { folder, vocabulary, train, val, coder: async () => (characters ? coderOf(characters) : gpt2Coder()) };
}

/** Texts that `lab prepare` knows by name. */
export const TEXTS = ['shakespeare_char', 'shakespeare'] as const;

/** Names under `data/` that hold a dataset. */
const prepared = (): string[] =>
  existsSync('data') ? readdirSync('data').filter((name) => existsSync(join('data', name, 'train.bin'))) : [];

/** The highest token that a dataset holds. */
export const highestOf = ({ train, val }: Dataset): number => Math.max(highestIn(train), highestIn(val));

const highestIn = (tokens: Uint16Array): number => tokens.reduce((most, token) => Math.max(most, token), 0);

function tokensOf(path: string): Uint16Array {
  if (!existsSync(path)) throw new LabProblem('unreadable', { path });
  const { size } = statSync(path);
  if (size % 2 !== 0) throw new LabProblem('unreadable', { path });
  const tokens = new Uint16Array(size / 2);
  const bytes = new Uint8Array(tokens.buffer);
  const file = openSync(path, 'r');
  try {
    for (let at = 0; at < size; ) {
      const read = readSync(file, bytes, at, Math.min(2 ** 30, size - at), at);
      if (read === 0) throw new LabProblem('unreadable', { path });
      at += read;
    }
  } finally {
    closeSync(file);
  }
  return tokens;
}
