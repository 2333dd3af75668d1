import { type Because, input } from '../because/index.ts';
import { type Catalogue, cited, type Price } from '../facts/index.ts';
import type { StepParts } from '../training/answer.ts';
import { constantOf } from '../training/run/index.ts';
import { choosePrice } from './choose-price.ts';

/** How much of its rating a server draws: by a law between measured states, or the watts outright. */
export type PowerFacts =
  | {
      readonly idleShare: Because;
      readonly fullShare: Because;
      readonly busyShare: Because;
      /** Mean absolute relative error of the law. */
      readonly error: Because;
    }
  | { readonly watts: Because };

/** Everything a bill needs beside the run and the machine; each with its reason and, where known, its range. */
export interface BillFacts {
  readonly price: Because; // USD/h for one accelerator
  readonly power: PowerFacts;
  readonly networkShare: Because;
  readonly pue: Because;
  readonly intensity: Because; // gCO2e/kWh
}

/** What to look up, and the user's own numbers, which win. */
export interface BillWish {
  readonly chip: string;
  /** ISO 3166-1 alpha-3 of the grid. */
  readonly grid: string;
  readonly priceKind?: Exclude<Price['kind'], 'purchase'>;
  readonly usdPerAcceleratorHour?: number;
  readonly gramsPerKilowattHour?: number;
  readonly pue?: number;
  readonly networkShare?: number;
  /** Share of the time in which the accelerators are busy. */
  readonly busyShare?: number;
  /** One accelerator's share of its server, where the user measured it. */
  readonly wattsPerAccelerator?: number;
}

/** Neither the catalogue nor the user says it. */
export class MissingFact extends Error {
  constructor(
    readonly what: 'price' | 'grid',
    readonly id: string,
    readonly known: readonly string[],
  ) {
    super(`no ${what} of "${id}" in the catalogue; give your own, or use one of: ${known.join(', ') || 'none'}`);
    this.name = 'MissingFact';
  }
}

/**
 * Share of a step in which an accelerator computes, for `busyShare`: waiting for other ranks and bubbles draw little more than
 * idling. Between 0 and 1; 0 for an empty step.
 */
export function computeShare(parts: StepParts): number {
  const total = Object.values(parts).reduce((sum: number, seconds: number) => sum + seconds, 0);
  const busy = parts.matmul + parts.attention + parts.elementwise + parts.recompute + parts.optimizer;
  return total === 0 ? 0 : busy / total;
}

/** The facts of a bill from the catalogue, the user's own numbers in their place where given. Throws {@link MissingFact}. */
export function billFacts(catalogue: Catalogue, wish: BillWish): BillFacts {
  const constant = (name: string, id: string, own: number | undefined) =>
    own === undefined ? cited(name, constantOf(catalogue, id)) : input(name, own, constantOf(catalogue, id).unit);
  return {
    price: priceOf(catalogue, wish),
    power:
      wish.wattsPerAccelerator === undefined
        ? {
            idleShare: constant('idle_share', 'server-idle-power-share', undefined),
            fullShare: constant('full_share', 'server-full-power-share', undefined),
            busyShare: constant('busy_share', 'training-busy-share', wish.busyShare),
            error: constant('power_error', 'server-power-error', undefined),
          }
        : { watts: input('server_watts', wish.wattsPerAccelerator, 'W') },
    networkShare: constant('network_share', 'network-power-share', wish.networkShare),
    pue: constant('pue', 'power-usage-effectiveness', wish.pue),
    intensity: intensityOf(catalogue, wish),
  };
}

function priceOf(catalogue: Catalogue, wish: BillWish): Because {
  if (wish.usdPerAcceleratorHour !== undefined) return input('price', wish.usdPerAcceleratorHour, 'USD/h');
  const kind = wish.priceKind ?? 'rent-on-demand';
  const chosen = choosePrice(catalogue, wish.chip, kind);
  if (chosen) return chosen.because;
  const priced = catalogue.prices.filter((price) => price.kind === kind).map((price) => price.chip);
  throw new MissingFact('price', wish.chip, [...new Set(priced)].sort());
}

function intensityOf(catalogue: Catalogue, wish: BillWish): Because {
  if (wish.gramsPerKilowattHour !== undefined) return input('intensity', wish.gramsPerKilowattHour, 'gCO2e/kWh');
  const grid = catalogue.grids.findLast(({ id }) => id === wish.grid);
  if (grid) return cited('intensity', grid.intensity);
  throw new MissingFact('grid', wish.grid, catalogue.grids.map(({ id }) => id).sort());
}
