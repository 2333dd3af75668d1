import { type Because, derive, input as given } from '../../because/index.ts';
import type { Ranged } from '../../training/answer.ts';
import type { BillFacts } from '../bill-facts.ts';
import { serverBecause } from '../bill-run.ts';
import { productRange, type Spread } from '../product-range.ts';
import { carbonKilograms, siteWatts } from '../terms.ts';
import type { EmbodiedFacts } from './embodied.ts';
import { embodiedKilograms, energyOfHours } from './terms.ts';

export interface FootprintInput {
  /** Accelerator-hours held, with their reason. */
  readonly hours: Because;
  /** How many at once; null where only the hours are known, and then no power is. */
  readonly accelerators: number | null;
  readonly tdpWatts: number;
  readonly serverPowerFactor: number;
  readonly facts: Pick<BillFacts, 'power' | 'networkShare' | 'pue' | 'intensity'>;
  readonly embodied: EmbodiedFacts;
}

/** Where the joules go. */
export type Layer = 'chips' | 'servers' | 'network' | 'facility';

/** Energy and carbon of accelerators held for some hours. */
export interface Footprint {
  readonly energy: Ranged; // J at the meter
  readonly operational: Ranged; // kgCO2e of that electricity
  readonly embodied: Ranged; // kgCO2e of making the machines
  readonly total: Ranged; // both
  readonly wattsPerAccelerator: Ranged; // IT power of one with its share of the server
  readonly sitePower: Ranged | null; // W
  readonly layers: readonly { readonly key: Layer; readonly joules: number }[];
  /** Root `footprint`; children energy, operational, embodied and, where known, sitePower. */
  readonly because: Because;
}

/**
 * Joules, kgCO2e and watts, each with the range of its factors taken as independent. The server's rating is split between its
 * accelerators and the rest as the ratings are.
 */
export function footprint(input: FootprintInput): Footprint {
  const { hours, accelerators, facts, embodied } = input;
  const { networkShare, pue, intensity } = facts;
  const server = serverBecause(input);
  const network = shifted(networkShare);
  const energy = derive('energy', energyOfHours, [hours, server, networkShare, pue]);
  const operational = derive('operational', carbonKilograms, [energy, intensity]);
  const made = derive('embodied', embodiedKilograms, [
    hours,
    embodied.years,
    embodied.use,
    embodied.chip,
    embodied.server,
  ]);
  const site = [hours, server, network, pue];
  const energyRange = productRange(energy.value, 'J', site);
  const operationalRange = productRange(operational.value, 'kgCO2e', [...site, intensity]);
  const madeRange = productRange(made.value, 'kgCO2e', [
    hours,
    embodied.years,
    embodied.use,
    added(embodied.chip, embodied.server),
  ]);
  const total = sumOf(operationalRange, madeRange);
  const power =
    accelerators === null
      ? null
      : derive('sitePower', siteWatts, [given('accelerators', accelerators, '1'), server, networkShare, pue]);
  const powerRange = power && productRange(power.value, 'W', [server, network, pue]);
  return {
    energy: energyRange,
    operational: operationalRange,
    embodied: madeRange,
    total,
    wattsPerAccelerator: productRange(server.value, 'W', [server]),
    sitePower: powerRange,
    layers: layersOf(input, server, energy.value),
    because: {
      name: 'footprint',
      kind: 'formula',
      ...total,
      formula: 'operational + embodied',
      source: 'sum',
      inputs: [
        { ...operational, ...edges(operationalRange) },
        { ...made, ...edges(madeRange) },
        { ...energy, ...edges(energyRange) },
        ...(power && powerRange ? [{ ...power, ...edges(powerRange) }] : []),
      ],
    },
  };
}

/** What the chips draw, the rest of their servers, switches and storage, and what cooling and conversion add. */
function layersOf(
  { hours, serverPowerFactor, facts }: FootprintInput,
  server: Because,
  joules: number,
): Footprint['layers'] {
  const pue = facts.pue.value;
  const it = 3600 * hours.value * server.value;
  const chips = 'watts' in facts.power ? it : it / serverPowerFactor;
  return [
    { key: 'chips', joules: chips },
    { key: 'servers', joules: it - chips },
    { key: 'network', joules: it * facts.networkShare.value },
    { key: 'facility', joules: joules - joules / pue },
  ];
}

const edges = ({ low, high }: Ranged) => ({ low, high });

const shifted = ({ value, low, high }: Because): Spread => ({
  value: 1 + value,
  ...(low !== undefined && { low: 1 + low }),
  ...(high !== undefined && { high: 1 + high }),
});

const added = (a: Because, b: Because): Spread => ({
  value: a.value + b.value,
  low: a.value + b.value - Math.hypot(a.value - (a.low ?? a.value), b.value - (b.low ?? b.value)),
  high: a.value + b.value + Math.hypot((a.high ?? a.value) - a.value, (b.high ?? b.value) - b.value),
});

/** The range of a sum of two independent amounts. */
const sumOf = (a: Ranged, b: Ranged): Ranged => ({
  value: a.value + b.value,
  low: a.value + b.value - Math.hypot(a.value - a.low, b.value - b.low),
  high: a.value + b.value + Math.hypot(a.high - a.value, b.high - b.value),
  unit: a.unit,
});
