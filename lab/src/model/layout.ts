import { floatsOf, learningOf, type Parameter, type Projection, parametersOf, type Shape } from './shape.ts';

/** Addresses (bytes) of everything a training step works on, in one memory. N = batch·block, C = width. */
export interface Layout {
  readonly shape: Shape;
  readonly batch: number;
  readonly parameters: readonly Parameter[];
  /** Bytes of the flat array of weights. */
  readonly bytes: number;
  readonly weights: number;
  /** Of the bytes of a flat array, those that learn: [from, to). The arrays below hold no others, and begin so much further on. */
  readonly learns: readonly [from: number, to: number];
  readonly gradient: number;
  /** AdamW's means of gradients and of their squares. */
  readonly first: number;
  readonly second: number;
  /** [N] of 32-bit integers each. */
  readonly tokens: number;
  readonly targets: number;
  /** Per layer; `entry` of the one behind the last is what leaves it. All [N, C], unless said. */
  readonly layers: readonly LayerPlaces[];
  readonly leaving: number;
  readonly final: { readonly out: number; readonly means: number; readonly rstds: number };
  /** [N, V]; their gradient takes their place. */
  readonly logits: number;
  /** [N] doubles. */
  readonly losses: number;
  /** A double for each stretch of the gradient: its sum of squares. */
  readonly squares: number;
  /** For what lives only within an operator or two: [N, C] twice, [N, 3C], [N, 4C]. */
  readonly down: number;
  readonly spare: number;
  readonly spare3: number;
  readonly spare4: number;
  /** [N, rank]. */
  readonly spareLow: number;
  /** For each thread. */
  readonly scratch: readonly number[];
  /** Where it ends. */
  readonly end: number;
}

export interface LayerPlaces {
  readonly entry: number;
  readonly norm1: number;
  /** [N, 3C]. */
  readonly qkv: number;
  readonly attended: number;
  /** [batch·heads, block]. */
  readonly sums: number;
  readonly middle: number;
  readonly norm2: number;
  /** [N, 4C], before GELU and behind it. */
  readonly inner: number;
  readonly active: number;
  /** [N, rank] each, by the linear layer that an adapter is of. */
  readonly low: Readonly<Partial<Record<Projection, number>>>;
  /** [N] each. */
  readonly means: readonly [number, number];
  readonly rstds: readonly [number, number];
}

/** Stretches of an array of so many numbers whose squares are added up one by one (CHUNK of lab/assembly/rows.ts). */
export const chunksOf = (floats: number): number => Math.ceil(floats / 65_536);

/** Vectors of 64 bytes begin at their multiples. */
const ALIGN = 64;

/** Lays everything out from `start` on; `scratchBytes` = what the kernels need for themselves on a thread. */
export function layoutOf(shape: Shape, batch: number, scratchBytes: number, threads: number, start: number): Layout {
  const { layers, heads, width: C, block, vocabulary, lora } = shape;
  const N = batch * block;
  let at = start;
  const bytesOf = (floats: number): number => Math.ceil((floats * 4) / ALIGN) * ALIGN;
  const take = (floats: number): number => {
    const here = at;
    at += bytesOf(floats);
    return here;
  };
  const parameters = parametersOf(shape);
  const floats = floatsOf(parameters);
  const learning = learningOf(parameters);
  const takeLearning = (): number => take(learning.count) - learning.from * 4;
  const rank = lora?.rank ?? 0;
  return {
    shape,
    batch,
    parameters,
    bytes: floats * 4,
    weights: take(floats),
    learns: [learning.from * 4, floats * 4],
    gradient: takeLearning(),
    first: takeLearning(),
    second: takeLearning(),
    tokens: take(N),
    targets: take(N),
    layers: Array.from({ length: layers }, () => ({
      entry: take(N * C),
      norm1: take(N * C),
      qkv: take(N * 3 * C),
      attended: take(N * C),
      sums: take(batch * heads * block),
      middle: take(N * C),
      norm2: take(N * C),
      inner: take(N * 4 * C),
      active: take(N * 4 * C),
      low: Object.fromEntries((lora?.targets ?? []).map((target) => [target, take(N * rank)])),
      means: [take(N), take(N)] as const,
      rstds: [take(N), take(N)] as const,
    })),
    leaving: take(N * C),
    final: { out: take(N * C), means: take(N), rstds: take(N) },
    logits: take(N * vocabulary),
    losses: take(N * 2),
    squares: take(chunksOf(learning.count) * 2),
    down: take(N * C),
    spare: take(N * C),
    spare3: take(N * 3 * C),
    spare4: take(N * 4 * C),
    spareLow: take(N * rank),
    scratch: Array.from({ length: threads }, () => take(scratchBytes / 4)),
    end: at,
  };
}
