import type { Because } from '../because/index.ts';
import {
  type Bill,
  type BillWish,
  billFacts,
  billRun,
  type ExchangeRate,
  exchangeRate,
  exchangeRates,
  MissingFact,
} from '../economics/index.ts';
import type { Catalogue } from '../facts/index.ts';
import type { Assumed } from '../report/assumed.ts';
import type { TrainingEstimate } from '../training/answer.ts';
import { refuse } from './input-error.ts';
import { readMoney } from './scenario/field.ts';
import { nearestIds } from './scenario/lookup.ts';
import type { Setting } from './scenario/setting.ts';

/** Where the electricity comes from when nobody says: most of the published runs. */
const USUAL_GRID = 'USA';

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
  const { economics = {}, limits = {} } = setting.scenario;
  const rates = exchangeRates(catalogue);
  const rate = exchangeRate(catalogue, economics.currency ?? 'USD') ?? exchangeRate(catalogue, 'USD')!;
  const own = economics.price === undefined ? undefined : readMoney('economics.price', economics.price, 'USD/h', rates);
  const budget = limits.budget === undefined ? null : readMoney('limits.budget', limits.budget, 'USD', rates);
  const wish: BillWish = {
    chip: setting.chip.id,
    grid: economics.grid ? gridOf(catalogue, economics.grid) : USUAL_GRID,
    priceKind: economics.price_kind,
    usdPerAcceleratorHour: own,
    pue: economics.pue,
  };
  const { facts, priced } = factsOf(catalogue, wish);
  const { chip, machine } = setting;
  const bill = billRun(
    {
      run: estimate.run,
      accelerators: estimate.accelerators,
      tdpWatts: machine.rates.tdp,
      serverPowerFactor: machine.rates.serverPowerFactor,
      facts,
    },
    estimate.because.inputs?.find((node) => node.name === 'run'),
  );
  const assumed: Assumed[] = [];
  if (own === undefined && priced) assumed.push(from('price', facts.price, 'USD/h'));
  if (!priced) assumed.push({ key: 'no_price', value: chip.name, source: '--price' });
  if (economics.pue === undefined) assumed.push(from('pue', facts.pue, '1'));
  if (!economics.grid)
    assumed.push({ ...from('grid', facts.intensity, 'kgCO2e/kWh'), value: USUAL_GRID, unit: undefined });
  if (rate.currency !== 'USD')
    assumed.push({
      key: 'exchange_rate',
      value: rate.perUsd,
      unit: `${rate.currency}/USD`,
      source: rate.because.source ?? '',
    });
  return { bill, priced, rate, budget, assumed };
}

function factsOf(catalogue: Catalogue, wish: BillWish) {
  try {
    return { facts: billFacts(catalogue, wish), priced: true };
  } catch (error) {
    if (!(error instanceof MissingFact) || error.what !== 'price') throw error;
    return { facts: billFacts(catalogue, { ...wish, usdPerAcceleratorHour: 0 }), priced: false };
  }
}

function gridOf(catalogue: Catalogue, typed: string): string {
  const found = catalogue.grids.find(({ id, name, nameZh }) =>
    [id, name, nameZh].some((n) => n.toLowerCase() === typed.toLowerCase()),
  );
  if (found) return found.id;
  throw refuse('unknown-name', 'economics.grid', {
    value: typed,
    values: { kind: 'grid' },
    nearest: nearestIds(catalogue.grids, typed),
  });
}

const from = (key: string, node: Because, unit: string): Assumed => ({
  key,
  value: node.value,
  unit,
  low: node.low,
  high: node.high,
  source: [node.source, node.date].filter(Boolean).join(', '),
});
