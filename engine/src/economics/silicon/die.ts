import { clusteredYield, diesPerWafer, murphyYield, poissonYield } from './terms.ts';

/** A wafer of one process. */
export interface Wafer {
  readonly usd: number;
  readonly defectsPerCm2: number;
  readonly diameterMm?: number;
  readonly edgeMm?: number;
  readonly scribeMm?: number;
}

/** How defects spread over the wafer. */
export type YieldModel =
  | { readonly model: 'poisson' | 'murphy' }
  | { readonly model: 'negative-binomial'; readonly clustering: number };

/** Of `units` equal units on the die `needed` must work for it to be sold; the units cover `share` of its area. */
export interface Harvest {
  readonly units: number;
  readonly needed: number;
  readonly share: number;
}

export interface Die {
  readonly areaMm2: number;
  readonly harvest?: Harvest;
}

/** What one die costs to make; the three costs differ by which dies the wafer's price is spread over. */
export interface DieCost {
  readonly candidates: number;
  /** Share of dies without any defect. */
  readonly perfect: number;
  /** Share of dies that can be sold, those with spare units that failed included. */
  readonly sellable: number;
  /** USD over all candidates, over those that can be sold, over those without any defect. */
  readonly rawUsd: number;
  readonly usd: number;
  readonly perfectUsd: number;
}

const WAFER = { diameterMm: 300, edgeMm: 5, scribeMm: 0.2 }; // chiplet-actuary, arXiv 2203.12268
const CLUSTERED: YieldModel = { model: 'negative-binomial', clustering: 10 }; // the same

/**
 * The cost of a die by its size, its wafer and how many of its units may fail. Throws RangeError where the die does not fit on the
 * wafer or fewer units exist than are needed.
 */
export function dieCost(die: Die, wafer: Wafer, yields: YieldModel = CLUSTERED): DieCost {
  const { usd, defectsPerCm2, diameterMm, edgeMm, scribeMm } = { ...WAFER, ...wafer };
  const candidates = diesPerWafer(die.areaMm2, diameterMm, edgeMm, scribeMm);
  if (!(candidates >= 1))
    throw new RangeError(`a die of ${die.areaMm2} mm2 does not fit on a wafer of ${diameterMm} mm`);
  const works = (area: number) => yieldOf(area, defectsPerCm2, yields);
  const perfect = works(die.areaMm2);
  const sellable = die.harvest ? harvested(die.areaMm2, die.harvest, works) : perfect;
  const rawUsd = usd / candidates;
  return { candidates, perfect, sellable, rawUsd, usd: rawUsd / sellable, perfectUsd: rawUsd / perfect };
}

/** Share of good areas of that size. */
export function yieldOf(areaMm2: number, defectsPerCm2: number, yields: YieldModel): number {
  switch (yields.model) {
    case 'poisson':
      return poissonYield(areaMm2, defectsPerCm2);
    case 'murphy':
      return murphyYield(areaMm2, defectsPerCm2);
    case 'negative-binomial':
      return clusteredYield(areaMm2, defectsPerCm2, yields.clustering);
  }
}

/**
 * Share of dies on which what is not a unit works and at least `needed` units do, units failing independently. Defects that cluster
 * hit the same die, so that this is a little too low for one defect in many dies and too high for many in a few.
 */
function harvested(areaMm2: number, { units, needed, share }: Harvest, works: (area: number) => number): number {
  if (!(needed >= 0 && needed <= units)) throw new RangeError(`${needed} of ${units} units cannot be needed`);
  const rest = works(areaMm2 * (1 - share));
  const unit = works((areaMm2 * share) / units);
  let probability = 0;
  let ways = 1; // units choose failed
  for (let failed = 0; failed <= units - needed; failed++) {
    probability += ways * unit ** (units - failed) * (1 - unit) ** failed;
    ways = (ways * (units - failed)) / (failed + 1);
  }
  return rest * Math.min(1, probability);
}
