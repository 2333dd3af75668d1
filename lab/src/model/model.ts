import type { Kernels } from '../kernels/kernels.ts';
import { loadKernels, memoryOf } from '../kernels/load-kernels.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type Knobs, programOf } from './program.ts';
import type { Shape } from './shape.ts';

/** A model in memory, ready for steps of `batch` sequences. */
export interface Model {
  readonly layout: Layout;
  /** Flat arrays in the order of `layout.parameters`. */
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly logits: Float32Array;
  /**
   * Mean loss over a batch: tokens [batch·block] and what follows each. With `learn`, its gradient, divided by `learn.parts`, is added
   * onto `gradient`, and `learn.drop` of the activations are dropped, by `learn.seed`.
   */
  loss(tokens: Int32Array, targets: Int32Array, learn?: { parts: number; drop: number; seed: number }): number;
  clearGradient(): void;
  /** The gradient's length. */
  gradientNorm(): number;
  /** One step of AdamW, number `step` from 1 on, with gradients times `clip`. */
  update(step: Update): void;
}

export interface Update {
  readonly step: number;
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly decay: number;
  readonly clip: number;
}

/** torch's default of AdamW. */
const EPSILON = 1e-8;

/** Takes the memory and loads the kernels. Throws RangeError where 4 GiB are not enough. */
export async function modelOf(shape: Shape, batch: number, kernelFolder: URL): Promise<Model> {
  const probe = await loadKernels(memoryOf(0).memory, kernelFolder);
  const scratch = Math.max(probe.matmulScratch(), probe.attentionScratch(shape.block));
  const { end } = layoutOf(shape, batch, scratch, 1, 0);
  const { memory, start } = memoryOf(end);
  const kernels = await loadKernels(memory, kernelFolder);
  return modelIn(memory, layoutOf(shape, batch, scratch, 1, start), kernels);
}

function modelIn(memory: WebAssembly.Memory, layout: Layout, kernels: Kernels): Model {
  const { shape, batch, parameters, bytes } = layout;
  const tokens = batch * shape.block;
  const knobs: Knobs = { drop: 0, seed: 0, scale: 0 };
  const { forward, backward } = programOf(layout, kernels, knobs);
  const floats = (at: number, count: number): Float32Array => new Float32Array(memory.buffer, at, count);
  const inTokens = new Int32Array(memory.buffer, layout.tokens, tokens);
  const inTargets = new Int32Array(memory.buffer, layout.targets, tokens);
  return {
    layout,
    weights: floats(layout.weights, bytes / 4),
    gradient: floats(layout.gradient, bytes / 4),
    first: floats(layout.first, bytes / 4),
    second: floats(layout.second, bytes / 4),
    logits: floats(layout.logits, tokens * shape.vocabulary),
    loss(given, targets, learn) {
      inTokens.set(given);
      inTargets.set(targets);
      knobs.drop = learn?.drop ?? 0;
      knobs.seed = learn?.seed ?? 0;
      for (const run of forward) run(0, 1);
      const scale = learn ? 1 / (tokens * learn.parts) : 0;
      const sum = kernels.crossEntropy(layout.logits, layout.targets, shape.vocabulary, scale, 0, tokens);
      if (learn) for (const run of backward) run(0, 1);
      return sum / tokens;
    },
    clearGradient: () => kernels.clear(layout.gradient, 0, bytes),
    gradientNorm: () => Math.sqrt(kernels.sumSquares(layout.gradient, 0, bytes)),
    update({ step, rate, beta1, beta2, decay, clip }) {
      const root = 1 / Math.sqrt(1 - beta2 ** step);
      const { weights, gradient, first, second } = layout;
      for (const { at, size, decays } of parameters) {
        const to = (at + Math.ceil(size / 4) * 4) * 4;
        const held = decays ? rate * decay : 0;
        const grown = rate / (1 - beta1 ** step);
        kernels.adamw(weights, gradient, first, second, beta1, beta2, EPSILON, grown, root, held, clip, at * 4, to);
      }
    },
  };
}
