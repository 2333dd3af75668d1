import type { Kernels } from '../kernels/kernels.ts';
import { attention, attentionBackward } from './attention.ts';
import { add, bias, clear, copy, dropout, gelu, geluLearning, multiply, scale } from './elements.ts';
import { matmul } from './matmul.ts';
import { biasBackward, norm, normBackward, normWeights } from './norm.ts';
import type { GpuKernel } from './shader.ts';
import { crossEntropy, embed, embedBackward } from './tokens.ts';
import { adamw, clipFactor, sumSquares } from './update.ts';

/** What only wasm has: its scratch, and a token at a time. */
type Elsewhere = 'matmulScratch' | 'attentionScratch' | 'vectorMatrix' | 'matrixVector' | 'attendOne';

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
  scale,
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
} as const satisfies Readonly<Record<Exclude<keyof Kernels, Elsewhere> | 'clipFactor', GpuKernel>>;
