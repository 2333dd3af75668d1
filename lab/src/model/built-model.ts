import type { Kernels } from '../kernels/kernels.ts';
import type { Load, LoadedKernels } from '../kernels/kernels-on.ts';
import { memoryOf } from '../kernels/memory.ts';
import { recorderOf } from '../threads/tape.ts';
import { type Clock, type Hire, teamOf } from '../threads/team.ts';
import { chunksOf, type Layout, layoutOf } from './layout.ts';
import { type Knobs, programOf } from './program.ts';
import type { Shape } from './shape.ts';
import { type Update, updateOf } from './update.ts';

/** A model in memory, ready for steps of `batch` sequences. */
export interface Model {
  readonly layout: Layout;
  readonly threads: number;
  /** Of a BLAS that multiplies. */
  readonly library?: string;
  /** A flat array in the order of `layout.parameters`; the others hold what of it learns, `layout.learns`. */
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
  update(step: Update): void;
  /** Hears how long each operator takes, or no longer. */
  listen(clock?: Clock): void;
  /** Lets its threads go. */
  close(): void;
}

const PASSES = { judge: 0, learn: 1, clear: 2, squares: 3, adamw: 4 } as const;

/** Bytes that the kernels need for themselves on each thread. */
export const scratchOf = (kernels: Kernels, { block, width, heads }: Shape): number =>
  Math.max(kernels.matmulScratch(), kernels.attentionScratch(block, width / heads));

/** Where the kernels are had, and other threads. */
export interface Means {
  readonly threads: number;
  readonly load: Load;
  readonly hire: Hire;
}

/** Takes the memory and puts the kernels on it. Throws RangeError where 4 GiB are not enough. */
export async function builtModel(shape: Shape, batch: number, { threads, load, hire }: Means): Promise<Model> {
  const { kernels } = await load(memoryOf(0).memory);
  const scratch = scratchOf(kernels, shape);
  const { end } = layoutOf(shape, batch, scratch, threads, 0);
  const { memory, start } = memoryOf(end);
  return modelIn(layoutOf(shape, batch, scratch, threads, start), await load(memory), threads, hire);
}

function modelIn(layout: Layout, loaded: LoadedKernels, threads: number, hire: Hire): Model {
  const { shape, batch, bytes, learns } = layout;
  const learning = (learns[1] - learns[0]) / 4;
  const { buffer } = loaded.memory;
  const tokens = batch * shape.block;
  const knobs: Knobs = { drop: 0, seed: 0, scale: 0 };
  const now = { update: { step: 1, rate: 0, beta1: 0.9, beta2: 0.999, decay: 0, clip: 1 } };
  const recorder = recorderOf(loaded.kernels);
  const { forward, backward } = programOf(layout, recorder.kernels, knobs);
  const { clear, squares, adamw } = updateOf(layout, recorder.kernels, now);
  const knobbed = (): string => `${knobs.drop} ${knobs.drop > 0 ? knobs.seed : ''} ${knobs.scale}`;
  const fixed = (): string => '';
  const passes = [
    { operators: forward, state: knobbed },
    { operators: [...forward, ...backward], state: knobbed },
    { operators: [clear], state: fixed },
    { operators: [squares], state: fixed },
    { operators: [adamw], state: () => JSON.stringify(now.update) },
  ];
  const team = teamOf(loaded, recorder, passes, threads, hire);
  let clock: Clock | undefined;
  const run = (pass: keyof typeof PASSES): void => team.run(PASSES[pass], clock);
  const floats = (at: number, count: number): Float32Array => new Float32Array(buffer, at, count);
  const inTokens = new Int32Array(buffer, layout.tokens, tokens);
  const inTargets = new Int32Array(buffer, layout.targets, tokens);
  const losses = new Float64Array(buffer, layout.losses, tokens);
  const sums = new Float64Array(buffer, layout.squares, chunksOf(learning));
  const sum = (numbers: Float64Array): number => numbers.reduce((a, b) => a + b, 0);
  return {
    layout,
    threads,
    library: loaded.blas?.library,
    weights: floats(layout.weights, bytes / 4),
    gradient: floats(layout.gradient + learns[0], learning),
    first: floats(layout.first + learns[0], learning),
    second: floats(layout.second + learns[0], learning),
    logits: floats(layout.logits, tokens * shape.vocabulary),
    loss(given, targets, learn) {
      inTokens.set(given);
      inTargets.set(targets);
      knobs.drop = learn?.drop ?? 0;
      knobs.seed = learn?.seed ?? 0;
      knobs.scale = learn ? 1 / (tokens * learn.parts) : 0;
      run(learn ? 'learn' : 'judge');
      return sum(losses) / tokens;
    },
    clearGradient: () => run('clear'),
    gradientNorm() {
      run('squares');
      return Math.sqrt(sum(sums));
    },
    update(step) {
      now.update = step;
      run('adamw');
    },
    listen(heard) {
      clock = heard;
    },
    close: () => team.close(),
  };
}
