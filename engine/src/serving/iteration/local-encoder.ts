import { towerElements, visionFlops } from '../../model/index.ts';
import type { Pictures } from '../deployment.ts';
import type { LocalTable } from '../profile/index.ts';
import type { LocalChip } from './local-chip.ts';

const WEIGHT_BYTES = 2; // the tower's file (mmproj) is in 16 bit
export const SCORE_BYTES = 4;

/**
 * Seconds that the tower takes for each prompt token of a request in engines that launch every kernel: pictures one after another, on one
 * card, before the prompt (llama.cpp, tools/mtmd: mtmd_encode). By the terms of a prompt's piece: products at the same rate or weights
 * through memory and the gaps of its layers, whichever is longer; scores of attention through memory. Nothing is fitted to towers.
 */
export function localEncoderSeconds(
  { tower, share, patches }: Pictures,
  chip: LocalChip,
  { scores }: LocalTable['chip'],
): number {
  const tokens = patches / tower.patches;
  const multiplied = (tokens * visionFlops(tower, patches)) / chip.products;
  const read = (WEIGHT_BYTES * towerElements(tower)) / chip.weights + tower.layers * chip.gap;
  const scored = (tower.layers * tower.heads * patches ** 2 * scores * SCORE_BYTES) / chip.memory;
  return (share * (Math.max(multiplied, read) + scored)) / tokens;
}
