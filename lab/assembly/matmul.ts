// C[M,N] = A·B (+ C), single precision. Goto and van de Geijn (2008), "Anatomy of high-performance matrix multiplication": blocks of
// A and B are packed into panels that stay in the caches, and a tile of C stays in registers. A tile of 4x8 is what 16 vector
// registers hold: 8 of C, 2 of B, one of A; 6x8 spills in V8 and takes twice as long.

import { fma } from './vector';

/** Rows and columns of a tile of C. */
const MR: i32 = 4;
const NR: i32 = 8;
/** Block of A: MC x KC floats = 128 KiB, half of a usual second-level cache; block of B: KC x NC = 512 KiB. */
const MC: i32 = 128;
const KC: i32 = 256;
const NC: i32 = 512;

/** Bytes of scratch that one matmul needs: both packed blocks and a tile that hangs over an edge. */
export function matmulScratch(): usize {
  return <usize>((MC * KC + KC * NC + MR * NR) * 4);
}

/** Four rows of `depth` floats, turned: the four of each column side by side, `apart` bytes from one column to the next. */
function turnFour(from: usize, step: usize, depth: i32, out: usize, apart: usize): void {
  const a1 = from + step;
  const a2 = a1 + step;
  const a3 = a2 + step;
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
    const at = (<usize>k) << 2;
    const r0 = v128.load(from + at);
    const r1 = v128.load(a1 + at);
    const r2 = v128.load(a2 + at);
    const r3 = v128.load(a3 + at);
    const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5));
    v128.store(out + apart, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7));
    v128.store(out + 2 * apart, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5));
    v128.store(out + 3 * apart, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7));
    out += 4 * apart;
  }
  for (; k < depth; k++, out += apart) {
    const at = (<usize>k) << 2;
    store<f32>(out, load<f32>(from + at));
    store<f32>(out, load<f32>(a1 + at), 4);
    store<f32>(out, load<f32>(a2 + at), 8);
    store<f32>(out, load<f32>(a3 + at), 12);
  }
}

/** Panels of MR rows: for each k the MR values of a column, zero below the last row. A is [M,K], or [K,M] where `transposed`. */
function packRows(a: usize, lda: i32, transposed: bool, rows: i32, depth: i32, out: usize): void {
  const step = (<usize>lda) << 2;
  for (let i = 0; i < rows; i += MR) {
    const left = rows - i;
    if (transposed) {
      let from = a + ((<usize>i) << 2);
      for (let k = 0; k < depth; k++, from += step, out += MR << 2) {
        if (left >= MR) v128.store(out, v128.load(from));
        else
          for (let r = 0; r < MR; r++)
            store<f32>(out + ((<usize>r) << 2), r < left ? load<f32>(from + ((<usize>r) << 2)) : 0);
      }
    } else if (left >= MR) {
      turnFour(a + <usize>i * step, step, depth, out, 16);
      out += (<usize>(depth * MR)) << 2;
    } else {
      for (let k = 0; k < depth; k++, out += MR << 2)
        for (let r = 0; r < MR; r++)
          store<f32>(out + ((<usize>r) << 2), r < left ? load<f32>(a + <usize>(i + r) * step + ((<usize>k) << 2)) : 0);
    }
  }
}

/** Panels of NR columns: for each k the NR values of a row, zero behind the last column. B is [K,N], or [N,K] where `transposed`. */
function packColumns(b: usize, ldb: i32, transposed: bool, depth: i32, columns: i32, out: usize): void {
  const step = (<usize>ldb) << 2;
  for (let j = 0; j < columns; j += NR) {
    const left = min(NR, columns - j);
    if (transposed) {
      if (left == NR) {
        turnFour(b + <usize>j * step, step, depth, out, 32);
        turnFour(b + <usize>(j + 4) * step, step, depth, out + 16, 32);
        out += (<usize>(depth * NR)) << 2;
        continue;
      }
      for (let k = 0; k < depth; k++, out += NR << 2)
        for (let c = 0; c < NR; c++)
          store<f32>(out + ((<usize>c) << 2), c < left ? load<f32>(b + <usize>(j + c) * step + ((<usize>k) << 2)) : 0);
    } else {
      let from = b + ((<usize>j) << 2);
      for (let k = 0; k < depth; k++, from += step, out += NR << 2) {
        if (left == NR) {
          v128.store(out, v128.load(from));
          v128.store(out, v128.load(from, 16), 16);
        } else
          for (let c = 0; c < NR; c++)
            store<f32>(out + ((<usize>c) << 2), c < left ? load<f32>(from + ((<usize>c) << 2)) : 0);
      }
    }
  }
}

/** A tile of C from two panels. `add`: on top of what C holds. */
function tile(a: usize, b: usize, depth: i32, c: usize, ldc: i32, add: bool): void {
  const step = (<usize>ldc) << 2;
  const c1 = c + step;
  const c2 = c1 + step;
  const c3 = c2 + step;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  if (add) {
    s00 = v128.load(c);
    s01 = v128.load(c, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  for (const end = a + ((<usize>depth) << 4); a < end; a += MR << 2, b += NR << 2) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = fma(x, b0, s00);
    s01 = fma(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = fma(x, b0, s10);
    s11 = fma(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = fma(x, b0, s20);
    s21 = fma(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = fma(x, b0, s30);
    s31 = fma(x, b1, s31);
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** A tile that hangs over an edge of C: reckoned beside it, and only what lies on C is copied. */
function edgeTile(
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  ldc: i32,
  add: bool,
  rows: i32,
  columns: i32,
  spare: usize,
): void {
  tile(a, b, depth, spare, NR, false);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const to = c + ((<usize>(i * ldc + j)) << 2);
      const product = load<f32>(spare + ((<usize>(i * NR + j)) << 2));
      store<f32>(to, add ? load<f32>(to) + product : product);
    }
}

/**
 * C[M,N] = op(A)·op(B), on top of C where `add`. `ta`: A is stored [K,M]; `tb`: B is stored [N,K]; lda, ldb, ldc are floats from row to
 * row as stored. `scratch` has matmulScratch() bytes.
 */
export function matmul(
  ta: bool,
  tb: bool,
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  lda: i32,
  b: usize,
  ldb: i32,
  c: usize,
  ldc: i32,
  add: bool,
  scratch: usize,
): void {
  const packedA = scratch;
  const packedB = scratch + <usize>((MC * KC) << 2);
  const spare = packedB + <usize>((KC * NC) << 2);
  for (let jc = 0; jc < n; jc += NC) {
    const nc = min(NC, n - jc);
    for (let pc = 0; pc < k; pc += KC) {
      const kc = min(KC, k - pc);
      const onTop = add || pc > 0;
      packColumns(b + ((<usize>(tb ? jc * ldb + pc : pc * ldb + jc)) << 2), ldb, tb, kc, nc, packedB);
      for (let ic = 0; ic < m; ic += MC) {
        const mc = min(MC, m - ic);
        packRows(a + ((<usize>(ta ? pc * lda + ic : ic * lda + pc)) << 2), lda, ta, mc, kc, packedA);
        for (let j = 0; j < nc; j += NR) {
          const panelB = packedB + ((<usize>(j * kc)) << 2);
          for (let i = 0; i < mc; i += MR) {
            const panelA = packedA + ((<usize>(i * kc)) << 2);
            const to = c + ((<usize>((ic + i) * ldc + jc + j)) << 2);
            if (i + MR <= mc && j + NR <= nc) tile(panelA, panelB, kc, to, ldc, onTop);
            else edgeTile(panelA, panelB, kc, to, ldc, onTop, min(MR, mc - i), min(NR, nc - j), spare);
          }
        }
      }
    }
  }
}
