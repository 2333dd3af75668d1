// One token at a time, over the keys and values of those before it: what sampling does. Weights are read once and used once, so these
// follow memory from front to back.
import { dot, exp1, fma, sum4 } from './vector';

/** out [n] = x [k]·W [k, n] + b (none where 0). */
export function vectorMatrix(x: usize, w: usize, b: usize, out: usize, k: i32, n: i32): void {
  const bytes = <usize>n << 2;
  if (b) memory.copy(out, b, bytes);
  else memory.fill(out, 0, bytes);
  const wide = bytes & ~15;
  let i = 0;
  for (; i + 8 <= k; i += 8) {
    const from = x + (<usize>i << 2);
    const x0 = v128.load32_splat(from);
    const x1 = v128.load32_splat(from, 4);
    const x2 = v128.load32_splat(from, 8);
    const x3 = v128.load32_splat(from, 12);
    const x4 = v128.load32_splat(from, 16);
    const x5 = v128.load32_splat(from, 20);
    const x6 = v128.load32_splat(from, 24);
    const x7 = v128.load32_splat(from, 28);
    const w0 = w + <usize>i * bytes;
    const w1 = w0 + bytes;
    const w2 = w1 + bytes;
    const w3 = w2 + bytes;
    const w4 = w3 + bytes;
    const w5 = w4 + bytes;
    const w6 = w5 + bytes;
    const w7 = w6 + bytes;
    let at: usize = 0;
    for (; at < wide; at += 16) {
      let sum = fma(x0, v128.load(w0 + at), v128.load(out + at));
      sum = fma(x1, v128.load(w1 + at), sum);
      sum = fma(x2, v128.load(w2 + at), sum);
      sum = fma(x3, v128.load(w3 + at), sum);
      sum = fma(x4, v128.load(w4 + at), sum);
      sum = fma(x5, v128.load(w5 + at), sum);
      sum = fma(x6, v128.load(w6 + at), sum);
      v128.store(out + at, fma(x7, v128.load(w7 + at), sum));
    }
    for (; at < bytes; at += 4) {
      let sum = load<f32>(out + at);
      for (let r = 0; r < 8; r++) sum += load<f32>(x + (<usize>(i + r) << 2)) * load<f32>(w0 + <usize>r * bytes + at);
      store<f32>(out + at, sum);
    }
  }
  for (; i < k; i++)
    for (let at: usize = 0; at < bytes; at += 4)
      store<f32>(out + at, load<f32>(out + at) + load<f32>(x + (<usize>i << 2)) * load<f32>(w + <usize>i * bytes + at));
}

/** out [rows] = W [rows, n]·x [n]. Four rows at a time: one alone waits for each of its sums. */
export function matrixVector(w: usize, x: usize, out: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  const wide = bytes & ~15;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const w0 = w + <usize>i * bytes;
    const w1 = w0 + bytes;
    const w2 = w1 + bytes;
    const w3 = w2 + bytes;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let at: usize = 0; at < wide; at += 16) {
      const v = v128.load(x + at);
      s0 = fma(v128.load(w0 + at), v, s0);
      s1 = fma(v128.load(w1 + at), v, s1);
      s2 = fma(v128.load(w2 + at), v, s2);
      s3 = fma(v128.load(w3 + at), v, s3);
    }
    const to = out + (<usize>i << 2);
    store<f32>(to, endOf(s0, w0, x, wide, bytes));
    store<f32>(to, endOf(s1, w1, x, wide, bytes), 4);
    store<f32>(to, endOf(s2, w2, x, wide, bytes), 8);
    store<f32>(to, endOf(s3, w3, x, wide, bytes), 12);
  }
  for (; i < rows; i++) store<f32>(out + (<usize>i << 2), dot(w + <usize>i * bytes, x, bytes));
}

/** A sum of four, and what is behind the last whole vector. */
// @ts-ignore: decorator
@inline
function endOf(sum: v128, a: usize, b: usize, from: usize, to: usize): f32 {
  let total = sum4(sum);
  for (let at = from; at < to; at += 4) total += load<f32>(a + at) * load<f32>(b + at);
  return total;
}

/** One token's q [heads·size] over `count` keys and values [count, heads·size] -> out [heads·size]. `scores` holds `count` floats. */
export function attendOne(q: usize, keys: usize, values: usize, out: usize, count: i32, heads: i32, size: i32, scores: usize): void {
  const width = <usize>(heads * size) << 2;
  const bytes = <usize>size << 2;
  const factor: f32 = 1 / sqrt<f32>(<f32>size);
  memory.fill(out, 0, width);
  for (let h = 0; h < heads; h++) {
    const from = <usize>h * bytes;
    let top: f32 = f32.NEGATIVE_INFINITY;
    for (let j = 0; j < count; j++) {
      const score = dot(q + from, keys + <usize>j * width + from, bytes) * factor;
      store<f32>(scores + (<usize>j << 2), score);
      top = max(top, score);
    }
    let sum: f32 = 0;
    for (let j = 0; j < count; j++) {
      const e = exp1(load<f32>(scores + (<usize>j << 2)) - top);
      store<f32>(scores + (<usize>j << 2), e);
      sum += e;
    }
    for (let j = 0; j < count; j++) {
      const share: f32 = load<f32>(scores + (<usize>j << 2)) / sum;
      const value = values + <usize>j * width + from;
      let at: usize = 0;
      for (; at + 16 <= bytes; at += 16)
        v128.store(out + from + at, fma(f32x4.splat(share), v128.load(value + at), v128.load(out + from + at)));
      for (; at < bytes; at += 4) store<f32>(out + from + at, load<f32>(out + from + at) + share * load<f32>(value + at));
    }
  }
}
