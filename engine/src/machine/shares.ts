import type { Dtype } from '../facts/index.ts';
import { FITTED_SHARES } from './fitted-shares.generated.ts';
import { sourceOfFitted, type Values, valuesOf } from './fitted-value.ts';

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
  /** Rate of a narrower format as a share of (its own peak x the 16-bit share). */
  readonly formats: Readonly<Partial<Record<Dtype, number>>>;
  /** `family`: this architecture's runs were studied; `datasheet`: borrowed. */
  readonly grade: 'family' | 'datasheet';
  readonly source: string;
}

/** Ids of the values that shares are built from; `calibration/training.ts` fits them. */
export type ShareId = keyof typeof FITTED_SHARES;

const FAMILIES = [
  { key: 'ampere', architectures: ['ampere'] },
  { key: 'hopper', architectures: ['hopper'] },
  { key: 'blackwell', architectures: ['blackwell'] },
  { key: 'tpu-v6e', architectures: ['tpu-v6e'] },
] as const;

/** A higher power limit on the same die lets products keep more of their clock. */
const ULTRA = { architectures: ['blackwell-ultra'], matmul: 1.1, nvfp4: 0.75 }; // GB300 of 1,400 W beside GB200 of 1,200 W, NVIDIA datasheets; no run in the fit

/**
 * A processor that `ridgepoint lab probe` has measured: its stated peak is what large products come to there, in steps of training.
 * Attention reaches less of it: it makes exponentials, and packs what it multiplies.
 */
const PROBED: Shares = {
  architectures: ['cpu'],
  matmul: 1,
  attentionForward: 0.6,
  attentionBackward: 0.75,
  formats: {},
  grade: 'family',
  source: 'steps of the lab over 67 shapes on an AMD EPYC, 2026-11-29 (docs/lab.md)',
};

/** Shares of every studied architecture from a table of values. */
export function sharesWith(values: Values<ShareId>): readonly Shares[] {
  const studied = FAMILIES.map(
    ({ key, architectures }): Shares => ({
      architectures,
      matmul: values[`${key}.matmul`],
      attentionForward: values[`${key}.attention-forward`],
      attentionBackward: values[`${key}.attention-backward`],
      formats: formatsOf(key, values),
      grade: 'family',
      source: sourceOfFitted(FITTED_SHARES[`${key}.matmul`]),
    }),
  );
  const blackwell = studied.find((s) => s.architectures.includes('blackwell'))!;
  return [
    ...studied,
    {
      ...blackwell,
      architectures: ULTRA.architectures,
      matmul: ULTRA.matmul * blackwell.matmul,
      // Half as many 4-bit units again within a sixth more power: clocks give way.
      formats: {
        ...blackwell.formats,
        nvfp4: ULTRA.nvfp4 * (blackwell.formats.nvfp4 ?? 1),
        fp4: ULTRA.nvfp4 * (blackwell.formats.fp4 ?? 1),
      },
      source: `${blackwell.source}, and a higher power limit`,
    },
    PROBED,
  ];
}

function formatsOf(key: (typeof FAMILIES)[number]['key'], values: Values<ShareId>): Shares['formats'] {
  if (key === 'hopper') return { ...FORMAT_SHARE, fp8: values['hopper.fp8'], mxfp8: values['hopper.fp8'] };
  if (key !== 'blackwell') return FORMAT_SHARE;
  return {
    ...FORMAT_SHARE,
    fp8: values['blackwell.fp8'],
    mxfp8: values['blackwell.mxfp8'],
    nvfp4: values['blackwell.nvfp4'],
    fp4: values['blackwell.nvfp4'],
  };
}

/** Share of a chip's reachable rate that training sustains, where its architecture was not studied: median of the three above. */
export const SUSTAINED_DEFAULT = 0.86;
/** Reachable share of the dense peak of a chip with no published product: median of twelve published ones (0.51-0.97). */
export const REACHABLE_DEFAULT = 0.77;
/**
 * Systolic arrays at a fixed clock keep what they reach: MaxText publishes 66.9 % model FLOP utilisation with full recompute on 256 TPU v5e,
 * which is 89 % of peak in the products (AI-Hypercomputer/maxtext README, 2024); Gaudi 2 reaches 97 % on one product.
 */
export const SYSTOLIC = { reachable: 0.9, sustained: 1 };
/** Fused attention as a share of the matmul rate, where it was not measured: medians of the studied architectures' fits above. */
export const ATTENTION_OF_MATMUL = { forward: 0.6, backward: 0.45 };
/** Share of memory bandwidth that streaming kernels reach. */
export const MEMORY_SHARE = 0.8; // aiconfigurator uses 0.8 for every GPU; kernel tables give 0.78-0.92

/** Rate of a narrower format as a share of (its own peak x the 16-bit share) where an architecture was not studied: `FITTED_ONCE`, on H100 and B200. */
export const FORMAT_SHARE: Readonly<Partial<Record<Dtype, number>>> = {
  fp8: 0.935,
  mxfp8: 0.86,
  nvfp4: 0.69,
  fp4: 0.69,
};

export { FITTED_SHARES };

export const SHARES: readonly Shares[] = sharesWith(valuesOf(FITTED_SHARES));

/** Shares of an architecture, out of `table`; undefined where it was not studied. */
export function sharesOf(architecture: string, table: readonly Shares[] = SHARES): Shares | undefined {
  return table.find((s) => s.architectures.includes(architecture.toLowerCase()));
}
