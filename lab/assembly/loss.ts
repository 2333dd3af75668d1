// Cross-entropy of the next token.
import { exp1, exp4, max4, sum4 } from './vector';

/**
 * Rows [from, to) of logits [., n]: -log softmax at the target into `losses` (doubles), and (softmax - one-hot) · scale in the logits'
 * place where `scale` is not zero. A target below zero is not counted.
 */
export function crossEntropy(
  logits: usize,
  targets: usize,
  losses: usize,
  n: i32,
  scale: f32,
  from: i32,
  to: i32,
): void {
  const bytes = (<usize>n) << 2;
  const wide = bytes & ~15;
  for (let i = from; i < to; i++) {
    const row = logits + <usize>i * bytes;
    const target = load<i32>(targets + ((<usize>i) << 2));
    if (target < 0) {
      store<f64>(losses + ((<usize>i) << 3), 0);
      if (scale != 0) memory.fill(row, 0, bytes);
      continue;
    }
    let at: usize = 0;
    let top4 = f32x4.splat(f32.NEGATIVE_INFINITY);
    for (; at < wide; at += 16) top4 = f32x4.max(top4, v128.load(row + at));
    let top = max4(top4);
    for (; at < bytes; at += 4) top = max(top, load<f32>(row + at));
    const right = load<f32>(row + ((<usize>target) << 2)) - top;
    const most = f32x4.splat(top);
    let sum4s = f32x4.splat(0);
    for (at = 0; at < wide; at += 16) {
      const e = exp4(f32x4.sub(v128.load(row + at), most));
      sum4s = f32x4.add(sum4s, e);
      if (scale != 0) v128.store(row + at, e);
    }
    let sum = sum4(sum4s);
    for (; at < bytes; at += 4) {
      const e = exp1(load<f32>(row + at) - top);
      sum += e;
      if (scale != 0) store<f32>(row + at, e);
    }
    store<f64>(losses + ((<usize>i) << 3), Math.log(<f64>sum) - <f64>right);
    if (scale == 0) continue;
    const share: f32 = scale / sum;
    for (at = 0; at < wide; at += 16) v128.store(row + at, f32x4.mul(v128.load(row + at), f32x4.splat(share)));
    for (; at < bytes; at += 4) store<f32>(row + at, load<f32>(row + at) * share);
    store<f32>(row + ((<usize>target) << 2), load<f32>(row + ((<usize>target) << 2)) - scale);
  }
}
