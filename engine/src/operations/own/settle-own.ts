import { type Because, derive, input } from '../../because/index.ts';
import {
  apiMillion,
  type ExchangeRate,
  exchangeRate,
  exchangeRates,
  type OwnFacts,
  type OwnWish,
  ownFacts,
} from '../../economics/index.ts';
import { type Catalogue, type Chip, cited, mergeCatalogue, type Site, type TokenPrice } from '../../facts/index.ts';
import { constantOf } from '../../training/run/index.ts';
import { type Currency, dayOfIso, nearest } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import { readDay } from '../scenario/date-field.ts';
import { readMoney } from '../scenario/field.ts';
import { nearestIds } from '../scenario/lookup.ts';
import { isBare } from '../scenario/money.ts';
import { placeOf } from '../scenario/place.ts';
import type { OwnScenario } from './own-schema.ts';
import { type ServedRate, servedRate } from './served-rate.ts';

/** A question of rent or own with every name looked up and every gap filled from facts. */
export interface OwnSetting {
  readonly scenario: OwnScenario;
  /** With the user's own rate of a currency, where one is given. */
  readonly catalogue: Catalogue;
  readonly chip: Chip;
  readonly site: Site;
  readonly wish: OwnWish;
  readonly facts: OwnFacts;
  readonly rate: ExchangeRate;
  readonly tokenPrice: TokenPrice | null;
  readonly served: ServedRate | null;
}

/** Where nobody says, most rents and prices of the catalogue are of there. */
const USUAL_PLACE = 'virginia';
const USUAL_COUNT = 8;

/** Looks names up, reads money, fills gaps with cited facts. Throws InputError. */
export function settleOwn(known: Catalogue, scenario: OwnScenario, day: string | undefined): OwnSetting {
  const { own = {}, buy = {}, run = {}, rent = {}, tokens = {}, economics = {} } = scenario;
  const { chip, system } = placeOf(known, scenario.on, scenario.on.accelerator, []);
  const site = siteOf(known, own.place ?? USUAL_PLACE);
  const currency = economics.currency ?? 'USD';
  const catalogue = withRate(known, economics.exchange_rate, economics.currency ?? site.currency);
  const rates = exchangeRates(catalogue);
  // A bare number is in the currency that was asked for: "--tariff 0.6 --currency CNY" means yuan.
  const usd = (path: string, typed: string | undefined, unit: 'USD' | 'USD/h' | 'USD/kWh'): number | undefined => {
    if (typed === undefined) return undefined;
    const worded = currency !== 'USD' && isBare(typed) ? `${typed} ${unit.replace('USD', currency)}` : typed;
    return readMoney(path, worded, unit, rates);
  };
  const depreciation = depreciationOf(buy);
  const today = dayOfIso(day ?? '') ?? newestPrice(catalogue);
  const tokenPrice = tokens.api === undefined ? null : tokenPriceOf(catalogue, tokens.api);
  const served = servedBy(catalogue, chip.id, tokens);
  const wish: OwnWish = {
    chip,
    ...(system && { system }),
    accelerators: scenario.on.count ?? USUAL_COUNT,
    start: own.start === undefined ? null : readDay('own.start', own.start, today),
    today,
    site,
    depreciation,
    housing: run.housing ?? 'colocation',
    workingHours: run.hours ?? 'even',
    selfBuild: buy.self_build ?? false,
    given: defined({
      utilisation: own.utilisation,
      years: own.years,
      hardware: usd('buy.hardware', buy.hardware, 'USD'),
      server_price: usd('buy.server', buy.server, 'USD'),
      network_price: usd('buy.network', buy.network, 'USD'),
      storage_price: usd('buy.storage', buy.storage, 'USD'),
      wacc: buy.wacc,
      worth: {
        market: buy.half_life,
        'straight-line': buy.book_life,
        'declining-balance': buy.decline,
        given: buy.residual,
      }[depreciation],
      upkeep: buy.upkeep,
      colocation: usd('run.colocation', run.colocation, 'USD'),
      build: usd('run.build', run.build, 'USD'),
      watts: run.watts,
      idle: run.idle,
      pue: run.pue,
      tariff: usd('run.tariff', run.tariff, 'USD/kWh'),
      people: run.people,
      salary: usd('run.salary', run.salary, 'USD'),
      on_demand: usd('rent.price', rent.price, 'USD/h'),
      reserved: usd('rent.reserved', rent.reserved, 'USD/h'),
      spot: usd('rent.spot', rent.spot, 'USD/h'),
      interruptions: rent.interruptions,
      lost_hours: rent.lost === undefined ? undefined : rent.lost / 3600,
      rent_fall: rent.fall,
      tokens_per_second: tokens.per_second,
      api_price: usd('tokens.api_price', tokens.api_price, 'USD'),
    }),
    api: tokenPrice && apiPrice(catalogue, tokenPrice, tokens.input_per_output ?? ratioOf(tokens)),
    served: served?.because ?? null,
  };
  const facts = ownFacts(catalogue, wish);
  if (!facts.inputs.server_price) throw refuse('no-purchase', 'buy.server', { value: chip.name });
  if (!facts.inputs.on_demand) throw refuse('no-rent', 'rent.price', { value: chip.name });
  if (!facts.inputs.watts) throw refuse('missing', 'run.watts', { values: { flag: '--watts "1.4 kW"' } });
  const rate = exchangeRate(catalogue, currency) ?? exchangeRate(catalogue, 'USD')!;
  return { scenario, catalogue, chip, site, wish, facts, rate, tokenPrice, served };
}

/** Where nobody knows what day it is, it is that of the newest price. */
const newestPrice = ({ prices }: Catalogue): number =>
  prices.reduce((newest, { usd }) => Math.max(newest, dayOfIso(usd.date) ?? newest), 0);

/** The rate of a network that is named; null where none is, or where the rate itself is said. Throws InputError. */
function servedBy(catalogue: Catalogue, chip: string, tokens: NonNullable<OwnScenario['tokens']>): ServedRate | null {
  const { model, per_second } = tokens;
  if (model === undefined) {
    const alone = (['weights', 'input', 'output'] as const).some((key) => tokens[key] !== undefined);
    if (alone && per_second === undefined)
      throw refuse('missing', 'tokens.model', { values: { flag: '--model llama-3.1-70b' } });
    return null;
  }
  if (per_second !== undefined)
    throw refuse('two-ways', 'tokens.per_second', { value: 'model, tokens-per-second', nearest: ['model'] });
  return servedRate(catalogue, chip, tokens);
}

/** Input tokens for each output token, where both lengths are said. */
const ratioOf = ({ input: read, output: written }: NonNullable<OwnScenario['tokens']>): number | undefined =>
  read !== undefined && written !== undefined ? read / written : undefined;

/** The way that was said, or that of the number that was given for one. */
function depreciationOf(buy: NonNullable<OwnScenario['buy']>): OwnWish['depreciation'] {
  const byNumber = (
    [
      ['given', buy.residual],
      ['straight-line', buy.book_life],
      ['declining-balance', buy.decline],
      ['market', buy.half_life],
    ] as const
  ).filter(([, value]) => value !== undefined);
  const [first, second] = byNumber;
  if (first && second && !buy.depreciation)
    throw refuse('two-ways', 'buy.depreciation', {
      value: `${first[0]}, ${second[0]}`,
      nearest: [`--depreciation ${first[0]}`],
    });
  const how = buy.depreciation ?? first?.[0] ?? 'market';
  if (how === 'given' && buy.residual === undefined)
    throw refuse('missing', 'buy.residual', { values: { flag: '--residual "20 %"' } });
  return how;
}

/** A place by its id, name or another name of it. Throws InputError. */
export function siteOf(catalogue: Pick<Catalogue, 'places'>, typed: string): Site {
  const key = typed.trim().toLowerCase();
  const found = catalogue.places.findLast(({ id, name, nameZh, aliases = [] }) =>
    [id, name, nameZh, ...aliases].some((word) => word.toLowerCase() === key),
  );
  if (found) return found;
  const near = nearestIds(catalogue.places, typed);
  throw refuse('unknown-name', 'own.place', {
    value: typed,
    values: { kind: 'place' },
    nearest: near.length > 0 ? near : ['virginia', 'shanghai', 'ireland'],
  });
}

/** The user's own rate of a currency takes the place of the catalogue's dated one. */
function withRate(catalogue: Catalogue, perUsd: number | undefined, currency: Currency | undefined): Catalogue {
  if (perUsd === undefined) return catalogue;
  if (!currency || currency === 'USD')
    throw refuse('missing', 'economics.currency', { values: { flag: '--currency CNY' } });
  const id = `${currency.toLowerCase()}-per-usd`;
  const fact = {
    value: perUsd,
    unit: `${currency}/USD`,
    date: '',
    source: '--exchange-rate',
    grade: 'estimate',
  } as const;
  return mergeCatalogue(catalogue, { constants: [{ id, name: id, fact }] });
}

function tokenPriceOf(catalogue: Catalogue, typed: string): TokenPrice {
  const key = typed.trim().toLowerCase();
  const found = catalogue.tokenPrices.find(({ id, name, model, aliases = [] }) =>
    [id, name, model ?? id, ...aliases].some((word) => word.toLowerCase() === key),
  );
  if (found) return found;
  const ids = catalogue.tokenPrices.map(({ id }) => id);
  const near = nearest(typed, ids, 3);
  throw refuse('unknown-name', 'tokens.api', {
    value: typed,
    values: { kind: 'api' },
    nearest: near.length > 0 ? near : ids.slice(0, 3),
  });
}

/** A million output tokens with the input that comes with them. */
function apiPrice(catalogue: Catalogue, price: TokenPrice, ratio: number | undefined): Because {
  const [output, fresh] = [cited('output_price', price.output), cited('input_price', price.input)];
  const times =
    ratio === undefined
      ? cited('input_per_output', constantOf(catalogue, 'input-per-output'))
      : input('input_per_output', ratio, '1');
  const node = derive('api_price', apiMillion, [output, times, fresh]);
  const at = (k: number | undefined) => apiMillion(output.value, k ?? times.value, fresh.value);
  return { ...node, low: at(times.low), high: at(times.high), date: price.output.date, source: price.output.source };
}

const defined = (given: Record<string, number | undefined>): OwnWish['given'] =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as OwnWish['given'];
