// C[M,N] = A·B (+ C), single precision. Goto and van de Geijn (2008), "Anatomy of high-performance matrix multiplication": blocks of
// A and B are packed into panels that stay in the caches, and a tile of C stays in registers. V8 has 15 vector registers for us: a tile
// of 6x8 takes 12, and 2 of B and one of A; where a product and a sum are not one instruction, one more is needed and 4x8 is what fits.

import { fma } from './vector';

/** Rows and columns of a tile of C. */
export const MR: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
export const NR: i32 = 8;
/** Block of A: MC x KC floats = 96 KiB, a fifth of a usual second-level cache; block of B: KC x NC = 512 KiB. */
const MC: i32 = 96;
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

/** Two rows likewise. */
function turnTwo(from: usize, step: usize, depth: i32, out: usize, apart: usize): void {
  const a1 = from + step;
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
    const at = (<usize>k) << 2;
    const r0 = v128.load(from + at);
    const r1 = v128.load(a1 + at);
    const low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    v128.store64_lane(out, low, 0);
    v128.store64_lane(out + apart, low, 1);
    v128.store64_lane(out + 2 * apart, high, 0);
    v128.store64_lane(out + 3 * apart, high, 1);
    out += 4 * apart;
  }
  for (; k < depth; k++, out += apart) {
    const at = (<usize>k) << 2;
    store<f32>(out, load<f32>(from + at));
    store<f32>(out, load<f32>(a1 + at), 4);
  }
}

/** Panels of MR rows: for each k the MR values of a column, zero below the last row. A is [M,K], or [K,M] where `transposed`. */
export function packRows(a: usize, lda: i32, transposed: bool, rows: i32, depth: i32, out: usize): void {
  const step = (<usize>lda) << 2;
  for (let i = 0; i < rows; i += MR, out += (<usize>(depth * MR)) << 2) {
    const left = rows - i;
    if (left < MR) packLast(a, step, transposed, i, left, depth, out);
    else if (transposed) {
      let from = a + ((<usize>i) << 2);
      let to = out;
      for (let k = 0; k < depth; k++, from += step, to += MR << 2) {
        v128.store(to, v128.load(from));
        if (MR == 6) store<u64>(to, load<u64>(from, 16), 16);
      }
    } else {
      const from = a + <usize>i * step;
      turnFour(from, step, depth, out, MR << 2);
      if (MR == 6) turnTwo(from + 4 * step, step, depth, out + 16, MR << 2);
    }
  }
}

/** The panel of the last rows, fewer than MR. */
function packLast(a: usize, step: usize, transposed: bool, i: i32, rows: i32, depth: i32, out: usize): void {
  const from = transposed ? a + ((<usize>i) << 2) : a + <usize>i * step;
  const down: usize = transposed ? 4 : step;
  const right: usize = transposed ? step : 4;
  for (let k = 0; k < depth; k++)
    for (let r = 0; r < MR; r++, out += 4)
      store<f32>(out, r < rows ? load<f32>(from + <usize>r * down + <usize>k * right) : 0);
}

/** Panels of NR columns: for each k the NR values of a row, zero behind the last column. B is [K,N], or [N,K] where `transposed`. */
export function packColumns(b: usize, ldb: i32, transposed: bool, depth: i32, columns: i32, out: usize): void {
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
  if (MR == 6) tileOfSix(a, b, depth, c, ldc, add);
  else tileOfFour(a, b, depth, c, ldc, add);
}

// @ts-ignore: decorator
@inline
function tileOfSix(a: usize, b: usize, depth: i32, c: usize, ldc: i32, add: bool): void {
  const step = (<usize>ldc) << 2;
  const c1 = c + step;
  const c2 = c1 + step;
  const c3 = c2 + step;
  const c4 = c3 + step;
  const c5 = c4 + step;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let s40 = s00;
  let s41 = s00;
  let s50 = s00;
  let s51 = s00;
  if (add) {
    s00 = v128.load(c);
    s01 = v128.load(c, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
    s40 = v128.load(c4);
    s41 = v128.load(c4, 16);
    s50 = v128.load(c5);
    s51 = v128.load(c5, 16);
  }
  // Not unrolled: V8 would load everything first, and spill.
  for (const end = a + <usize>(depth * 24); a < end; a += 24, b += 32) {
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
    x = v128.load32_splat(a, 16);
    s40 = fma(x, b0, s40);
    s41 = fma(x, b1, s41);
    x = v128.load32_splat(a, 20);
    s50 = fma(x, b0, s50);
    s51 = fma(x, b1, s51);
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
  v128.store(c4, s40);
  v128.store(c4, s41, 16);
  v128.store(c5, s50);
  v128.store(c5, s51, 16);
}

// @ts-ignore: decorator
@inline
function tileOfFour(a: usize, b: usize, depth: i32, c: usize, ldc: i32, add: bool): void {
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
  for (const end = a + ((<usize>depth) << 4); a < end; a += 16, b += 32) {
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

/** C [m, n] from panels, m a multiple of MR and n of NR; those of B are `apart` floats from one another. */
export function tiles(m: i32, n: i32, depth: i32, a: usize, b: usize, apart: i32, c: usize, ldc: i32, add: bool): void {
  for (let j = 0; j < n; j += NR, b += (<usize>apart) << 2)
    for (let i = 0; i < m; i += MR)
      tile(a + ((<usize>(i * depth)) << 2), b, depth, c + ((<usize>(i * ldc + j)) << 2), ldc, add);
}

/** A tile that hangs over an edge of C: reckoned beside it as any other, and only what lies on C is copied. */
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
  const bytes = (<usize>columns) << 2;
  const step = (<usize>ldc) << 2;
  if (add) for (let i = 0; i < rows; i++) memory.copy(spare + <usize>(i * NR * 4), c + <usize>i * step, bytes);
  tile(a, b, depth, spare, NR, add);
  for (let i = 0; i < rows; i++) memory.copy(c + <usize>i * step, spare + <usize>(i * NR * 4), bytes);
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
