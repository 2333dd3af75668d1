// nanoGPT keeps the characters of a dataset in `meta.pkl`, a Python pickle of {vocab_size, itos, stoi}. Of that format only what such a
// dictionary needs is written and read: a pickle can hold code, and none is ever run. Python's pickletools documents the opcodes.
import { LabProblem } from '../problem.ts';

/** Characters in the order of their tokens. */
export function writeMeta(characters: readonly string[]): Uint8Array {
  const out: number[] = [0x80, 4]; // PROTO 4
  const text = (value: string): void => {
    const bytes = new TextEncoder().encode(value);
    out.push(0x8c, bytes.length, ...bytes); // SHORT_BINUNICODE
  };
  const int = (value: number): void => {
    out.push(0x4a, value & 255, (value >> 8) & 255, (value >> 16) & 255, value >> 24); // BININT
  };
  const dictionary = (fill: () => void): void => {
    out.push(0x7d, 0x28); // EMPTY_DICT, MARK
    fill();
    out.push(0x75); // SETITEMS
  };
  dictionary(() => {
    text('vocab_size');
    int(characters.length);
    text('itos');
    dictionary(() =>
      characters.forEach((c, i) => {
        int(i);
        text(c);
      }),
    );
    text('stoi');
    dictionary(() =>
      characters.forEach((c, i) => {
        text(c);
        int(i);
      }),
    );
  });
  out.push(0x2e); // STOP
  return Uint8Array.from(out);
}

/** More is no dictionary of characters: Unicode has 1.1 million code points, a few bytes each, three times. */
const MOST_BYTES = 64 * 2 ** 20;

/** The characters of a `meta.pkl`, in the order of their tokens. Throws LabProblem where it is none, or holds anything else. */
export function readMeta(bytes: Uint8Array, path: string): readonly string[] {
  const broken = (why: string): LabProblem => new LabProblem('meta-broken', { path, why });
  if (bytes.length > MOST_BYTES) throw broken(`${bytes.length} B > ${MOST_BYTES} B`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  type Value = string | number | Map<Value, Value>;
  const MARK = Symbol('mark');
  const stack: (Value | typeof MARK)[] = [];
  const memo: Value[] = [];
  let at = 0;
  const skip = (count: number): number => {
    if (at + count > bytes.length) throw broken(`${bytes.length} B`);
    at += count;
    return at - count;
  };
  const top = (): Value => {
    const value = stack.at(-1);
    if (value === undefined || value === MARK) throw broken(`@${at}`);
    return value as Value;
  };
  const pop = (): Value => {
    const value = top();
    stack.pop();
    return value;
  };
  const set = (pairs: (Value | typeof MARK)[]): void => {
    const into = top();
    if (!(into instanceof Map) || pairs.length % 2 !== 0 || pairs.includes(MARK)) throw broken(`@${at}`);
    for (let i = 0; i < pairs.length; i += 2) into.set(pairs[i] as Value, pairs[i + 1] as Value);
  };
  const utf8 = (length: number): string => {
    const from = skip(length);
    return new TextDecoder('utf-8', { fatal: false }).decode(bytes.subarray(from, from + length));
  };
  for (;;) {
    const code = bytes[skip(1)]!;
    if (code === 0x2e) break;
    else if (code === 0x80) skip(1);
    else if (code === 0x95) skip(8);
    else if (code === 0x7d) stack.push(new Map());
    else if (code === 0x28) stack.push(MARK);
    else if (code === 0x8c) stack.push(utf8(bytes[skip(1)]!));
    else if (code === 0x58) stack.push(utf8(view.getUint32(skip(4), true)));
    else if (code === 0x4a) stack.push(view.getInt32(skip(4), true));
    else if (code === 0x4b) stack.push(view.getUint8(skip(1)));
    else if (code === 0x4d) stack.push(view.getUint16(skip(2), true));
    else if (code === 0x94) memo.push(top());
    else if (code === 0x71) memo[bytes[skip(1)]!] = top();
    else if (code === 0x72) memo[view.getUint32(skip(4), true) % MOST_BYTES] = top();
    else if (code === 0x68) stack.push(memo[bytes[skip(1)]!] ?? fail());
    else if (code === 0x6a) stack.push(memo[view.getUint32(skip(4), true)] ?? fail());
    else if (code === 0x73) {
      const value = pop();
      const key = pop();
      set([key, value]);
    } else if (code === 0x75) {
      const mark = stack.lastIndexOf(MARK);
      if (mark < 0) throw broken(`@${at}`);
      const pairs = stack.splice(mark + 1);
      stack.pop();
      set(pairs);
    } else throw broken(`opcode ${code} @${at - 1}`);
  }
  const root = pop();
  const itos = root instanceof Map ? root.get('itos') : undefined;
  if (!(itos instanceof Map)) throw broken('itos');
  return Array.from({ length: itos.size }, (_, i) => {
    const character = itos.get(i);
    if (typeof character !== 'string') throw broken(`itos[${i}]`);
    return character;
  });

  function fail(): never {
    throw broken(`@${at}`);
  }
}
