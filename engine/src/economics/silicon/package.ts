import { clusteredYield, diesPerWafer } from './terms.ts';

/** Dies that go into one package together. */
export interface PackagedDie {
  readonly count: number;
  readonly areaMm2: number;
  /** USD of one that works. */
  readonly usd: number;
}

/** What carries the dies: an organic or a glass core substrate alone, or one with a fan-out layer or a silicon interposer on it. */
export const CARRIER_KINDS = ['organic', 'fan-out', 'silicon-interposer', 'glass-core'] as const;
export type Carrier = (typeof CARRIER_KINDS)[number];

/** What one package costs beside its dies, by where it goes. */
export interface PackageCost {
  readonly diesUsd: number;
  readonly bumpsUsd: number;
  readonly carrierUsd: number;
  readonly substrateUsd: number;
  /** Carriers and substrates that are lost with a failed bond or a faulty carrier. */
  readonly lostCarriersUsd: number;
  /** Good dies that are lost with it. */
  readonly lostDiesUsd: number;
  /** Share of packages that work. */
  readonly sellable: number;
  readonly totalUsd: number;
}

// Y. Feng, K. Ma, Chiplet Actuary, DAC 2022, arXiv 2203.12268, with its published parameters.
const WAFER_MM = { diameter: 300, edge: 5, scribe: 0.2 };
const SUBSTRATE = { perDieArea: 4, usdPerMm2: 0.005, bumpUsdPerMm2: 0.005, bondingYield: 0.99 };
/** Substrates that connect several dies need more layers: costs by the area from which they hold, mm2. */
const LAYERS = [
  { above: 30 * 30, factor: 2 },
  { above: 17 * 17, factor: 1.75 },
  { above: 0, factor: 1.5 },
];
const CARRIERS = {
  'fan-out': {
    waferUsd: 1200,
    defects: 0.05,
    clustering: 3,
    perDieArea: 1.2,
    bondingYield: 0.98,
    bumpUsdPerMm2: 0.005,
  },
  'silicon-interposer': {
    waferUsd: 1937,
    defects: 0.06,
    clustering: 6,
    perDieArea: 1.1,
    bondingYield: 0.95,
    bumpUsdPerMm2: 0.01,
  },
} as const;

/**
 * The cost of a package of good dies, put on last, after the carrier was made. Bumps are paid for every die (the authors' program
 * pays one die's of each kind on carriers).
 */
export function packageCost(dies: readonly PackagedDie[], carrier: Exclude<Carrier, 'glass-core'>): PackageCost {
  const count = dies.reduce((n, die) => n + die.count, 0);
  const area = dies.reduce((sum, die) => sum + die.count * die.areaMm2, 0);
  const diesUsd = dies.reduce((sum, die) => sum + die.count * die.usd, 0);
  if (carrier === 'organic') return onSubstrate(count, area, diesUsd);
  const kind = CARRIERS[carrier];
  const layer = area * kind.perDieArea;
  const bumpsUsd = area * kind.bumpUsdPerMm2;
  const carrierUsd =
    kind.waferUsd / diesPerWafer(layer, WAFER_MM.diameter, WAFER_MM.edge, WAFER_MM.scribe) +
    layer * SUBSTRATE.bumpUsdPerMm2;
  const substrateUsd = layer * SUBSTRATE.perDieArea * SUBSTRATE.usdPerMm2;
  const made = clusteredYield(layer, kind.defects, kind.clustering);
  const bonded = kind.bondingYield ** count * SUBSTRATE.bondingYield;
  return total({
    diesUsd,
    bumpsUsd,
    carrierUsd,
    substrateUsd,
    lostCarriersUsd: carrierUsd * (1 / (made * bonded) - 1) + substrateUsd * (1 / SUBSTRATE.bondingYield - 1),
    lostDiesUsd: (diesUsd + bumpsUsd) * (1 / bonded - 1),
    sellable: made * bonded,
  });
}

function onSubstrate(count: number, area: number, diesUsd: number): PackageCost {
  const size = area * SUBSTRATE.perDieArea;
  const factor = layersOf(count, size);
  const substrateUsd = size * SUBSTRATE.usdPerMm2 * factor;
  const bumpsUsd = area * SUBSTRATE.bumpUsdPerMm2;
  const sellable = SUBSTRATE.bondingYield ** count;
  const lost = 1 / sellable - 1;
  return total({
    diesUsd,
    bumpsUsd,
    carrierUsd: 0,
    substrateUsd,
    lostCarriersUsd: substrateUsd * lost,
    lostDiesUsd: (diesUsd + bumpsUsd) * lost,
    sellable,
  });
}

const total = (parts: Omit<PackageCost, 'totalUsd'>): PackageCost => ({
  ...parts,
  totalUsd:
    parts.diesUsd + parts.bumpsUsd + parts.carrierUsd + parts.substrateUsd + parts.lostCarriersUsd + parts.lostDiesUsd,
});

/**
 * What a carrier for so much area of dies costs to buy today, with its substrate and bumps: interposers by their market price, the
 * others by the authors' costs of making, glass as a multiple of an organic substrate.
 */
export function carrierCost(
  carrier: Carrier,
  areaMm2: number,
  pieces: number,
  market: { readonly interposerUsdPerMm2: number; readonly glassOverOrganic: number },
): number {
  const bumps = areaMm2 * SUBSTRATE.bumpUsdPerMm2;
  const organic =
    areaMm2 * SUBSTRATE.perDieArea * SUBSTRATE.usdPerMm2 * layersOf(pieces, areaMm2 * SUBSTRATE.perDieArea);
  switch (carrier) {
    case 'organic':
      return organic + bumps;
    case 'glass-core':
      return organic * market.glassOverOrganic + bumps;
    case 'silicon-interposer':
      return areaMm2 * CARRIERS[carrier].perDieArea * market.interposerUsdPerMm2; // the price has substrate and bumps in it
    case 'fan-out': {
      const kind = CARRIERS[carrier];
      const layer = areaMm2 * kind.perDieArea;
      const made = clusteredYield(layer, kind.defects, kind.clustering);
      const wafer = kind.waferUsd / diesPerWafer(layer, WAFER_MM.diameter, WAFER_MM.edge, WAFER_MM.scribe) / made;
      return wafer + layer * SUBSTRATE.perDieArea * SUBSTRATE.usdPerMm2 + bumps;
    }
  }
}

const layersOf = (pieces: number, size: number): number =>
  pieces === 1 ? 1 : LAYERS.find(({ above }) => size > above)!.factor;
