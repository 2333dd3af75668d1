import type { Load } from '../kernels/kernels-on.ts';
import { memoryOf } from '../kernels/memory.ts';
import { floatsOf, parametersOf, type Shape } from '../model/shape.ts';

/** A model that reads one token after another, or many at once, and keeps the keys and values of those that it has read. */
export interface Reader {
  readonly weights: Float32Array;
  /** How many tokens it has read since it last forgot. */
  readonly read: number;
  /** Reads a token and gives the logits of what follows, [vocabulary]; they are overwritten by the next. Throws RangeError when full. */
  next(token: number): Float32Array;
  /** Forgets what it has read, reads these at once, and gives the logits of what follows the last. Throws RangeError for none or too many. */
  begin(tokens: readonly number[]): Float32Array;
  forget(): void;
}

export async function readerOf(shape: Shape, load: Load): Promise<Reader> {
  const { layers, heads, width: C, block, vocabulary, bias } = shape;
  const parameters = parametersOf(shape);
  const floats = floatsOf(parameters);
  const needs = (await load(memoryOf(0).memory)).kernels;
  const scratch = Math.max(needs.matmulScratch(), needs.attentionScratch(block, C / heads));
  let end = 0;
  const take = (count: number): number => {
    const here = end;
    end += Math.ceil(count / 16) * 64;
    return here;
  };
  const at = {
    weights: take(floats),
    keys: take(layers * block * C),
    values: take(layers * block * C),
    // Of as many rows as are read at once; one token is the first.
    x: take(block * C),
    normed: take(block * C),
    qkv: take(block * 3 * C),
    attended: take(block * C),
    added: take(block * C),
    inner: take(block * 4 * C),
    active: take(block * 4 * C),
    sums: take(heads * block),
    mean: take(block),
    rstd: take(block),
    token: take(block),
    scores: take(block),
    logits: take(vocabulary),
    scratch: take(scratch / 4),
  };
  const { memory, start } = memoryOf(end);
  const { kernels } = await load(memory);
  const places = new Map(parameters.map(({ name, at: from }) => [name, start + at.weights + from * 4]));
  const w = (name: string): number => places.get(`${name}.weight`)!;
  const b = (name: string): number => (bias ? places.get(`${name}.bias`)! : 0);
  const here = Object.fromEntries(Object.entries(at).map(([name, from]) => [name, start + from])) as typeof at;
  const token = new Int32Array(memory.buffer, here.token, block);
  const logits = new Float32Array(memory.buffer, here.logits, vocabulary);
  let read = 0;
  const norm = (name: string, from = 0, to = 1): void =>
    kernels.norm(here.x, w(name), b(name), here.normed, here.mean, here.rstd, C, from, to);
  const product = (name: string, x: number, out: number, rows: number, from: number, to: number): void => {
    if (bias) kernels.bias(b(name), out, to, 0, rows);
    kernels.matmul(0, 0, rows, to, from, x, from, w(name), to, out, to, +bias, here.scratch);
  };
  /** Of layer l: what is kept of every token that was read. */
  const keptAt = (l: number) => ({ keys: here.keys + l * block * C * 4, values: here.values + l * block * C * 4 });
  const linear = (name: string, x: number, out: number, from: number, to: number): void =>
    kernels.vectorMatrix(x, w(name), b(name), out, from, to);
  const add = (rows = 1): void => kernels.add(here.x, here.added, here.x, 0, Math.ceil((rows * C) / 4) * 16);
  return {
    weights: new Float32Array(memory.buffer, here.weights, floats),
    get read() {
      return read;
    },
    forget() {
      read = 0;
    },
    begin(words) {
      const rows = words.length;
      if (rows === 0 || rows > block) throw new RangeError(`${rows} tokens are not 1 to ${block}`);
      token.set(words);
      kernels.embed(here.token, w('wte'), w('wpe'), here.x, block, C, 0, rows);
      for (let l = 0; l < layers; l++) {
        norm(`h.${l}.ln_1`, 0, rows);
        product(`h.${l}.attn.c_attn`, here.normed, here.qkv, rows, C, 3 * C);
        const { keys, values } = keptAt(l);
        for (let i = 0; i < rows; i++) {
          const row = here.qkv + i * 3 * C * 4;
          kernels.copy(row + C * 4, keys + i * C * 4, 0, C * 4);
          kernels.copy(row + 2 * C * 4, values + i * C * 4, 0, C * 4);
        }
        kernels.attention(here.qkv, here.attended, here.sums, rows, heads, C / heads, 0, 0, here.scratch, 0, heads);
        product(`h.${l}.attn.c_proj`, here.attended, here.added, rows, C, C);
        add(rows);
        norm(`h.${l}.ln_2`, 0, rows);
        product(`h.${l}.mlp.c_fc`, here.normed, here.inner, rows, C, 4 * C);
        kernels.gelu(here.inner, here.active, 0, rows * 4 * C * 4);
        product(`h.${l}.mlp.c_proj`, here.active, here.added, rows, 4 * C, C);
        add(rows);
      }
      norm('ln_f', rows - 1, rows);
      kernels.matrixVector(w('wte'), here.normed + (rows - 1) * C * 4, here.logits, vocabulary, C);
      read = rows;
      return logits;
    },
    next(word) {
      if (read >= block) throw new RangeError(`${block} tokens of context are full`);
      token[0] = word;
      kernels.embed(here.token, w('wte'), w('wpe') + read * C * 4, here.x, 1, C, 0, 1);
      for (let l = 0; l < layers; l++) {
        norm(`h.${l}.ln_1`);
        linear(`h.${l}.attn.c_attn`, here.normed, here.qkv, C, 3 * C);
        const { keys, values } = keptAt(l);
        kernels.copy(here.qkv + C * 4, keys + read * C * 4, 0, C * 4);
        kernels.copy(here.qkv + 2 * C * 4, values + read * C * 4, 0, C * 4);
        kernels.attendOne(here.qkv, keys, values, here.attended, read + 1, heads, C / heads, here.scores);
        linear(`h.${l}.attn.c_proj`, here.attended, here.added, C, C);
        add();
        norm(`h.${l}.ln_2`);
        linear(`h.${l}.mlp.c_fc`, here.normed, here.inner, C, 4 * C);
        kernels.gelu(here.inner, here.active, 0, 4 * C * 4);
        linear(`h.${l}.mlp.c_proj`, here.active, here.added, 4 * C, C);
        add();
      }
      norm('ln_f');
      kernels.matrixVector(w('wte'), here.normed, here.logits, vocabulary, C);
      read++;
      return logits;
    },
  };
}
