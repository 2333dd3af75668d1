// GELU as nanoGPT has it (torch's default): x·Φ(x), Φ the normal distribution by the error function. Hendrycks and Gimpel,
// arXiv:1606.08415.
import { expBelow, fma } from './vector';

/** Φ(x) by Abramowitz and Stegun 7.1.26, within 1e-7, from `bell` = e^(-x²/2). */
// @ts-ignore: decorator
@inline
function normal(x: v128, bell: v128): v128 {
  // t = 1 / (1 + p·|x|/√2)
  const t = f32x4.div(f32x4.splat(1), fma(f32x4.abs(x), f32x4.splat(0.3275911 * 0.7071067811865476), f32x4.splat(1)));
  let series = f32x4.splat(1.061405429);
  series = fma(series, t, f32x4.splat(-1.453152027));
  series = fma(series, t, f32x4.splat(1.421413741));
  series = fma(series, t, f32x4.splat(-0.284496736));
  series = fma(series, t, f32x4.splat(0.254829592));
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(series, t), bell), f32x4.splat(0.5));
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(x, f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function bellOf(x: v128): v128 {
  return expBelow(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/** out = GELU(x), over bytes [from, to) of both; ends are multiples of 16. */
export function gelu(x: usize, out: usize, from: usize, to: usize): void {
  for (let at = from; at < to; at += 16) {
    const v = v128.load(x + at);
    v128.store(out + at, f32x4.mul(v, normal(v, bellOf(v))));
  }
}

/** The same, and x = GELU'(x) = Φ(x) + x·φ(x): nobody needs x any more, and the way back is a product then. */
export function geluLearning(x: usize, out: usize, from: usize, to: usize): void {
  // Two vectors at a time share the constants, which V8 makes anew in every turn of a loop.
  let at = from;
  for (; at + 32 <= to; at += 32) {
    const v = v128.load(x + at);
    const w = v128.load(x + at, 16);
    const bellV = bellOf(v);
    const bellW = bellOf(w);
    const belowV = normal(v, bellV);
    const belowW = normal(w, bellW);
    v128.store(out + at, f32x4.mul(v, belowV));
    v128.store(out + at, f32x4.mul(w, belowW), 16);
    v128.store(x + at, slopeOf(v, bellV, belowV));
    v128.store(x + at, slopeOf(w, bellW, belowW), 16);
  }
  for (; at < to; at += 16) {
    const v = v128.load(x + at);
    const bell = bellOf(v);
    const below = normal(v, bell);
    v128.store(out + at, f32x4.mul(v, below));
    v128.store(x + at, slopeOf(v, bell, below));
  }
}

// @ts-ignore: decorator
@inline
function slopeOf(x: v128, bell: v128, below: v128): v128 {
  return fma(x, f32x4.mul(bell, f32x4.splat(0.3989422804014327)), below);
}
