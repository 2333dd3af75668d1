import type { Chip, Dtype, PublishedTraining } from '../../facts/index.ts';
import type { Architecture } from '../../model/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { Precision } from '../../training/strategy.ts';

/** Tokens that use compute best for a model of this size: about 20 a parameter. */
export const defaultTokens = (parameters: number): Assumed & { value: number } => ({
  key: 'tokens',
  value: 20 * parameters,
  unit: 'token',
  source: '20 a parameter, Hoffmann et al. 2022 (arXiv:2203.15556)',
});

/** Pre-training sequences: the model's own where they are published, else the config's longest context up to 8,192, where Llama 3 and its peers pre-train. */
export function defaultSequence(
  { maxPositions }: Architecture,
  published?: PublishedTraining,
): Assumed & { value: number } {
  const key = 'sequence';
  if (published) return { key, value: published.sequence, unit: 'token', source: published.source };
  if (maxPositions > 0 && maxPositions <= 8192)
    return { key, value: maxPositions, unit: 'token', source: "the config's longest context" };
  return { key, value: 8192, unit: 'token', source: 'pre-training length of Llama 3 (arXiv:2407.21783, section 3.4)' };
}

const BATCHES = [
  { below: 2e9, tokens: 2 ** 19, source: 'GPT-3 up to 760M (arXiv:2005.14165, table 2.1)' },
  { below: 1e11, tokens: 2 ** 22, source: 'Llama 2, all sizes (arXiv:2307.09288, table 1)' },
  { below: Infinity, tokens: 2 ** 24, source: 'Llama 3.1 405B (arXiv:2407.21783, section 3.4.1)' },
] as const;

/** Sequences of a step: as many tokens as the model's own step where that is published, else 0.5, 4 or 16 Mi by its size. */
export function defaultBatch(
  parameters: number,
  sequence: number,
  published?: PublishedTraining,
): Assumed & { value: number } {
  const rule = published
    ? { tokens: published.batch * published.sequence, source: published.source }
    : (BATCHES.find((b) => parameters < b.below) ?? BATCHES[2]);
  return {
    key: 'batch',
    value: Math.max(1, Math.round(rule.tokens / sequence)),
    unit: 'sequences',
    source: rule.source,
  };
}

const COMPUTE = ['bf16', 'fp16', 'tf32', 'fp32'] as const;

/** The widest-used training format that the chip multiplies in. */
export function defaultPrecision(chip: Chip): Assumed & { value: Precision['compute'] } {
  const value = COMPUTE.find((dtype) => chip.peak[dtype as Dtype]) ?? 'fp32';
  return { key: 'precision', value, source: 'widest used format of the chip' };
}

/** Whose software is taken to run: Megatron-Core on GPUs, XLA on TPUs, with CUDA graphs on Blackwell, the lab on a processor. */
export function defaultPreset(chip: Chip): Assumed & { value: string } {
  const usual = /^blackwell/i.test(chip.architecture) ? 'megatron-bridge' : 'megatron-core';
  const value = USUAL_SOFTWARE[chip.kind] ?? usual;
  return { key: 'preset', value, source: 'usual for the chip' };
}

/** Today's software is not that of a run of the past: which preset speaks for that. */
export const presetOfThen = (preset: string, published?: PublishedTraining): Assumed[] =>
  published?.preset === undefined || published.preset === preset
    ? []
    : [{ key: 'preset_then', value: published.preset, source: `--preset ${published.preset}` }];

const USUAL_SOFTWARE: Readonly<Partial<Record<Chip['kind'], string>>> = { tpu: 'xla-fsdp', cpu: 'ridgepoint-lab' };
