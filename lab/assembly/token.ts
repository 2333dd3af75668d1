// One token at a time, over the keys and values of those before it: what sampling does. Weights are read once and used once, so these
// follow memory from front to back.
import { dot, exp1, fma } from './vector';

/** out [n] = x [k]·W [k, n] + b (none where 0). */
export function vectorMatrix(x: usize, w: usize, b: usize, out: usize, k: i32, n: i32): void {
  const bytes = <usize>n << 2;
  if (b) memory.copy(out, b, bytes);
  else memory.fill(out, 0, bytes);
  const wide = bytes & ~15;
  let i = 0;
  for (; i + 4 <= k; i += 4) {
    const x0 = v128.load32_splat(x + (<usize>i << 2));
    const x1 = v128.load32_splat(x + (<usize>i << 2), 4);
    const x2 = v128.load32_splat(x + (<usize>i << 2), 8);
    const x3 = v128.load32_splat(x + (<usize>i << 2), 12);
    const w0 = w + <usize>i * bytes;
    const w1 = w0 + bytes;
    const w2 = w1 + bytes;
    const w3 = w2 + bytes;
    let at: usize = 0;
    for (; at < wide; at += 16) {
      let sum = fma(x0, v128.load(w0 + at), v128.load(out + at));
      sum = fma(x1, v128.load(w1 + at), sum);
      sum = fma(x2, v128.load(w2 + at), sum);
      v128.store(out + at, fma(x3, v128.load(w3 + at), sum));
    }
    for (; at < bytes; at += 4) {
      let sum = load<f32>(out + at);
      for (let r = 0; r < 4; r++) sum += load<f32>(x + (<usize>(i + r) << 2)) * load<f32>(w0 + <usize>r * bytes + at);
      store<f32>(out + at, sum);
    }
  }
  for (; i < k; i++)
    for (let at: usize = 0; at < bytes; at += 4)
      store<f32>(out + at, load<f32>(out + at) + load<f32>(x + (<usize>i << 2)) * load<f32>(w + <usize>i * bytes + at));
}

/** out [rows] = W [rows, n]·x [n]. */
export function matrixVector(w: usize, x: usize, out: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let i = 0; i < rows; i++) store<f32>(out + (<usize>i << 2), dot(w + <usize>i * bytes, x, bytes));
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
