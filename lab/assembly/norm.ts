// Layer normalisation (Ba, Kiros and Hinton, arXiv:1607.06450).
import { fma, sum4 } from './vector';

/** torch's default. */
const EPSILON: f32 = 1e-5;

/** Rows [from, to) of out [., n] = (x - mean) · rstd · g + b; mean and rstd are kept for the way back. `b` may be none (0). */
export function norm(
  x: usize,
  g: usize,
  b: usize,
  out: usize,
  means: usize,
  rstds: usize,
  n: i32,
  from: i32,
  to: i32,
): void {
  const bytes = (<usize>n) << 2;
  const wide = bytes & ~15;
  for (let i = from; i < to; i++) {
    const row = x + <usize>i * bytes;
    const y = out + <usize>i * bytes;
    let sum = f32x4.splat(0);
    let at: usize = 0;
    for (; at < wide; at += 16) sum = f32x4.add(sum, v128.load(row + at));
    let mean = sum4(sum);
    for (; at < bytes; at += 4) mean += load<f32>(row + at);
    mean /= <f32>n;
    const center = f32x4.splat(mean);
    let squares = f32x4.splat(0);
    for (at = 0; at < wide; at += 16) {
      const off = f32x4.sub(v128.load(row + at), center);
      squares = fma(off, off, squares);
    }
    let variance = sum4(squares);
    for (; at < bytes; at += 4) variance += (load<f32>(row + at) - mean) * (load<f32>(row + at) - mean);
    const rstd: f32 = 1 / sqrt<f32>(variance / <f32>n + EPSILON);
    const scale = f32x4.splat(rstd);
    for (at = 0; at < wide; at += 16) {
      const normed = f32x4.mul(f32x4.sub(v128.load(row + at), center), scale);
      const shift = b ? v128.load(b + at) : f32x4.splat(0);
      v128.store(y + at, fma(normed, v128.load(g + at), shift));
    }
    for (; at < bytes; at += 4)
      store<f32>(y + at, (load<f32>(row + at) - mean) * rstd * load<f32>(g + at) + (b ? load<f32>(b + at) : 0));
    store<f32>(means + ((<usize>i) << 2), mean);
    store<f32>(rstds + ((<usize>i) << 2), rstd);
  }
}

/** Rows [from, to) of dx [., n] += the gradient that comes through the norm from d. */
export function normBackward(
  x: usize,
  g: usize,
  d: usize,
  dx: usize,
  means: usize,
  rstds: usize,
  n: i32,
  from: i32,
  to: i32,
): void {
  const bytes = (<usize>n) << 2;
  const wide = bytes & ~15;
  for (let i = from; i < to; i++) {
    const row = x + <usize>i * bytes;
    const down = d + <usize>i * bytes;
    const up = dx + <usize>i * bytes;
    const mean = load<f32>(means + ((<usize>i) << 2));
    const rstd = load<f32>(rstds + ((<usize>i) << 2));
    const center = f32x4.splat(mean);
    const scale = f32x4.splat(rstd);
    let plain4 = f32x4.splat(0);
    let along4 = f32x4.splat(0);
    let at: usize = 0;
    for (; at < wide; at += 16) {
      const part = f32x4.mul(v128.load(down + at), v128.load(g + at));
      const normed = f32x4.mul(f32x4.sub(v128.load(row + at), center), scale);
      plain4 = f32x4.add(plain4, part);
      along4 = fma(part, normed, along4);
    }
    let plain = sum4(plain4);
    let along = sum4(along4);
    for (; at < bytes; at += 4) {
      const part = load<f32>(down + at) * load<f32>(g + at);
      plain += part;
      along += part * (load<f32>(row + at) - mean) * rstd;
    }
    plain /= <f32>n;
    along /= <f32>n;
    const plainAll = f32x4.splat(plain);
    const alongAll = f32x4.splat(along);
    for (at = 0; at < wide; at += 16) {
      const part = f32x4.mul(v128.load(down + at), v128.load(g + at));
      const normed = f32x4.mul(f32x4.sub(v128.load(row + at), center), scale);
      const through = f32x4.sub(f32x4.sub(part, plainAll), f32x4.mul(normed, alongAll));
      v128.store(up + at, fma(through, scale, v128.load(up + at)));
    }
    for (; at < bytes; at += 4) {
      const part = load<f32>(down + at) * load<f32>(g + at);
      const normed = (load<f32>(row + at) - mean) * rstd;
      store<f32>(up + at, load<f32>(up + at) + (part - plain - normed * along) * rstd);
    }
  }
}

/** Columns [from, to) of dg and db (may be none), added up over all rows. */
export function normWeights(
  x: usize,
  d: usize,
  dg: usize,
  db: usize,
  means: usize,
  rstds: usize,
  rows: i32,
  n: i32,
  from: i32,
  to: i32,
): void {
  const step = (<usize>n) << 2;
  for (let j = from; j < to; j += 4) {
    const many = min(4, to - j);
    const at = (<usize>j) << 2;
    if (many < 4) {
      for (let c: usize = at; c < at + ((<usize>many) << 2); c += 4) {
        let gain: f32 = 0;
        let shift: f32 = 0;
        for (let i = 0; i < rows; i++) {
          const down = load<f32>(d + <usize>i * step + c);
          const mean = load<f32>(means + ((<usize>i) << 2));
          gain += down * (load<f32>(x + <usize>i * step + c) - mean) * load<f32>(rstds + ((<usize>i) << 2));
          shift += down;
        }
        store<f32>(dg + c, load<f32>(dg + c) + gain);
        if (db) store<f32>(db + c, load<f32>(db + c) + shift);
      }
      continue;
    }
    let gain = v128.load(dg + at);
    let shift = f32x4.splat(0);
    let row = at;
    for (let i = 0; i < rows; i++, row += step) {
      const down = v128.load(d + row);
      const off = f32x4.sub(v128.load(x + row), v128.load32_splat(means + ((<usize>i) << 2)));
      gain = fma(down, f32x4.mul(off, v128.load32_splat(rstds + ((<usize>i) << 2))), gain);
      shift = f32x4.add(shift, down);
    }
    v128.store(dg + at, gain);
    if (db) v128.store(db + at, f32x4.add(v128.load(db + at), shift));
  }
}
