// Causal attention of one head after the other. Like FlashAttention (Dao et al., arXiv:2205.14135) it keeps no scores: of each row
// only the logarithm of its sum is kept, and the way back reckons a block of rows of scores anew.
import { matmul, matmulScratch } from './matmul';
import { mask4 } from './rows';
import { exp4, max4, sum4 } from './vector';

/** Rows of scores at a time: what lies right of them is not reckoned, so fewer waste less of a causal triangle. */
const ROWS: i32 = 32;
/** Of scores that must not count. Finite: the highest of a row is never it. */
const NEVER: f32 = -1e30;

// @ts-ignore: decorator
@inline
function stride(block: i32): i32 {
  return (block + 3) & ~3;
}

/** Bytes of scratch: two blocks of scores and that of matmul. */
export function attentionScratch(block: i32): usize {
  return (<usize>(2 * ROWS * stride(block)) << 2) + matmulScratch();
}

/** Of row i of scores all that counts is up to i; the next few, up to a multiple of four, get `value`. */
// @ts-ignore: decorator
@inline
function closeRow(row: usize, i: i32, value: f32): void {
  for (let j = i + 1; j & 3; j++) store<f32>(row + (<usize>j << 2), value);
}

/** Scores of rows [i0, i1) of one head, from columns 0 to i1. */
// @ts-ignore: decorator
@inline
function scores(q: usize, k: usize, wide: i32, size: i32, i0: i32, i1: i32, out: usize, s: i32, scratch: usize): void {
  matmul(false, true, i1 - i0, i1, size, q + (<usize>(i0 * wide) << 2), wide, k, wide, out, s, false, scratch);
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
  const inner = scratch + (<usize>(2 * ROWS * s) << 2);
  const scale = f32x4.splat(1 / sqrt<f32>(<f32>size));
  for (let head = from; head < to; head++) {
    const batch = head / heads;
    const q = qkv + (<usize>(batch * block * wide + (head % heads) * size) << 2);
    const k = q + (<usize>width << 2);
    const v = k + (<usize>width << 2);
    const o = out + (<usize>(batch * block * width + (head % heads) * size) << 2);
    for (let i0 = 0; i0 < block; i0 += ROWS) {
      const i1 = min(i0 + ROWS, block);
      scores(q, k, wide, size, i0, i1, scratch, s, inner);
      for (let i = i0; i < i1; i++) {
        const row = scratch + (<usize>((i - i0) * s) << 2);
        const bytes = <usize>((i + 4) & ~3) << 2;
        closeRow(row, i, NEVER);
        let top4 = f32x4.splat(NEVER);
        for (let at: usize = 0; at < bytes; at += 16) top4 = f32x4.max(top4, v128.load(row + at));
        const top = f32x4.splat(max4(top4));
        let sum = f32x4.splat(0);
        for (let at: usize = 0; at < bytes; at += 16) {
          const e = exp4(f32x4.mul(f32x4.sub(v128.load(row + at), top), scale));
          sum = f32x4.add(sum, e);
          v128.store(row + at, e);
        }
        const total = sum4(sum);
        const share = f32x4.splat(1 / total);
        const place = (head * block + i) * s;
        for (let at: usize = 0; at < bytes; at += 16) {
          let p = f32x4.mul(v128.load(row + at), share);
          if (drop > 0) p = v128.and(f32x4.mul(p, f32x4.splat(1 / (1 - drop))), mask4(seed, place + <i32>(at >> 2), drop));
          v128.store(row + at, p);
        }
        memory.fill(row + bytes, 0, (<usize>s << 2) - bytes);
        const highest = f32x4.extract_lane(f32x4.mul(top, scale), 0);
        store<f32>(sums + (<usize>(head * block + i) << 2), highest + <f32>Math.log(<f64>total));
      }
      const to0 = o + (<usize>(i0 * width) << 2);
      matmul(false, false, i1 - i0, size, i1, scratch, s, v, wide, to0, width, false, inner);
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
  const slopes = scratch + (<usize>(ROWS * s) << 2);
  const inner = slopes + (<usize>(ROWS * s) << 2);
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
    const dk = dq + part;
    const dv = dk + part;
    const o0 = <usize>(batch * block * width + (head % heads) * size) << 2;
    for (let i = 0; i < block; i++) {
      memory.fill(dk + (<usize>(i * wide) << 2), 0, <usize>size << 2);
      memory.fill(dv + (<usize>(i * wide) << 2), 0, <usize>size << 2);
    }
    for (let i0 = 0; i0 < block; i0 += ROWS) {
      const i1 = min(i0 + ROWS, block);
      const rows = i1 - i0;
      const down = d + o0 + (<usize>(i0 * width) << 2);
      scores(q, k, wide, size, i0, i1, scratch, s, inner);
      matmul(false, true, rows, i1, size, down, width, v, wide, slopes, s, false, inner);
      for (let i = i0; i < i1; i++) {
        const row = scratch + (<usize>((i - i0) * s) << 2);
        const slope = slopes + (<usize>((i - i0) * s) << 2);
        const bytes = <usize>((i + 4) & ~3) << 2;
        closeRow(row, i, NEVER);
        closeRow(slope, i, 0);
        // Σ over j of weight · its slope is out · d (FlashAttention, appendix B.2).
        let dot: f32 = 0;
        for (let c: usize = 0; c < <usize>size << 2; c += 4)
          dot += load<f32>(out + o0 + (<usize>(i * width) << 2) + c) * load<f32>(d + o0 + (<usize>(i * width) << 2) + c);
        const less = f32x4.splat(dot);
        const sum = f32x4.splat(load<f32>(sums + (<usize>(head * block + i) << 2)));
        const place = (head * block + i) * s;
        for (let at: usize = 0; at < bytes; at += 16) {
          const p = exp4(f32x4.sub(f32x4.mul(v128.load(row + at), scale), sum));
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
        const rest = (<usize>s << 2) - bytes;
        memory.fill(row + bytes, 0, rest);
        memory.fill(slope + bytes, 0, rest);
      }
      const q0 = q + (<usize>(i0 * wide) << 2);
      matmul(true, false, i1, size, rows, scratch, s, down, width, dv, wide, true, inner);
      matmul(false, false, rows, size, i1, slopes, s, k, wide, dq + (<usize>(i0 * wide) << 2), wide, false, inner);
      matmul(true, false, i1, size, rows, slopes, s, q0, wide, dk, wide, true, inner);
    }
  }
}
