import { attention, attentionBackward } from './attention.ts';
import { add, bias, clear, copy, dropout, gelu, geluLearning, multiply } from './elements.ts';
import { matmul } from './matmul.ts';
import { biasBackward, norm, normBackward, normWeights } from './norm.ts';
import type { GpuKernel } from './shader.ts';
import { crossEntropy, embed, embedBackward } from './tokens.ts';
import { adamw, clipFactor, sumSquares } from './update.ts';

/** Every kernel that a step of training calls, by the names that wasm has for them, and one more. */
export const GPU_KERNELS = {
  matmul,
  attention,
  attentionBackward,
  norm,
  normBackward,
  normWeights,
  gelu,
  geluLearning,
  multiply,
  crossEntropy,
  copy,
  clear,
  add,
  bias,
  biasBackward,
  dropout,
  embed,
  embedBackward,
  sumSquares,
  adamw,
  clipFactor,
} as const satisfies Readonly<Record<string, GpuKernel>>;
