import { baseValue, type Chip, type Dtype } from '../../facts/index.ts';
import { peakFlops, rateBecause, sharesOf } from '../../machine/index.ts';

/**
 * FLOP/s that a card keeps up in products, in one format. A table of kernels times a call for some milliseconds; prompts keep every core at
 * work for tenths of a second and more, the card meets its power limit and gives up clock. What is left of the peak then is known from where
 * cards multiply for weeks: the shares that training sustains (machine/shares, fitted to training runs, none of them of serving). Infinity
 * where no training run of the architecture was studied.
 */
export function sustainedFlops(chip: Chip, dtype: Dtype): number {
  if (!sharesOf(chip.architecture)) return Number.POSITIVE_INFINITY;
  return Math.min(peakFlops(chip, dtype), rateBecause(chip, dtype).value * room(chip));
}

/** Watts a TFLOP/s of the 16-bit peak of the cards whose training was studied: A100 SXM, H100 SXM, GB200. */
const STUDIED: Readonly<Record<string, number>> = {
  ampere: 400 / 312,
  hopper: 700 / 989,
  blackwell: 1200 / 2500,
};

/** A card cut down in units and not in watts does not meet its limit: an H20 has three times the watts of an H100 for a FLOP. */
function room(chip: Chip): number {
  const studied = STUDIED[chip.architecture];
  if (!studied || !chip.tdp) return 1;
  return Math.max(1, (baseValue(chip.tdp) * 1e12) / peakFlops(chip, 'bf16') / studied);
}
