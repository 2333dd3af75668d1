import type { Chip } from '../../facts/index.ts';
import { presetById } from '../../training/presets.ts';
import type { Convention } from './conventions.ts';
import type { TrainingRow } from './row.ts';

/**
 * The framework preset of a row: its convention's, refined by what the row's recipe says of the dispatcher. A refinement that the
 * engine does not know falls back to the convention's.
 */
export function presetOfRow(row: TrainingRow, convention: Convention, chip: Chip): string {
  // The attention kernels of 2023 lag behind today's on Hopper only: on Ampere they were at their best then.
  if (convention.preset === 'fsdp-2023' && chip.architecture !== 'hopper') return 'fsdp';
  const kind = dispatcherOf(row);
  const refined = kind === undefined ? undefined : `${convention.preset}-${kind}`;
  return refined !== undefined && presetById(refined) ? refined : convention.preset;
}

/**
 * NeMo 24-25: every performance recipe with experts adds MegatronTokenDropCallback over NCCL's all-to-all (NVIDIA/NeMo, April and May 2025:
 * scripts/performance/llm/pretrain_deepseek_v3.py and pretrain_grok1_314b.py, nemo/collections/llm/recipes/llama4_e128.py and mixtral_8x7b.py).
 */
const DROPPED = /^(dgxc|nemo|nemo-launcher)\//;

/** How tokens reach their experts: through NCCL, waiting on the host, with tokens dropped, or overlapped with another micro-batch. */
function dispatcherOf(row: TrainingRow): 'alltoall' | 'alltoall-overlap' | 'drop' | 'overlap' | 'eager' | undefined {
  if (!row.model.experts && !row.run.ep) return undefined;
  if (/token ?drop/i.test(row.notes ?? '') || DROPPED.test(row.family)) return 'drop';
  const recipe = row.recipe ?? {};
  const inner = (recipe.recipe ?? {}) as Record<string, unknown>;
  if (inner.moe_pad_expert_input_to_capacity === 'true' || inner.moe_expert_capacity_factor !== undefined)
    return 'drop';
  if ('dispatcher' in recipe && recipe.dispatcher === null)
    return recipe.a2a_overlap === true ? 'alltoall-overlap' : 'alltoall';
  if (recipe.a2a_overlap === true) return 'overlap';
  // DeepEP waits for counts whatever is captured; graphs named with "none" are not taken.
  const captured = typeof recipe.cuda_graph === 'string' && !recipe.cuda_graph.startsWith('none');
  return 'dispatcher' in recipe && (recipe.dispatcher === 'deepep' || !captured) ? 'eager' : undefined;
}
