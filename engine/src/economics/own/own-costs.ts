import { type Depreciation, shareLeft } from './depreciation.ts';
import { hourPrices, type WorkingHours } from './tariff.ts';
import {
  capitalPerYear,
  electricityByHour,
  hardwarePrice,
  housingPerYear,
  interruptedHour,
  meanRent,
  operatingPerYear,
  ownedHour,
  perYearOfOne,
  priceAtStart,
  rentAtStart,
  reservedHour,
  tokensHour,
  waitYears,
} from './terms.ts';

/** Every number that rent against own depends on, by the name that flags, files and reasons use. */
export const OWN_INPUTS = [
  'utilisation', // share of all hours
  'years', // a
  'start', // day from which machines are needed; NaN where nobody says one, which is today
  'server_price', // USD for one accelerator with its share of the server
  'network_price', // USD for one accelerator
  'storage_price', // USD for one accelerator
  'wacc', // share a year
  'worth', // of the way the worth falls: a half-life or a life in years, a share a year, or the share left
  'upkeep', // share of the hardware's price a year
  'people', // of the whole cluster
  'salary', // USD a year, everything that a person costs
  'housing', // USD a year for 1 kW of IT power
  'rated_watts', // W that are contracted for one accelerator
  'watts', // W of one accelerator's share of server and network while it works
  'idle', // power while idle over power while working
  'pue',
  'tariff', // USD/kWh
  'on_demand', // USD/h
  'reserved', // USD/h
  'spot', // USD/h
  'interruptions', // 1/h of a server
  'lost_hours', // h of work lost at each
  'rent_fall', // share a year
  'tokens_per_second', // output tokens of one accelerator at work
  'api_price', // USD for a million output tokens with their input
] as const;
export type OwnInput = (typeof OWN_INPUTS)[number];
/** What is not known or not asked is NaN, and so is every option that needs it. */
export type OwnNumbers = Readonly<Record<OwnInput, number>>;

/** What is no number: how worth falls, where it stands, and when it works. */
export interface OwnShape {
  readonly accelerators: number;
  readonly depreciation: Depreciation['method'] | 'given';
  /** Prices of hours over the base price, as of hourFactors. */
  readonly tariffFactors: readonly number[];
  readonly workingHours: WorkingHours;
  /** Day on which the prices are looked at: what is known of them counts as theirs of that day. */
  readonly today: number;
}

export const OWN_OPTIONS = ['on-demand', 'reserved', 'spot', 'own', 'api'] as const;
export type OwnOption = (typeof OWN_OPTIONS)[number];

/** USD of owning one accelerator for a year, by where it goes; `value` is what is left at the end, in USD. */
export interface OwnedParts {
  readonly hardware: number; // USD once, at the start
  readonly priceShare: number; // of today's price that is paid at the start
  readonly residual: number; // USD at the end
  readonly capital: number; // USD/a
  readonly upkeep: number; // USD/a
  readonly staff: number; // USD/a
  readonly housing: number; // USD/a
  readonly electricity: number; // USD/h of an average hour
  readonly perUsedHour: number; // USD/h
}

/** Worth at the end over the price at the beginning. */
export function worthLeft(
  { worth, years }: Pick<OwnNumbers, 'worth' | 'years'>,
  how: OwnShape['depreciation'],
): number {
  switch (how) {
    case 'given':
      return worth;
    case 'straight-line':
      return shareLeft({ method: how, years: worth, residualShare: 0 }, years);
    case 'declining-balance':
      return shareLeft({ method: how, sharePerYear: worth }, years);
    case 'market':
      return shareLeft({ method: how, halfLifeYears: worth }, years);
  }
}

/** Years from today until machines are needed; none where nobody says when. */
export const waitOf = ({ start }: Pick<OwnNumbers, 'start'>, { today }: Pick<OwnShape, 'today'>): number =>
  start > today ? waitYears(start, today) : 0;

/**
 * What is paid at the start over today's price: by the law of the resale value where that is the market's, for a buyer of then pays
 * what the machine is worth then. Books only spread a price over years and say nothing of later ones: it stays.
 */
const startShare = (n: OwnNumbers, shape: OwnShape): number =>
  shape.depreciation === 'market' ? priceAtStart(1, n.worth, waitOf(n, shape)) : 1;

/** What owning one accelerator costs, part by part. */
export function ownedParts(n: OwnNumbers, shape: OwnShape): OwnedParts {
  const priceShare = startShare(n, shape);
  const hardware = hardwarePrice(n.server_price, n.network_price, n.storage_price) * priceShare;
  const residual = hardware * worthLeft(n, shape.depreciation);
  const capital = capitalPerYear(hardware, n.wacc, n.years, residual);
  const upkeep = hardware * n.upkeep;
  const staff = perYearOfOne(n.people, n.salary, shape.accelerators);
  const housing = housingPerYear(n.rated_watts, n.housing);
  const { working, idle } = hourPrices(shape.tariffFactors, n.utilisation, shape.workingHours);
  const electricity = electricityByHour(n.watts, n.pue, n.tariff * working, n.tariff * idle, n.utilisation, n.idle);
  const operating = operatingPerYear(upkeep, staff, housing);
  const perUsedHour = ownedHour(capital, operating, electricity, n.utilisation);
  return { hardware, priceShare, residual, capital, upkeep, staff, housing, electricity, perUsedHour };
}

/** USD of every hour in which one accelerator works, by how it is had; NaN for what is not known. */
export function hourOf(option: OwnOption, n: OwnNumbers, shape: OwnShape): number {
  const atStart = (rent: number) => rentAtStart(rent, n.rent_fall, waitOf(n, shape));
  switch (option) {
    case 'on-demand':
      return meanRent(atStart(n.on_demand), n.rent_fall, n.years);
    case 'reserved':
      return reservedHour(atStart(n.reserved), n.utilisation);
    case 'spot':
      return interruptedHour(meanRent(atStart(n.spot), n.rent_fall, n.years), n.interruptions, n.lost_hours);
    case 'own':
      return ownedParts(n, shape).perUsedHour;
    case 'api':
      return tokensHour(n.tokens_per_second, n.api_price);
  }
}
