import type { Dtype } from '../facts/index.ts';

/**
 * From a datasheet peak to what training reaches. Two steps, each named:
 * `reachable` = share of the dense peak that the best published large product reaches (a fact of the chip where measured);
 * `sustained` = what is left of that during training, where power and clocks bind.
 */
export interface Shares {
  readonly architectures: readonly string[];
  /** Sustained share of the dense bf16 peak in training, reachable share included. */
  readonly matmul: number;
  /** Fused attention forward and backward, share of the dense 16-bit peak. */
  readonly attentionForward: number;
  readonly attentionBackward: number;
  /** `family`: this architecture's runs were studied; `datasheet`: borrowed. */
  readonly grade: 'family' | 'datasheet';
  readonly source: string;
}

const STUDY = 'Ridgepoint training study 2026-11';

export const SHARES: readonly Shares[] = [
  {
    architectures: ['ampere'],
    matmul: 0.81,
    attentionForward: 162 / 312,
    attentionBackward: 0.27,
    grade: 'family',
    source: `${STUDY}, A100 runs 2021-2023`,
  },
  {
    architectures: ['hopper'],
    matmul: 0.69,
    attentionForward: 364 / 989.4,
    attentionBackward: 309 / 989.4,
    grade: 'family',
    source: `${STUDY}, H100 runs 2023-2026`,
  },
  {
    architectures: ['blackwell'],
    matmul: 0.55,
    attentionForward: 1005 / 2250,
    attentionBackward: 958 / 2250,
    grade: 'family',
    source: `${STUDY}, B200 and GB200 runs 2025-2026; product share set on 48 dense ones with the terms of this engine`,
  },
  {
    architectures: ['blackwell-ultra'],
    matmul: 0.61,
    attentionForward: 1005 / 2250,
    attentionBackward: 958 / 2250,
    grade: 'family',
    source: `${STUDY}, B200 and GB200 runs 2025-2026, and a higher power limit`,
  },
  {
    architectures: ['tpu-v6e'],
    matmul: 0.66,
    attentionForward: 0.4,
    attentionBackward: 0.3,
    grade: 'family',
    source: `${STUDY}, Trillium recipes: 918 TFLOP/s over 1.64 TB/s starve on most shapes`,
  },
];

/** Share of a chip's reachable rate that training sustains, where its architecture was not studied: median of the three above. */
export const SUSTAINED_DEFAULT = 0.86;
/** Reachable share of the dense peak of a chip with no published product: median of twelve published ones (0.51-0.97). */
export const REACHABLE_DEFAULT = 0.77;
/**
 * Systolic arrays at a fixed clock keep what they reach: MaxText publishes 66.9 % model FLOP utilisation with full recompute on 256 TPU v5e,
 * which is 89 % of peak in the products (AI-Hypercomputer/maxtext README, 2024); Gaudi 2 reaches 97 % on one product.
 */
export const SYSTOLIC = { reachable: 0.9, sustained: 1 };
/** Fused attention as a share of the matmul rate, where it was not measured. */
export const ATTENTION_OF_MATMUL = { forward: 0.6, backward: 0.45 };
/** Share of memory bandwidth that streaming kernels reach. */
export const MEMORY_SHARE = 0.8; // aiconfigurator uses 0.8 for every GPU; kernel tables give 0.78-0.92

/** Rate of a narrower format as a share of (its own peak x the 16-bit sustained share). */
export const FORMAT_SHARE: Readonly<Partial<Record<Dtype, number>>> = {
  fp8: 0.935,
  mxfp8: 0.86,
  nvfp4: 0.69,
  fp4: 0.69,
};

export function sharesOf(architecture: string): Shares | undefined {
  return SHARES.find((s) => s.architectures.includes(architecture.toLowerCase()));
}
