import { type Because, derive, input } from '../../because/index.ts';
import { type BillFacts, billFacts, MissingFact, productRange } from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { ServePower } from '../../report/serve-report.ts';
import { type SteadyFigures, serverWatts, servingRange } from '../../serving/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { gridLine } from '../grid-line.ts';
import type { ReadyServing } from './ready-option.ts';
import { carbonPerMillion, joulesPerToken, siteWatts } from './serving-terms.ts';
import type { ServingPlace, ServingSetting } from './settle-serving.ts';

/** Facts of money and energy; a price of 0 stands in where none is known. */
export function factsOf(catalogue: Catalogue, { money }: ServingPlace): BillFacts {
  try {
    return billFacts(catalogue, money.wish);
  } catch (error) {
    if (!(error instanceof MissingFact) || error.what !== 'price') throw error;
    return billFacts(catalogue, { ...money.wish, usdPerAcceleratorHour: 0 });
  }
}

/** W of all accelerators of one replica, mean over iterations and what lies between them; null where no rating is published. */
export function meanWatts({ power }: ReadyServing, { state, busy }: SteadyFigures): number | null {
  if (!power) return null;
  const { prefillShare: f, decodeStep, mixedStep, decode, mixed } = state;
  const step = (1 - f) * decodeStep + f * mixedStep;
  const joules = (1 - f) * decodeStep * power.watts(decode, decodeStep) + f * mixedStep * power.watts(mixed, mixedStep);
  return busy * (joules / step) + (1 - busy) * power.idleWatts;
}

/** Prices, site and grid that nobody stated. */
export function billAssumed(
  { scenario, catalogue }: ServingSetting,
  place: ServingPlace,
  facts: BillFacts,
  energy: boolean,
): Assumed[] {
  const { economics = {} } = scenario;
  const { rate, wish } = place.money;
  const line = (key: string, node: Because, unit: string): Assumed => ({
    key,
    value: node.value,
    unit,
    ...(node.low !== undefined && { low: node.low }),
    ...(node.high !== undefined && { high: node.high }),
    source: [node.source, node.date].filter(Boolean).join(', '),
    ...(node.date && { date: node.date }),
  });
  const lines: Assumed[] = [];
  if (place.price && economics.price === undefined) lines.push(line('price', place.price, 'USD/h'));
  if (energy && economics.pue === undefined) lines.push(line('pue', facts.pue, '1'));
  if (energy) lines.push(gridLine(catalogue, economics.grid, wish.grid, facts.intensity));
  if (rate.currency !== 'USD')
    lines.push({
      key: 'exchange_rate',
      value: rate.perUsd,
      unit: `${rate.currency}/USD`,
      source: [rate.because.source, rate.because.date].filter(Boolean).join(', '),
      ...(rate.because.date && { date: rate.because.date }),
    });
  return lines;
}

/** What a rent was taken to be, and the exchange rate: of answers that tell money and power, but no bill of a site. */
export const rentAssumed = (setting: ServingSetting, place: ServingPlace): Assumed[] =>
  billAssumed(setting, place, factsOf(setting.catalogue, place), false);

export interface EnergyAnswer {
  readonly figures: ServePower;
  readonly because: readonly Because[];
}

/** Watts, joules and carbon of a steady state; `rate` = output tokens a second of the whole system. */
export function energyOf(
  ready: ReadyServing,
  steady: SteadyFigures,
  replicas: number,
  rate: Because,
  facts: BillFacts,
): EnergyAnswer | null {
  const each = meanWatts(ready, steady);
  if (each === null) return null;
  const accelerators = ready.accelerators * replicas;
  const { rates } = ready.problem.machine;
  const rating = accelerators * rates.tdp;
  const range = servingRange('power', each * replicas, ready.basis);
  const low = Math.max(Math.min(range.value, ready.power!.idleWatts * replicas), range.low);
  const high = Math.min(Math.max(range.value, rating), range.high);
  const watts: Because = {
    name: 'watts',
    value: range.value,
    low,
    high,
    unit: 'W',
    kind: 'formula',
    formula: 'floor + weights + experts + cache + products, bent into the limit',
    source: `law of serving/power, parameters of ${ready.power!.family.id}`,
    grade: ready.power!.family.grade,
    inputs: [
      input('accelerators', accelerators, '1'),
      input('busy_share', steady.busy, 'share'),
      { name: 'tdp', value: rates.tdp, unit: 'W', kind: 'fact', source: ready.chip.tdp?.source ?? '' },
    ],
  };
  const joules = derive('energy_per_token', joulesPerToken, [watts, rate]);
  // A rate that is given has no range: joules are as sure as watts. Else both follow from one pace, and rows of joules say how sure.
  const given = rate.low === undefined && rate.high === undefined;
  const ofJoules = given
    ? { low: low / rate.value, high: high / rate.value }
    : servingRange('energy', joules.value, ready.basis);
  const ranged = { ...joules, low: ofJoules.low, high: ofJoules.high };
  const server = serverWatts(range.value, accelerators, rates);
  const share = (value: number) => (value / range.value) * server;
  const serverNode: Because = {
    name: 'server_watts',
    value: server,
    low: share(low),
    high: share(high),
    unit: 'W',
    kind: 'formula',
    formula: 'accelerators + host processors, memory, fans',
    source: 'arXiv 2412.08602, 8 x H100 at rest and under load',
    inputs: [watts],
  };
  const atSite = derive('site_watts', siteWatts, [serverNode, facts.pue]);
  const siteRange = productRange(atSite.value, 'W', [serverNode, facts.pue]);
  const site: Because = { ...atSite, low: siteRange.low, high: siteRange.high };
  const siteJoules = derive('site_energy_per_token', joulesPerToken, [site, rate]);
  const siteJoulesRange = productRange(siteJoules.value, 'J/token', [ranged, facts.pue]);
  const siteNode: Because = { ...siteJoules, low: siteJoulesRange.low, high: siteJoulesRange.high };
  const carbon = derive('carbon_per_million', carbonPerMillion, [siteNode, facts.intensity]);
  const carbonRange = productRange(carbon.value, 'kgCO2e', [siteNode, facts.intensity]);
  const carbonNode: Because = { ...carbon, low: carbonRange.low, high: carbonRange.high };
  return {
    figures: {
      watts: asRanged(watts),
      joulesPerOutputToken: asRanged(ranged),
      siteWatts: asRanged(site),
      siteJoulesPerOutputToken: asRanged(siteNode),
      carbonPerMillion: asRanged(carbonNode),
    },
    because: [watts, ranged, site, siteNode, carbonNode],
  };
}

/** A reason as a figure. */
export const asRanged = ({ value, low = value, high = value, unit }: Because): Ranged => ({ value, low, high, unit });
