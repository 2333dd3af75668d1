import type { Because } from '../because/index.ts';
import { type Bill, type BillWish, billFacts, billRun, type ExchangeRate, MissingFact } from '../economics/index.ts';
import { baseValue, type Catalogue } from '../facts/index.ts';
import type { Assumed } from '../report/assumed.ts';
import type { TrainingEstimate } from '../training/answer.ts';
import { gridLine } from './grid-line.ts';
import type { Setting } from './scenario/setting.ts';

export interface Priced {
  readonly bill: Bill;
  /** False where the catalogue has no price of the chip and the user gave none: there is no cost then. */
  readonly priced: boolean;
  readonly rate: ExchangeRate;
  readonly budget: number | null;
  readonly assumed: readonly Assumed[];
}

/** Money, energy and carbon of an estimate, as the scenario's economics say or the catalogue. Throws InputError. */
export function priceOf(catalogue: Catalogue, setting: Setting, estimate: TrainingEstimate): Priced {
  const { economics = {} } = setting.scenario;
  const { wish, rate, budget } = setting.money;
  const own = wish.usdPerAcceleratorHour;
  const { facts, priced } = factsOf(catalogue, wish);
  const { chip } = setting;
  const bill = billRun(
    {
      run: estimate.run,
      accelerators: estimate.accelerators,
      ...ratedPower(setting),
      facts,
    },
    estimate.because.inputs?.find((node) => node.name === 'run'),
  );
  const assumed: Assumed[] = [];
  if (own === undefined && priced) assumed.push(from('price', facts.price, 'USD/h'));
  if (!priced) assumed.push({ key: 'no_price', value: chip.name, source: '--price' });
  if (bill.energy.value === 0) assumed.push({ key: 'no_power', value: chip.name, source: 'catalogue' });
  if (economics.pue === undefined) assumed.push(from('pue', facts.pue, '1'));
  if (bill.energy.value > 0) assumed.push(gridLine(catalogue, economics.grid, wish.grid, facts.intensity));
  if (rate.currency !== 'USD')
    assumed.push({
      key: 'exchange_rate',
      value: rate.perUsd,
      unit: `${rate.currency}/USD`,
      source: [rate.because.source, rate.because.date].filter(Boolean).join(', '),
      ...(rate.because.date && { date: rate.because.date }),
    });
  return { bill, priced, rate, budget, assumed };
}

/** A chip without a published TDP takes its share of its system's rated power; 0 where neither is known. */
export function ratedPower({ machine, system }: Pick<Setting, 'machine' | 'system'>): {
  tdpWatts: number;
  serverPowerFactor: number;
} {
  const { tdp, serverPowerFactor } = machine.rates;
  if (tdp > 0 || !system?.power) return { tdpWatts: tdp, serverPowerFactor };
  return { tdpWatts: baseValue(system.power) / system.chips, serverPowerFactor: 1 };
}

function factsOf(catalogue: Catalogue, wish: BillWish) {
  try {
    return { facts: billFacts(catalogue, wish), priced: true };
  } catch (error) {
    if (!(error instanceof MissingFact) || error.what !== 'price') throw error;
    return { facts: billFacts(catalogue, { ...wish, usdPerAcceleratorHour: 0 }), priced: false };
  }
}

const from = (key: string, node: Because, unit: string): Assumed => ({
  key,
  value: node.value,
  unit,
  low: node.low,
  high: node.high,
  source: [node.source, node.date].filter(Boolean).join(', '),
  ...(node.date && { date: node.date }),
});
