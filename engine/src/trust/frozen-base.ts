import type { TrainingEstimate } from '../training/index.ts';

/**
 * Seconds of a LoRA step from a full-training estimate of the same strategy: the base's weight gradients are not computed (a third of
 * the products), nor its gradients reduced, nor its optimizer run. The adapters' own work is below one per cent and left out.
 * Source: Hu et al. 2021 (arXiv:2106.09685) section 4.2. Post-training has its own model; this only reads published LoRA tables.
 */
export function frozenBaseSeconds(estimate: TrainingEstimate): number {
  const { parts, step } = estimate;
  const pipeline = step.value - parts.optimizer - parts.exposedDp - parts.other;
  const busy = pipeline - parts.bubble - parts.exposedPp;
  const kept = busy > 0 ? 1 - parts.matmul / 3 / busy : 1;
  return pipeline * kept + parts.other;
}
