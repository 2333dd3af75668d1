// Functions of four floats at once.

/** a·b + c, in one rounding where the machine has it. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The four added up. */
// @ts-ignore: decorator
@inline
export function sum4(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The largest of the four. */
// @ts-ignore: decorator
@inline
export function max4(x: v128): f32 {
  const pairs = f32x4.max(x, v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Where e^x would be less than the smallest normal float, and where more than the largest. */
const LOWEST: f32 = -87.33654;
const HIGHEST: f32 = 88.37626;

/** 1.5 · 2^23: what is added to it is rounded to a whole number, which then stands in its last bits. */
const WHOLE: f32 = 12582912;

/** e^x to two units in the last place, down to LOWEST and no further; x at most HIGHEST. */
// @ts-ignore: decorator
@inline
export function expBelow(x: v128): v128 {
  // x = n·ln 2 + r, e^r by its series (minimax coefficients of Cephes' expf, Moshier 1989), 2^n by the exponent's bits.
  const held = f32x4.max(x, f32x4.splat(LOWEST));
  const shifted = fma(held, f32x4.splat(1.44269504088896341), f32x4.splat(WHOLE));
  const n = f32x4.sub(shifted, f32x4.splat(WHOLE));
  // ln 2 in two parts: the first has few bits, so that n times it is exact.
  const r = fma(n, f32x4.splat(2.12194440e-4), fma(n, f32x4.splat(-0.693359375), held));
  let series = f32x4.splat(1.9875691500e-4);
  series = fma(series, r, f32x4.splat(1.3981999507e-3));
  series = fma(series, r, f32x4.splat(8.3334519073e-3));
  series = fma(series, r, f32x4.splat(4.1665795894e-2));
  series = fma(series, r, f32x4.splat(1.6666665459e-1));
  series = fma(series, r, f32x4.splat(5.0000001201e-1));
  const powers = fma(f32x4.mul(r, r), series, f32x4.add(r, f32x4.splat(1)));
  return f32x4.mul(powers, i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23)));
}

/** e^x; below LOWEST it is zero. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  return v128.and(expBelow(f32x4.min(x, f32x4.splat(HIGHEST))), f32x4.ge(x, f32x4.splat(LOWEST)));
}

/** e^x of one float. */
// @ts-ignore: decorator
@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/** Σ a·b over `bytes` of each. */
// @ts-ignore: decorator
@inline
export function dot(a: usize, b: usize, bytes: usize): f32 {
  const wide = bytes & ~15;
  let sum = f32x4.splat(0);
  let at: usize = 0;
  for (; at < wide; at += 16) sum = fma(v128.load(a + at), v128.load(b + at), sum);
  let total = sum4(sum);
  for (; at < bytes; at += 4) total += load<f32>(a + at) * load<f32>(b + at);
  return total;
}
