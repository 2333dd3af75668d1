import {
  DEPRECIATIONS,
  HOURS_A_YEAR,
  hourOf,
  hourPrices,
  millionTokens,
  numbersOf,
  OWN_OPTIONS,
  type OwnInput,
  type OwnNumbers,
  type OwnOption,
  type OwnSpread,
  ownBecause,
  ownedParts,
  rangeOver,
  surenessOf,
  uncertainOf,
  waitYears,
  worthLeft,
} from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import { ageOf } from '../../report/age.ts';
import type {
  ElectricityLine,
  OwnAgainst,
  OwnChart,
  OwnComparison,
  OwnNotice,
  OwnPart,
  OwnRow,
  OwnVerdict,
  SelfBuild,
  TokenLine,
  Worth,
} from '../../report/own-comparison.ts';
import type { Ranged } from '../../training/answer.ts';
import { constantOf } from '../../training/run/index.ts';
import { isoDay } from '../../units/index.ts';
import { ownAssumed } from './own-assumed.ts';
import { FORESEEN, type FoundFlip, flipsOf, laterFlip, USE } from './own-flips.ts';
import type { OwnSetting } from './settle-own.ts';

const MONTHS = 12;
const LISTED: Readonly<Partial<Record<OwnOption, OwnInput>>> = {
  'on-demand': 'on_demand',
  reserved: 'reserved',
  spot: 'spot',
  api: 'api_price',
};

/** The whole answer of rent against own. */
export function ownAnswer(setting: OwnSetting, catalogue: Catalogue, today: string | undefined): OwnComparison {
  const { scenario, facts, wish, rate, site, chip } = setting;
  const { shape, inputs } = facts;
  const spreads = Object.entries(inputs).map(
    ([name, { value, low = value, high = value }]): OwnSpread => ({
      name: name as OwnInput,
      value,
      low,
      high,
    }),
  );
  const numbers = numbersOf(new Map(spreads.map(({ name, value }) => [name, value])));
  const uncertain = uncertainOf(spreads).filter(({ name }) => name !== 'utilisation');
  const n = shape.accelerators;
  const overPeriod = (hour: number, of: OwnNumbers) => hour * HOURS_A_YEAR * of.utilisation * n * of.years;
  const known = OWN_OPTIONS.filter((option) => Number.isFinite(hourOf(option, numbers, shape)));
  const flips = flipsOf(setting, spreads);
  const later = laterFlip(setting, spreads);
  const owned = ownedParts(numbers, shape);
  const options = known.map((option): OwnRow => rowOf(option));
  const parts = partsOf();
  return {
    question: {
      chip: chip.id,
      chipName: chip.name,
      accelerators: n,
      years: numbers.years,
      start: startOf(setting),
      place: site.id,
      placeName: site.name,
      placeNameZh: site.nameZh,
      utilisation: numbers.utilisation,
      utilisationGiven: scenario.own?.utilisation !== undefined,
      housing: wish.housing,
      depreciation: wish.depreciation,
      workingHours: wish.workingHours,
      selfBuild: wish.selfBuild,
      stated: scenario.own?.option ?? null,
    },
    verdict: verdictOf(),
    options,
    parts,
    upfront: owned.hardware * n,
    worths: worthsOf(catalogue),
    selfBuild: selfBuildOf(catalogue),
    tornado: flips.onDemand.tornado,
    chart: chartOf(),
    electricity: electricityOf(),
    tokens: tokensOf(),
    notices: noticesOf(),
    assumed: ownAssumed(facts, scenario, today),
    money: { currency: rate.currency, perUsd: rate.perUsd, age: ageOf(rate.because.date, today) },
    because: ownBecause(facts, numbers),
  };

  function rowOf(option: OwnOption): OwnRow {
    const ranged = (figure: (of: OwnNumbers) => number, unit: string): Ranged => ({
      ...rangeOver(figure, numbers, uncertain),
      unit,
    });
    const name = LISTED[option];
    const listed = name === undefined ? undefined : inputs[name];
    const served = Number.isFinite(numbers.tokens_per_second);
    return {
      option,
      firm: option !== 'spot',
      listed: listed
        ? { value: listed.value, low: listed.low ?? listed.value, high: listed.high ?? listed.value, unit: listed.unit }
        : null,
      perUsedHour: ranged((of) => hourOf(option, of, shape), 'USD/h'),
      perYear: ranged((of) => overPeriod(hourOf(option, of, shape), of) / of.years, 'USD'),
      total: ranged((of) => overPeriod(hourOf(option, of, shape), of), 'USD'),
      perMillion: served ? ranged((of) => millionTokens(hourOf(option, of, shape), of.tokens_per_second), 'USD') : null,
      age: ageOf((listed ?? inputs.server_price)?.date, today),
    };
  }

  function verdictOf(): OwnVerdict {
    const cheapestOf = (among: readonly OwnOption[]) =>
      among.reduce((best, option) => (hourOf(option, numbers, shape) < hourOf(best, numbers, shape) ? option : best));
    const gap = (of: OwnNumbers) => overPeriod(hourOf('own', of, shape) - hourOf('on-demand', of, shape), of);
    const sureLeast = (of: OwnOption, among: readonly OwnOption[]) =>
      among.every((other) => other === of || sureness(of, other, numbers.utilisation).sure);
    const firm = known.filter((option) => option !== 'spot' && option !== 'api');
    const [bestFirm, cheapest] = [cheapestOf(firm), cheapestOf(known)];
    const stated = scenario.own?.option;
    return {
      ...against('on-demand', flips.onDemand),
      reserved: flips.reserved && against('reserved', flips.reserved),
      firm: bestFirm,
      cheapest,
      cheapestSure: sureLeast(cheapest, known),
      statedSure:
        stated === undefined || !known.includes(stated)
          ? true
          : sureLeast(stated, stated === bestFirm ? firm : [bestFirm]),
      later,
      ownOverRent: { ...rangeOver(gap, numbers, uncertain), unit: 'USD' },
    };
  }

  function sureness(option: OwnOption, other: OwnOption, use: number) {
    const at = (of: OwnNumbers) => ({ ...of, utilisation: use });
    return surenessOf((of) => hourOf(option, at(of), shape) - hourOf(other, at(of), shape), numbers, uncertain);
  }

  /** With a flip it is asked how sure its side is at the planned use, without one whether it holds from the least use to the most. */
  function against(rival: OwnOption, { kind, flip }: FoundFlip): OwnAgainst {
    const looked = (kind === 'flip' ? [numbers.utilisation] : [USE.high, USE.low]).map((use) =>
      sureness('own', rival, use),
    );
    const doubt = looked.filter(({ sure }) => !sure).toSorted((a, b) => b.turns.length - a.turns.length)[0];
    const turns = (doubt?.turns ?? []).map((turn) => ({ ...turn, unit: inputs[turn.name]!.unit }));
    return { kind, flip, sure: doubt === undefined, turns };
  }

  function partsOf(): OwnPart[] {
    const p = ownedParts(numbers, shape);
    const years = numbers.years;
    const once = (usd: number) => usd * n;
    const yearly = (usd: number) => usd * n * years;
    return [
      { part: 'server', usd: once(numbers.server_price * p.priceShare) },
      { part: 'network', usd: once(numbers.network_price * p.priceShare) },
      { part: 'storage', usd: once(numbers.storage_price * p.priceShare) },
      { part: 'resale', usd: -once(p.residual) },
      { part: 'interest', usd: yearly(p.capital) - once(p.hardware - p.residual) },
      { part: 'upkeep', usd: yearly(p.upkeep) },
      { part: 'housing', usd: yearly(p.housing) },
      { part: 'electricity', usd: yearly(p.electricity * HOURS_A_YEAR) },
      { part: 'staff', usd: yearly(p.staff) },
    ];
  }

  function worthsOf(of: Catalogue): Worth[] {
    const usual = {
      market: 'worth-half-life',
      'straight-line': 'book-life',
      'declining-balance': 'decline-rate',
    } as const;
    return DEPRECIATIONS.filter((method) => method !== 'given' || wish.depreciation === 'given').map((method) => {
      const own = method === wish.depreciation;
      const worth = own || method === 'given' ? numbers.worth : constantOf(of, usual[method]).value;
      const there = { ...numbers, worth };
      const otherwise = { ...shape, depreciation: method };
      return { method, share: worthLeft(there, method), perUsedHour: ownedParts(there, otherwise).perUsedHour };
    });
  }

  /** Only of a server that is bought whole: a builder leaves its seller's margin out. */
  function selfBuildOf(of: Catalogue): SelfBuild | null {
    if (wish.given.hardware !== undefined) return null;
    const { priceShare } = owned;
    const server = numbers.server_price * priceShare;
    const whole = wish.selfBuild ? server / (1 - constantOf(of, 'server-parts-margin').value) : server;
    const usd = (id: string) => constantOf(of, `server-parts-${id}`).value * whole * n;
    return {
      saves: usd('margin'),
      parts: (['cpu', 'memory', 'storage', 'nic', 'other'] as const).map((part) => ({ part, usd: usd(part) })),
      network: numbers.network_price * priceShare * n,
      sharedStorage: numbers.storage_price * priceShare * n,
    };
  }

  function chartOf(): OwnChart | null {
    const p = ownedParts(numbers, shape);
    const months = numbers.years * MONTHS;
    const ownStart = p.hardware * n;
    const resale = p.residual * n;
    const ownMonthly = (overPeriod(p.perUsedHour, numbers) - ownStart + resale) / months;
    const rentMonthly = overPeriod(hourOf('on-demand', numbers, shape), numbers) / months;
    const at = rentMonthly > ownMonthly ? ownStart / (rentMonthly - ownMonthly) : Number.POSITIVE_INFINITY;
    return { months, ownStart, ownMonthly, resale, rentMonthly, crossing: at <= months ? at : null };
  }

  function electricityOf(): ElectricityLine | null {
    const { tariffFactors: factors } = shape;
    const mean = hourPrices(factors, numbers.utilisation, 'even').working;
    const { working } = hourPrices(factors, numbers.utilisation, shape.workingHours);
    const kilowatts = (numbers.watts / 1000) * numbers.pue * n;
    const busy = numbers.utilisation + (1 - numbers.utilisation) * numbers.idle;
    return {
      mean: numbers.tariff * mean,
      low: numbers.tariff * Math.min(...factors),
      high: numbers.tariff * Math.max(...factors),
      working: numbers.tariff * working,
      byHour: factors.length > 1,
      megawattHours: (kilowatts * busy * HOURS_A_YEAR) / 1000,
      siteKilowatts: kilowatts,
    };
  }

  function tokensOf(): TokenLine | null {
    const { tokens_per_second: rateOfOne, api_price: api } = numbers;
    if (!Number.isFinite(rateOfOne)) return null;
    const capacity = rateOfOne * n * 86_400;
    // Owning costs nearly the same whatever is asked of it; the little that idling saves is left out here.
    const perDay = (hourOf('own', { ...numbers, utilisation: 1 }, shape) * n * 24 * 1e6) / api;
    return {
      perSecond: rateOfOne,
      served: setting.served && {
        modelName: setting.served.modelName,
        input: setting.served.input,
        output: setting.served.output,
      },
      api: setting.tokenPrice?.name ?? null,
      perDay: Number.isFinite(perDay) && perDay <= capacity ? perDay : null,
      sure: !Number.isFinite(api) || sureness('api', 'own', USE.high).sure,
      capacity,
    };
  }

  function noticesOf(): OwnNotice[] {
    const exports = (site.exports ?? []).filter(({ chips }) => chips.includes(chip.id));
    const laws = exports.map(({ rule, date, source }): OwnNotice => ({ code: rule, date, source }));
    const inChina = catalogue.prices.some(
      ({ chip: of, kind, region }) => of === chip.id && kind === 'rent-on-demand' && region === 'CHN',
    );
    const abroad = site.currency === 'CNY' && !inChina && inputs.on_demand?.kind !== 'input';
    const demand = site.seasons !== undefined && wish.given.tariff === undefined;
    const none = { date: null, source: null };
    return [
      ...laws,
      ...(abroad ? [{ code: 'rents-abroad' as const, ...none }] : []),
      ...(demand ? [{ code: 'no-demand-charge' as const, ...none }] : []),
      ...startNotices(setting, known.includes('api')).map((code) => ({ code, ...none })),
    ];
  }
}

/** From when on, as said. */
function startOf({ wish: { start, today } }: OwnSetting): OwnComparison['question']['start'] {
  return start === null ? null : { date: isoDay(start), day: start, wait: waitYears(start, today) };
}

/** What moves with a start and what stays, and how far the laws reach. */
function startNotices(setting: OwnSetting, api: boolean): OwnNotice['code'][] {
  const start = startOf(setting);
  if (!start) return [];
  return [
    setting.wish.depreciation === 'market' ? 'start-moves' : 'start-book',
    ...(api ? ['start-api' as const] : []),
    ...(start.wait > FORESEEN ? ['start-far' as const] : []),
  ];
}
