// Causal attention of one head after the other. Like FlashAttention (Dao et al., arXiv:2205.14135) it keeps no scores: of each row
// only the logarithm of its sum is kept, and the way back reckons a block of rows of scores anew. Keys and values are packed once a
// head; everything that is multiplied lies in scratch whose rows and columns are whole tiles.
import { MR, NR, packColumns, packRows, tiles } from './matmul';
import { mask4 } from './rows';
import { dot, exp4, max4, sum4 } from './vector';

/** Rows of scores at a time, whole tiles of either kind: fewer waste less of a causal triangle, more are faster products. */
const ROWS: i32 = 24;
/** Of scores that must not count. Finite: the highest of a row is never it. */
const NEVER: f32 = -1e30;

// @ts-ignore: decorator
@inline
function whole(n: i32, unit: i32): i32 {
  return ((n + unit - 1) / unit) * unit;
}

/** Floats from row to row of scores: whole tiles both ways. */
// @ts-ignore: decorator
@inline
function stride(block: i32): i32 {
  return whole(block, ROWS);
}

/** Places in scratch, in floats from its beginning; the last is where it ends. */
// @ts-ignore: decorator
@inline
function slopesAt(block: i32): i32 {
  return ROWS * stride(block);
}
// @ts-ignore: decorator
@inline
function panelAt(block: i32): i32 {
  return 2 * slopesAt(block);
}
// @ts-ignore: decorator
@inline
function smallAt(block: i32, size: i32): i32 {
  return panelAt(block) + ROWS * max(stride(block), size);
}
// @ts-ignore: decorator
@inline
function keysAt(block: i32, size: i32): i32 {
  return smallAt(block, size) + 2 * ROWS * whole(size, NR);
}
// @ts-ignore: decorator
@inline
function headFloats(block: i32, size: i32): i32 {
  return stride(block) * whole(size, NR);
}

/** Bytes of scratch: two blocks of scores, panels, small blocks, and five packed or padded heads. */
export function attentionScratch(block: i32, size: i32): usize {
  return <usize>(keysAt(block, size) + 5 * headFloats(block, size)) << 2;
}

/** Of row i of scores all that counts is up to i; the next few, up to a multiple of eight, get `value`. */
// @ts-ignore: decorator
@inline
function closeRow(row: usize, i: i32, value: f32): void {
  for (let j = i + 1; j & 7; j++) store<f32>(row + (<usize>j << 2), value);
}

/** Zeros from vector to vector. */
// @ts-ignore: decorator
@inline
function blank(from: usize, to: usize): void {
  for (; from < to; from += 16) v128.store(from, f32x4.splat(0));
}

/** Rows of `size` floats from padded scratch to where they belong. */
function spread(from: usize, padded: i32, to: usize, wide: i32, size: i32, rows: i32): void {
  const bytes = <usize>size << 2;
  for (let i = 0; i < rows; i++, from += <usize>padded << 2, to += <usize>wide << 2) {
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
    for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at));
  }
}

/**
 * Heads [from, to) of all batches: qkv [batch·block, 3·heads·size] -> out [batch·block, heads·size], and the logarithm of each row's
 * sum in `sums` [batch·heads, block]. `drop` of the weights are dropped, by `seed`.
 */
export function attention(
  qkv: usize,
  out: usize,
  sums: usize,
  block: i32,
  heads: i32,
  size: i32,
  seed: i32,
  drop: f32,
  scratch: usize,
  from: i32,
  to: i32,
): void {
  const width = heads * size;
  const wide = 3 * width;
  const s = stride(block);
  const padded = whole(size, NR);
  const panel = scratch + (<usize>panelAt(block) << 2);
  const small = scratch + (<usize>smallAt(block, size) << 2);
  const keys = scratch + (<usize>keysAt(block, size) << 2);
  const values = keys + (<usize>headFloats(block, size) << 2);
  const scale = f32x4.splat(1 / sqrt<f32>(<f32>size));
  for (let head = from; head < to; head++) {
    const batch = head / heads;
    const q = qkv + (<usize>(batch * block * wide + (head % heads) * size) << 2);
    const k = q + (<usize>width << 2);
    const v = k + (<usize>width << 2);
    const o = out + (<usize>(batch * block * width + (head % heads) * size) << 2);
    packColumns(k, wide, true, size, block, keys);
    packColumns(v, wide, false, block, size, values);
    for (let i0 = 0; i0 < block; i0 += ROWS) {
      const i1 = min(i0 + ROWS, block);
      // Rows behind the last are reckoned with whatever lies there, and left.
      const rows = whole(i1 - i0, MR);
      packRows(q + (<usize>(i0 * wide) << 2), wide, false, rows, size, panel);
      tiles(rows, whole(i1, NR), size, panel, keys, size * NR, scratch, s, false);
      for (let i = i0; i < i1; i++) {
        const row = scratch + (<usize>((i - i0) * s) << 2);
        const bytes = <usize>((i + 8) & ~7) << 2;
        closeRow(row, i, NEVER);
        let top4 = f32x4.splat(NEVER);
        for (let at: usize = 0; at < bytes; at += 16) top4 = f32x4.max(top4, v128.load(row + at));
        const top = f32x4.splat(max4(top4));
        let sum = f32x4.splat(0);
        // Two vectors at a time share the constants of the exponential.
        for (let at: usize = 0; at < bytes; at += 32) {
          const e = exp4(f32x4.mul(f32x4.sub(v128.load(row + at), top), scale));
          const f = exp4(f32x4.mul(f32x4.sub(v128.load(row + at, 16), top), scale));
          sum = f32x4.add(sum, f32x4.add(e, f));
          v128.store(row + at, e);
          v128.store(row + at, f, 16);
        }
        const total = sum4(sum);
        const share = f32x4.splat(1 / total);
        const place = (head * block + i) * s;
        for (let at: usize = 0; at < bytes; at += 16) {
          let p = f32x4.mul(v128.load(row + at), share);
          if (drop > 0) p = v128.and(f32x4.mul(p, f32x4.splat(1 / (1 - drop))), mask4(seed, place + <i32>(at >> 2), drop));
          v128.store(row + at, p);
        }
        blank(row + bytes, row + (<usize>i1 << 2));
        const highest = f32x4.extract_lane(f32x4.mul(top, scale), 0);
        store<f32>(sums + (<usize>(head * block + i) << 2), highest + <f32>Math.log(<f64>total));
      }
      packRows(scratch, s, false, rows, i1, panel);
      tiles(rows, padded, i1, panel, values, block * NR, small, padded, false);
      spread(small, padded, o + (<usize>(i0 * width) << 2), width, size, i1 - i0);
    }
  }
}

/** The way back of heads [from, to): d [batch·block, heads·size] -> dqkv [batch·block, 3·heads·size], which is written anew. */
export function attentionBackward(
  qkv: usize,
  out: usize,
  sums: usize,
  d: usize,
  dqkv: usize,
  block: i32,
  heads: i32,
  size: i32,
  seed: i32,
  drop: f32,
  scratch: usize,
  from: i32,
  to: i32,
): void {
  const width = heads * size;
  const wide = 3 * width;
  const s = stride(block);
  const padded = whole(size, NR);
  const oneHead = <usize>headFloats(block, size) << 2;
  const slopes = scratch + (<usize>slopesAt(block) << 2);
  const panel = scratch + (<usize>panelAt(block) << 2);
  const small = scratch + (<usize>smallAt(block, size) << 2);
  const columns = small + (<usize>(ROWS * padded) << 2);
  const keys = scratch + (<usize>keysAt(block, size) << 2);
  const values = keys + oneHead;
  const keysAcross = values + oneHead;
  const keySlopes = keysAcross + oneHead;
  const valueSlopes = keySlopes + oneHead;
  const factor: f32 = 1 / sqrt<f32>(<f32>size);
  const scale = f32x4.splat(factor);
  const grown = f32x4.splat(drop > 0 ? 1 / (1 - drop) : 1);
  for (let head = from; head < to; head++) {
    const batch = head / heads;
    const at0 = <usize>(batch * block * wide + (head % heads) * size) << 2;
    const part = <usize>width << 2;
    const q = qkv + at0;
    const k = q + part;
    const v = k + part;
    const dq = dqkv + at0;
    const o0 = <usize>(batch * block * width + (head % heads) * size) << 2;
    packColumns(k, wide, true, size, block, keys);
    packColumns(v, wide, true, size, block, values);
    packColumns(k, wide, false, block, size, keysAcross);
    blank(keySlopes, valueSlopes + oneHead);
    for (let i0 = 0; i0 < block; i0 += ROWS) {
      const i1 = min(i0 + ROWS, block);
      const rows = whole(i1 - i0, MR);
      const down = d + o0 + (<usize>(i0 * width) << 2);
      const q0 = q + (<usize>(i0 * wide) << 2);
      packRows(q0, wide, false, rows, size, panel);
      tiles(rows, whole(i1, NR), size, panel, keys, size * NR, scratch, s, false);
      packRows(down, width, false, rows, size, panel);
      tiles(rows, whole(i1, NR), size, panel, values, size * NR, slopes, s, false);
      // Whole tiles of what is turned may reach beyond the last column.
      const end = <usize>whole(i1, MR) << 2;
      for (let i = i0; i < i1; i++) {
        const row = scratch + (<usize>((i - i0) * s) << 2);
        const slope = slopes + (<usize>((i - i0) * s) << 2);
        const bytes = <usize>((i + 8) & ~7) << 2;
        closeRow(row, i, NEVER);
        closeRow(slope, i, 0);
        // Σ over j of weight · its slope is out · d (FlashAttention, appendix B.2).
        const here = o0 + (<usize>(i * width) << 2);
        const less = f32x4.splat(dot(out + here, d + here, <usize>size << 2));
        const sum = f32x4.splat(load<f32>(sums + (<usize>(head * block + i) << 2)));
        const place = (head * block + i) * s;
        for (let at: usize = 0; at < bytes; at += 32) {
          v128.store(row + at, exp4(f32x4.sub(f32x4.mul(v128.load(row + at), scale), sum)));
          v128.store(row + at, exp4(f32x4.sub(f32x4.mul(v128.load(row + at, 16), scale), sum)), 16);
        }
        for (let at: usize = 0; at < bytes; at += 16) {
          const p = v128.load(row + at);
          let through = v128.load(slope + at);
          let kept = p;
          if (drop > 0) {
            const mask = mask4(seed, place + <i32>(at >> 2), drop);
            through = v128.and(f32x4.mul(through, grown), mask);
            kept = v128.and(f32x4.mul(p, grown), mask);
          }
          v128.store(row + at, kept);
          v128.store(slope + at, f32x4.mul(f32x4.mul(p, f32x4.sub(through, less)), scale));
        }
        blank(row + bytes, row + end);
        blank(slope + bytes, slope + end);
      }
      packRows(slopes, s, false, rows, i1, panel);
      tiles(rows, padded, i1, panel, keysAcross, block * NR, small, padded, false);
      spread(small, padded, dq + (<usize>(i0 * wide) << 2), wide, size, i1 - i0);
      packRows(scratch, s, true, whole(i1, MR), i1 - i0, panel);
      packColumns(down, width, false, i1 - i0, size, columns);
      tiles(whole(i1, MR), padded, i1 - i0, panel, columns, (i1 - i0) * NR, valueSlopes, padded, true);
      packRows(slopes, s, true, whole(i1, MR), i1 - i0, panel);
      packColumns(q0, wide, false, i1 - i0, size, columns);
      tiles(whole(i1, MR), padded, i1 - i0, panel, columns, (i1 - i0) * NR, keySlopes, padded, true);
    }
    spread(keySlopes, padded, dq + part, wide, size, block);
    spread(valueSlopes, padded, dq + 2 * part, wide, size, block);
  }
}
