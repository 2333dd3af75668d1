// What is done to whole rows or element by element: bias, residual, dropout, embedding.
import { fma } from './vector';

/** y = x, over bytes [from, to). */
export function copy(x: usize, y: usize, from: usize, to: usize): void {
  memory.copy(y + from, x + from, to - from);
}

export function clear(x: usize, from: usize, to: usize): void {
  memory.fill(x + from, 0, to - from);
}

/** out = x + y, over bytes [from, to), ends multiples of 16. */
export function add(x: usize, y: usize, out: usize, from: usize, to: usize): void {
  for (let at = from; at < to; at += 16) v128.store(out + at, f32x4.add(v128.load(x + at), v128.load(y + at)));
}

/** x = x · factor, over bytes [from, to), ends multiples of 16. */
export function scale(x: usize, factor: f32, from: usize, to: usize): void {
  const by = f32x4.splat(factor);
  for (let at = from; at < to; at += 16) v128.store(x + at, f32x4.mul(v128.load(x + at), by));
}

/** d = d · x, over bytes [from, to), ends multiples of 16. */
export function multiply(x: usize, d: usize, from: usize, to: usize): void {
  for (let at = from; at < to; at += 16) v128.store(d + at, f32x4.mul(v128.load(d + at), v128.load(x + at)));
}

/** Rows [from, to) of y [., n] = the bias [n], zero where it is none (address 0). */
export function bias(b: usize, y: usize, n: i32, from: i32, to: i32): void {
  const bytes = <usize>n << 2;
  for (let i = from; i < to; i++) {
    if (b) memory.copy(y + <usize>i * bytes, b, bytes);
    else memory.fill(y + <usize>i * bytes, 0, bytes);
  }
}

/** Columns [from, to) of d [rows, n], added up onto db [n]. */
export function biasBackward(d: usize, db: usize, rows: i32, n: i32, from: i32, to: i32): void {
  const step = <usize>n << 2;
  let j = from;
  for (; j + 4 <= to; j += 4) {
    const at = <usize>j << 2;
    let sum = v128.load(db + at);
    let row = d + at;
    for (let i = 0; i < rows; i++, row += step) sum = f32x4.add(sum, v128.load(row));
    v128.store(db + at, sum);
  }
  for (; j < to; j++) {
    const at = <usize>j << 2;
    let sum = load<f32>(db + at);
    let row = d + at;
    for (let i = 0; i < rows; i++, row += step) sum += load<f32>(row);
    store<f32>(db + at, sum);
  }
}

/** Which elements a dropout keeps is a function of its seed and of their place: the same forwards, backwards and on any thread. */
// @ts-ignore: decorator
@inline
export function mask4(seed: i32, place: i32, drop: f32): v128 {
  // The finaliser of MurmurHash3 (Appleby, public domain) over places that are spread by 2^32 / golden ratio.
  let h = i32x4.add(i32x4.splat(place), i32x4(0, 1, 2, 3));
  h = v128.xor(i32x4.mul(h, i32x4.splat(0x9e3779b1)), i32x4.splat(seed));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  const uniform = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(h, 8)), f32x4.splat(1.0 / 16777216.0));
  return f32x4.ge(uniform, f32x4.splat(drop));
}

/** x = x or zero, the former made larger so that its mean stays; over bytes [from, to), ends multiples of 16. */
export function dropout(x: usize, seed: i32, drop: f32, from: usize, to: usize): void {
  const grown = f32x4.splat(1 / (1 - drop));
  for (let at = from; at < to; at += 16) {
    const kept = v128.and(f32x4.mul(v128.load(x + at), grown), mask4(seed, <i32>(at >> 2), drop));
    v128.store(x + at, kept);
  }
}

/** Rows [from, to) of x [tokens, n] = wte[token] + wpe[place in its block]. */
export function embed(tokens: usize, wte: usize, wpe: usize, x: usize, block: i32, n: i32, from: i32, to: i32): void {
  const bytes = <usize>n << 2;
  for (let i = from; i < to; i++) {
    const word = wte + <usize>load<i32>(tokens + (<usize>i << 2)) * bytes;
    const place = wpe + <usize>(i % block) * bytes;
    const out = x + <usize>i * bytes;
    let j: usize = 0;
    for (; j + 16 <= bytes; j += 16) v128.store(out + j, f32x4.add(v128.load(word + j), v128.load(place + j)));
    for (; j < bytes; j += 4) store<f32>(out + j, load<f32>(word + j) + load<f32>(place + j));
  }
}

/** Columns [from, to) of d [count, n], added onto the rows of their tokens and places. */
export function embedBackward(
  tokens: usize,
  d: usize,
  dwte: usize,
  dwpe: usize,
  count: i32,
  block: i32,
  n: i32,
  from: i32,
  to: i32,
): void {
  const bytes = <usize>n << 2;
  for (let i = 0; i < count; i++) {
    const word = dwte + <usize>load<i32>(tokens + (<usize>i << 2)) * bytes;
    const place = dwpe + <usize>(i % block) * bytes;
    const row = d + <usize>i * bytes;
    let at = <usize>from << 2;
    const end = <usize>to << 2;
    for (; at + 16 <= end; at += 16) {
      const more = v128.load(row + at);
      v128.store(word + at, f32x4.add(v128.load(word + at), more));
      v128.store(place + at, f32x4.add(v128.load(place + at), more));
    }
    for (; at < end; at += 4) {
      const more = load<f32>(row + at);
      store<f32>(word + at, load<f32>(word + at) + more);
      store<f32>(place + at, load<f32>(place + at) + more);
    }
  }
}

/** Bytes of x whose squares make one sum. */
const CHUNK: usize = 262144;

/** Of chunks [from, to) of `bytes` of x: each one's sum of squares into `sums`, so that it is the same whoever adds which chunk up. */
export function sumSquares(x: usize, sums: usize, bytes: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const end = min(bytes, <usize>(i + 1) * CHUNK);
    // Two pairs of doubles: a gradient has millions of numbers.
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let at = <usize>i * CHUNK; at < end; at += 16) {
      const v = v128.load(x + at);
      const a = f64x2.promote_low_f32x4(v);
      const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const sum = f64x2.add(low, high);
    store<f64>(sums + (<usize>i << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/**
 * AdamW (Loshchilov and Hutter, arXiv:1711.05101, algorithm 2), as torch has it: `decay` = learning rate x weight decay, `rate` =
 * learning rate / (1 - beta1^t), `root` = 1 / sqrt(1 - beta2^t). Gradients are taken times `clip`. Bytes [from, to).
 */
export function adamw(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  rate: f32,
  root: f32,
  decay: f32,
  clip: f32,
  from: usize,
  to: usize,
): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const c1 = f32x4.splat(1 - beta1);
  const c2 = f32x4.splat(1 - beta2);
  for (let at = from; at < to; at += 16) {
    const d = f32x4.mul(v128.load(g + at), f32x4.splat(clip));
    const first = fma(c1, d, f32x4.mul(b1, v128.load(m + at)));
    const second = fma(c2, f32x4.mul(d, d), f32x4.mul(b2, v128.load(v + at)));
    v128.store(m + at, first);
    v128.store(v + at, second);
    const below = fma(f32x4.sqrt(second), f32x4.splat(root), f32x4.splat(epsilon));
    const held = f32x4.mul(v128.load(p + at), f32x4.splat(1 - decay));
    v128.store(p + at, f32x4.sub(held, f32x4.div(f32x4.mul(f32x4.splat(rate), first), below)));
  }
}
