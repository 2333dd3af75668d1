import { type Because, derive, find, input as given } from '../because/index.ts';
import type { Ranged, Run } from '../training/answer.ts';
import type { Bill } from './bill.ts';
import type { BillFacts } from './bill-facts.ts';
import { productRange, type Spread } from './product-range.ts';
import { carbonKilograms, energyJoules, halfWidthOfMeanError, rent, serverWatts, siteWatts } from './terms.ts';

export interface BillInput {
  readonly run: Run;
  readonly accelerators: number;
  /** W of one accelerator, as the datasheet rates it. */
  readonly tdpWatts: number;
  /** Rated power of the server over its accelerators' TDP. */
  readonly serverPowerFactor: number;
  readonly facts: BillFacts;
}

/**
 * What a run costs: USD for the accelerators held, J at the meter, kgCO2e of that electricity, W of the site. Ranges hold
 * the run's own and those of price, power, network, PUE and grid as independent. Rent is taken to include electricity.
 */
export function billRun(input: BillInput, runBecause?: Because): Bill {
  const because = billBecause(input, runBecause);
  const part = (name: string): Ranged => {
    const { value, low, high, unit } = find(because, name)!;
    return { value, low: low!, high: high!, unit }; // `ranged` gave each part both edges
  };
  return {
    usdPerAcceleratorHour: input.facts.price.value,
    cost: part('cost'),
    energy: part('energy'),
    carbon: part('carbon'),
    sitePower: part('sitePower'),
    because,
  };
}

/** Why a run costs what it does. Root `bill` (USD); children cost, energy, carbon, sitePower. `runBecause` hangs the run's reason in. */
export function billBecause(input: BillInput, runBecause?: Because): Because {
  const { run, facts } = input;
  const leaf = (name: string, path: string, value: Ranged) =>
    (runBecause && find(runBecause, path)) ?? {
      ...given(name, value.value, value.unit),
      low: value.low,
      high: value.high,
    };
  const hours = leaf('accelerator_hours', 'accelerator_hours', run.acceleratorHours);
  const wall = leaf('wall', 'wall', run.wallSeconds);
  const server = serverBecause(input);
  const network = { value: 1 + facts.networkShare.value, ...edges(facts.networkShare, (share) => 1 + share) };

  const cost = derive('cost', rent, [hours, facts.price]);
  const sitePower = derive('sitePower', siteWatts, [
    given('accelerators', input.accelerators, '1'),
    server,
    facts.networkShare,
    facts.pue,
  ]);
  const site = [server, network, facts.pue];
  const energy = derive('energy', energyJoules, [sitePower, wall]);
  const carbon = derive('carbon', carbonKilograms, [energy, facts.intensity]);
  const parts = [
    ranged(cost, [hours, facts.price]),
    ranged(energy, [...site, wall]),
    ranged(carbon, [...site, wall, facts.intensity]),
    ranged(sitePower, site),
  ];
  return { ...parts[0]!, name: 'bill', formula: 'cost', source: 'sum', inputs: parts };
}

/** One accelerator's share of its server, W: measured outright, or by the law with its 90 % interval below the rating. */
export function serverBecause({
  tdpWatts,
  serverPowerFactor,
  facts,
}: Pick<BillInput, 'tdpWatts' | 'serverPowerFactor'> & { readonly facts: Pick<BillFacts, 'power'> }): Because {
  if ('watts' in facts.power) return facts.power.watts;
  const { idleShare, fullShare, busyShare, error } = facts.power;
  const node = derive('server_watts', serverWatts, [
    given('tdp', tdpWatts, 'W'),
    given('server_power_factor', serverPowerFactor, '1'),
    idleShare,
    fullShare,
    busyShare,
  ]);
  const width = halfWidthOfMeanError(error.value);
  return {
    ...node,
    low: node.value / (1 + width),
    high: Math.max(node.value, Math.min(node.value * (1 + width), tdpWatts * serverPowerFactor)),
    note: `range: ${error.name} ${error.value} (${error.source ?? 'given'}), at most the rating`,
  };
}

const ranged = (node: Because, factors: readonly Spread[]): Because => {
  const { low, high } = productRange(node.value, node.unit, factors);
  return { ...node, low, high };
};

const edges = (of: Spread, map: (value: number) => number): Pick<Spread, 'low' | 'high'> => ({
  low: of.low === undefined ? undefined : map(of.low),
  high: of.high === undefined ? undefined : map(of.high),
});
