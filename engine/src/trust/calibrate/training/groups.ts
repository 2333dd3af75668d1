/**
 * Families that share a chip, a framework and authors fall together: leaving one out while its twin stays in would not be leaving out.
 * Source: Ridgepoint training study 2026-11, section 5.
 */
const TOGETHER: readonly (readonly [RegExp, string])[] = [
  [/^llm-foundry/, 'llm-foundry'],
  [/^(nemo|nemo-launcher|megatron-lm)\//, 'nemo'],
  [/^nemo-longseq/, 'nemo-longseq'],
  [/^fms-fsdp/, 'fms-fsdp'],
  [/^maxtext\/v/, 'maxtext-tpu'],
  [/^megatron-2020/, 'megatron-2020'],
  [/^torchtune/, 'torchtune'],
];

/** The group that is left out when this family is. */
export const groupOfFamily = (family: string): string =>
  TOGETHER.find(([pattern]) => pattern.test(family))?.[1] ?? family;
