import type { Load } from '../kernels/kernels-on.ts';
import { memoryOf } from '../kernels/memory.ts';
import { floatsOf, parametersOf, type Shape } from '../model/shape.ts';

/** A model that reads one token after another and keeps the keys and values of those that it has read. */
export interface Reader {
  readonly weights: Float32Array;
  /** How many tokens it has read since it last forgot. */
  readonly read: number;
  /** Reads a token and gives the logits of what follows, [vocabulary]; they are overwritten by the next. Throws RangeError when full. */
  next(token: number): Float32Array;
  forget(): void;
}

export async function readerOf(shape: Shape, load: Load): Promise<Reader> {
  const { layers, heads, width: C, block, vocabulary, bias } = shape;
  const parameters = parametersOf(shape);
  const floats = floatsOf(parameters);
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
    x: take(C),
    normed: take(C),
    qkv: take(3 * C),
    attended: take(C),
    added: take(C),
    inner: take(4 * C),
    active: take(4 * C),
    scores: take(block),
    logits: take(vocabulary),
    token: take(1),
    mean: take(1),
    rstd: take(1),
  };
  const { memory, start } = memoryOf(end);
  const { kernels } = await load(memory);
  const places = new Map(parameters.map(({ name, at: from }) => [name, start + at.weights + from * 4]));
  const w = (name: string): number => places.get(`${name}.weight`)!;
  const b = (name: string): number => (bias ? places.get(`${name}.bias`)! : 0);
  const here = Object.fromEntries(Object.entries(at).map(([name, from]) => [name, start + from])) as typeof at;
  const token = new Int32Array(memory.buffer, here.token, 1);
  const logits = new Float32Array(memory.buffer, here.logits, vocabulary);
  let read = 0;
  const norm = (name: string): void =>
    kernels.norm(here.x, w(name), b(name), here.normed, here.mean, here.rstd, C, 0, 1);
  const linear = (name: string, x: number, out: number, from: number, to: number): void =>
    kernels.vectorMatrix(x, w(name), b(name), out, from, to);
  const add = (): void => kernels.add(here.x, here.added, here.x, 0, Math.ceil(C / 4) * 16);
  return {
    weights: new Float32Array(memory.buffer, here.weights, floats),
    get read() {
      return read;
    },
    forget() {
      read = 0;
    },
    next(word) {
      if (read >= block) throw new RangeError(`${block} tokens of context are full`);
      token[0] = word;
      kernels.embed(here.token, w('wte'), w('wpe') + read * C * 4, here.x, 1, C, 0, 1);
      for (let l = 0; l < layers; l++) {
        norm(`h.${l}.ln_1`);
        linear(`h.${l}.attn.c_attn`, here.normed, here.qkv, C, 3 * C);
        const [keys, values] = [here.keys + l * block * C * 4, here.values + l * block * C * 4];
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
