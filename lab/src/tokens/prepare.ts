import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GPT2_SIZES } from '../checkpoint/fetch-weights.ts';
import { writeWhole } from '../checkpoint/write-whole.ts';
import { LabProblem } from '../problem.ts';
import { LEARNED } from './by-character.ts';
import { charactersOf, coderOf } from './coder.ts';
import { TEXTS } from './dataset.ts';
import { gpt2Coder } from './gpt2-coder.ts';
import { writeMeta } from './meta.ts';

/** The text that nanoGPT's data/shakespeare and data/shakespeare_char download, and what it must be. */
export const SHAKESPEARE = {
  address: 'https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt',
  sha256: '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed',
  bytes: 1_115_394,
};

export interface Wish {
  /** `shakespeare_char`, `shakespeare`, or files of text that become a dataset. */
  readonly names: readonly string[];
  /** The text, where it is not to be downloaded; may be gzip. */
  readonly input?: string;
  readonly out?: string;
  /** One token a character, and not GPT-2's byte pairs; shakespeare_char is so anyway. */
  readonly characters?: boolean;
}

export interface Prepared {
  readonly folder: string;
  readonly vocabulary: number;
  readonly characters: number;
  readonly train: number;
  readonly val: number;
}

/** A file of text larger than this is not read at once. */
const MOST_BYTES = 2 ** 30;

/** Writes a dataset's folder: train.bin, val.bin and meta.pkl. Throws LabProblem. */
export async function prepare({ names, input, out, characters }: Wish): Promise<Prepared> {
  const [name = 'shakespeare_char'] = names;
  if (name === 'openwebtext' && !existsSync(name)) throw new LabProblem('openwebtext');
  const known = (TEXTS as readonly string[]).includes(name);
  const text =
    known && input === undefined ? await download() : known ? readText(input!) : names.map(readText).join('');
  const folder = out ?? join('data', known ? name : basename(name, extname(name)));
  const byCharacter = characters ?? name === 'shakespeare_char';
  const alphabet = byCharacter ? charactersOf(text) : [];
  if (alphabet.length > 65_536) throw new LabProblem('too-large', { path: name, bytes: alphabet.length, most: 65_536 });
  const coder = byCharacter ? coderOf(alphabet) : await gpt2Coder();
  // Python counts characters, not UTF-16's halves of them.
  const all = byCharacter ? Array.from(text) : text;
  const cut = Math.floor(all.length * LEARNED);
  const [train, val] = [
    Uint16Array.from(coder.encode(textOf(all.slice(0, cut)))),
    Uint16Array.from(coder.encode(textOf(all.slice(cut)))),
  ];
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, 'train.bin'), new Uint8Array(train.buffer));
  writeWhole(join(folder, 'val.bin'), new Uint8Array(val.buffer));
  if (byCharacter) writeWhole(join(folder, 'meta.pkl'), writeMeta(alphabet));
  return { folder, vocabulary: coder.vocabulary, characters: all.length, train: train.length, val: val.length };
}

const textOf = (part: string | readonly string[]): string => (typeof part === 'string' ? part : part.join(''));

async function download(): Promise<string> {
  const { address, sha256, bytes } = SHAKESPEARE;
  const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
    throw new LabProblem('download', {
      address,
      why: error.cause instanceof Error ? error.cause.message : error.message,
    });
  });
  if (!answer.ok) throw new LabProblem('download', { address, why: `HTTP ${answer.status}` });
  const got = new Uint8Array(await answer.arrayBuffer());
  const sum = createHash('sha256').update(got).digest('hex');
  if (sum !== sha256)
    throw new LabProblem('checksum', { address, got: sum.slice(0, 12), wanted: sha256.slice(0, 12), bytes });
  return new TextDecoder().decode(got);
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    if (existsSync(path)) throw new LabProblem('unreadable', { path });
    throw new LabProblem('no-text', { name: path, among: [...TEXTS, ...GPT2_SIZES].join(', ') });
  }
  if (bytes.length > MOST_BYTES) throw new LabProblem('too-large', { path, bytes: bytes.length, most: MOST_BYTES });
  return new TextDecoder().decode(bytes);
}
