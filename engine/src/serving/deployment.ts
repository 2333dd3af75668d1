import type { Dtype } from '../facts/index.ts';
import type { Machine } from '../machine/index.ts';
import type { Architecture, VisionTower } from '../model/index.ts';

/**
 * How numbers are stored and multiplied. `weights` = stored kind; products run in `products` (for weight-only kinds the activations' format).
 * One entry of `quantisation/formats.ts`.
 */
export interface WeightFormat {
  readonly id: string;
  /** Bits of one weight, scales and zero points included. */
  readonly bits: number;
  /** Format that the products run in on a chip that has it. */
  readonly products: Dtype;
  /** Formats of fits in cost/kernels: of dense products and of experts. */
  readonly gemmFit: string;
  readonly expertsFit: string;
  /** Activations are narrowed before each product. */
  readonly quantisesActivations: boolean;
  /** Embedding, head and norms stay in 16 bit; bits of what is not quantised. */
  readonly restBits: number;
  /** What else does in the published checkpoint of a network; absent = nothing. */
  readonly wide?: readonly WidePart[];
}

/** Parts of a network that checkpoints leave in 16 bit: projections into attention, out of it, shared experts, dense feed-forward parts. */
export type WidePart = 'attention' | 'output' | 'shared-expert' | 'mlp';

/** One replica of a model on accelerators. Ranks = tensor x pipeline x attention-data-parallel. */
export interface Deployment {
  readonly tp: number;
  readonly pp: number;
  /** Attention data parallelism inside one engine (DeepSeek style); 1 = none. */
  readonly dp: number;
  /** Ranks that the experts are spread over whole; tp x dp / ep ranks share each expert's width. */
  readonly ep: number;
  readonly weights: WeightFormat;
  /** Elements of the KV cache. */
  readonly kv: 'bf16' | 'fp16' | 'fp8' | 'int8' | 'fp4' | 'int4';
}

/** A model on accelerators under an engine: what a replica's iteration, memory and power follow from. */
export interface ServingProblem {
  readonly architecture: Architecture;
  /** The accelerators of one replica and their network. */
  readonly machine: Machine;
  readonly deployment: Deployment;
  /** Id of a profile: engine and version. */
  readonly engine: string;
  /** Absent = prompts are of text alone. */
  readonly pictures?: Pictures;
}

/** Pictures, or frames of films, in the prompts of all requests. */
export interface Pictures {
  readonly tower: VisionTower;
  /** Of a prompt's tokens that are computed, those that are of pictures. */
  readonly share: number;
  /** Patches of one picture, which attend to each other; pictures of one request. */
  readonly patches: number;
  readonly count: number;
}
