import { ATTENTION_BACKWARD } from '../attention.ts';

/**
 * Rate of fused attention backward, as a share of its forward rate: 1,000 of 1,460 TFLOP/s on B200, multi-head attention of a long
 * prompt. FlashMLA README (deepseek-ai/FlashMLA, 9241ae3), figures as reported by NVIDIA. No table times backward attention.
 */
export const BACKWARD_RATE_SHARE = 1000 / 1460;

/**
 * Microseconds of attention backward from those of forward on the same shape: five products for two, at the backward's lower rate.
 * One published pair stands behind it: a stated ratio, not a fit.
 */
export const attentionBackwardMicroseconds = (forward: number): number =>
  (forward * ATTENTION_BACKWARD) / BACKWARD_RATE_SHARE;
