import type { Convention } from './conventions.ts';
import type { TrainingRow } from './row.ts';

export interface Recompute {
  readonly recompute: 'none' | 'selective' | 'full';
  /** Layers of a stage that are run again; null = all. */
  readonly recomputeLayers: number | null;
  readonly assumed: readonly string[];
}

/**
 * What is run again in backward. The engine knows none, the attention core, or so many layers in full; policies between are told by
 * the share of a forward they repeat: torchtitan's "selective op" and XLA's save_qkv_proj repeat half the products (fitted 0.495),
 * "selective layer" every second layer.
 */
export function recomputeOfRow(
  row: TrainingRow,
  convention: Convention,
  layersPerStage: number,
  expertShare = 1,
): Recompute {
  const printed = row.run.recompute ?? recipeText(row);
  const half = (why: string): Recompute => ({
    recompute: 'full',
    recomputeLayers: Math.max(1, Math.round(layersPerStage / 2)),
    assumed: [`recompute=half of a forward (${why})`],
  });
  const plain = (recompute: Recompute['recompute'], assumed: string[] = []): Recompute => ({
    recompute,
    recomputeLayers: null,
    assumed,
  });
  if (printed === undefined) {
    return convention.recompute === 'half'
      ? half('policy not stated')
      : plain(convention.recompute, [`recompute=${convention.recompute}`]);
  }
  const text = printed.toLowerCase();
  if (/^(none|no|off|false|null)$/.test(text) || /minimal/.test(text)) return plain('none');
  if (/save_qkv|qkv_proj|custom|selective op|selective layer/.test(text)) return half(printed.slice(0, 40));
  if (convention.name === 'fms-fsdp' && text === 'selective') return half('selective blocks');
  // Megatron-Core's modules: a whole expert part is most of a layer; norms and activation functions next to nothing.
  if (/selective: .*\bmoe\b/.test(text))
    return {
      recompute: 'full',
      recomputeLayers: Math.max(1, Math.round(expertShare * layersPerStage)),
      assumed: [`recompute=full in layers with experts for "${printed}"`],
    };
  if (/selective/.test(text)) return plain('selective');
  const blocks = /full, (\d+) layers/.exec(text)?.[1];
  if (blocks !== undefined) return { recompute: 'full', recomputeLayers: Number(blocks), assumed: [] };
  if (/full/.test(text)) return plain('full');
  return plain(convention.recompute === 'half' ? 'full' : convention.recompute, [`recompute=${convention.recompute}`]);
}

function recipeText(row: TrainingRow): string | undefined {
  const recipe = row.recipe;
  if (!recipe || !('recompute' in recipe)) return undefined;
  // A recipe that was read and names no recomputation does none.
  return typeof recipe.recompute === 'string' ? recipe.recompute : 'none';
}
