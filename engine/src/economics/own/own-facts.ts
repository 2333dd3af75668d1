import { assumption, type Because, derive, input } from '../../because/index.ts';
import { baseValue, type Catalogue, type Chip, cited, type Fact, type Site, type System } from '../../facts/index.ts';
import { constantOf } from '../../training/run/index.ts';
import { choosePrice } from '../choose-price.ts';
import { exchangeRate } from '../currency.ts';
import { serverWatts } from '../terms.ts';
import type { OwnInput, OwnShape } from './own-costs.ts';
import { purchasePrice } from './purchase.ts';
import { hourFactors, type WorkingHours } from './tariff.ts';

/** Room in somebody's data centre, a hall of one's own, or none that is counted. */
export const HOUSINGS = ['colocation', 'hall', 'none'] as const;
export type Housing = (typeof HOUSINGS)[number];
export const DEPRECIATIONS = ['market', 'straight-line', 'declining-balance', 'given'] as const;

/** What to look up; numbers of the user win over facts. USD, shares, years. */
export interface OwnWish {
  readonly chip: Chip;
  readonly system?: System;
  readonly accelerators: number;
  /** Days; `start` is null where nobody says one. */
  readonly start: number | null;
  readonly today: number;
  readonly site: Site;
  readonly depreciation: OwnShape['depreciation'];
  readonly housing: Housing;
  readonly workingHours: WorkingHours;
  /** Bought as parts: without the seller's margin on the server. */
  readonly selfBuild: boolean;
  readonly given: Readonly<Partial<Record<OwnInput | 'hardware' | 'colocation' | 'build', number>>>;
  /** Reason of what the API asks for a million output tokens, where one is asked about. */
  readonly api: Because | null;
  /** Output tokens a second of one accelerator at work, where a network that is served says them. */
  readonly served: Because | null;
}

/** Everything that rent against own depends on, each number with its reason; what is not known is absent. */
export interface OwnFacts {
  readonly inputs: Readonly<Partial<Record<OwnInput, Because>>>;
  readonly shape: OwnShape;
}

const MONTHS = 12;
/** Usual rating of a server over its accelerators' TDP where no system of the chip is known; as machine/ takes it. */
const SERVER_FACTOR = 1.5;
const ONE_LAYER = 512;
const TWO_LAYERS = 16_384;

/** The inputs of rent against own, from the user, the place and the catalogue. */
export function ownFacts(catalogue: Catalogue, wish: OwnWish): OwnFacts {
  const { given, site, accelerators } = wish;
  const fact = (name: string, id: string) => cited(name, constantOf(catalogue, id));
  const or = (name: OwnInput, unit: string, otherwise: () => Because | null): Because | null =>
    given[name] === undefined ? otherwise() : input(name, given[name], unit);
  const shared = given.hardware === undefined ? null : input('none', 0, 'USD');
  const inputs: Record<OwnInput, Because | null> = {
    utilisation: or('utilisation', 'share', () => fact('utilisation', 'cluster-utilisation')),
    years: input('years', given.years ?? 3, 'a'),
    start: wish.start === null ? null : input('start', wish.start, 'date'),
    server_price: or('server_price', 'USD', () => hardware(catalogue, wish)),
    network_price: or('network_price', 'USD', () => shared ?? network(catalogue, accelerators)),
    storage_price: or('storage_price', 'USD', () => shared ?? storage(catalogue)),
    wacc: or('wacc', '1/a', () => fact('wacc', 'wacc')),
    worth: or('worth', 'share', () => worth(catalogue, wish.depreciation)),
    upkeep: or('upkeep', '1/a', () => fact('upkeep', 'upkeep-share')),
    people: or('people', '1', () => people(catalogue, accelerators)),
    salary: or('salary', 'USD/a', () => inUsd(catalogue, 'salary', site.salary) ?? fact('salary', 'salary')),
    housing: or('housing', 'USD/kW/a', () => housing(catalogue, wish)),
    rated_watts: or('rated_watts', 'W', () => rated(catalogue, wish)),
    watts: or('watts', 'W', () => working(catalogue, wish)),
    idle: or('idle', 'share', () => idleShare(catalogue)),
    pue: or('pue', '1', () => fact('pue', 'power-usage-effectiveness')),
    tariff: or('tariff', 'USD/kWh', () => inUsd(catalogue, 'tariff', site.electricity)),
    on_demand: or('on_demand', 'USD/h', () => rentOf(catalogue, wish.chip.id, 'rent-on-demand', 'on_demand')),
    reserved: null,
    spot: or('spot', 'USD/h', () => rentOf(catalogue, wish.chip.id, 'rent-spot', 'spot')),
    interruptions: or('interruptions', '1/h', () => fact('interruptions', 'spot-interruptions')),
    lost_hours: or('lost_hours', 'h', () => fact('lost_hours', 'spot-lost-hours')),
    rent_fall: or('rent_fall', '1/a', () => rentFall(catalogue)),
    tokens_per_second: or('tokens_per_second', 'token/s', () => wish.served),
    api_price: or('api_price', 'USD', () => wish.api),
  };
  const reserved = or('reserved', 'USD/h', () => reservedRent(catalogue, wish.chip.id, inputs.on_demand));
  const known = Object.entries({ ...inputs, reserved }).flatMap(([name, because]) =>
    because ? [[name, { ...because, name }] as const] : [],
  );
  return {
    inputs: Object.fromEntries(known),
    shape: {
      accelerators,
      depreciation: wish.depreciation,
      tariffFactors: hourFactors(given.tariff === undefined ? site.seasons : undefined),
      workingHours: wish.workingHours,
      today: wish.today,
    },
  };
}

/** The same for another number of accelerators: people and network hang on it, and nothing else. */
export function atCount(catalogue: Catalogue, { inputs, shape }: OwnFacts, wish: OwnWish): OwnFacts {
  const { given, accelerators } = wish;
  return {
    inputs: {
      ...inputs,
      ...(given.people === undefined && { people: { ...people(catalogue, accelerators), name: 'people' } }),
      ...(given.network_price === undefined &&
        given.hardware === undefined && { network_price: network(catalogue, accelerators) }),
    },
    shape: { ...shape, accelerators },
  };
}

/** All that is bought in one number, or a server's price, without the seller's margin where it is built from parts. */
function hardware(catalogue: Catalogue, { given, chip, selfBuild }: OwnWish): Because | null {
  if (given.hardware !== undefined) return input('hardware', given.hardware, 'USD');
  const price = purchasePrice(catalogue, chip.id);
  if (!price || !selfBuild) return price;
  const margin = constantOf(catalogue, 'server-parts-margin').value;
  return scaled(price, 1 - margin, 'server_price', 'p · (1 − m)', [
    price,
    cited('margin', constantOf(catalogue, 'server-parts-margin')),
  ]);
}

const network = (catalogue: Catalogue, accelerators: number): Because =>
  cited('network_price', constantOf(catalogue, networkId(accelerators)));

const networkId = (accelerators: number): string =>
  `network-per-accelerator-${accelerators <= ONE_LAYER ? 'one-layer' : accelerators <= TWO_LAYERS ? 'two-layers' : 'three-layers'}`;

function storage(catalogue: Catalogue): Because {
  const price = cited('storage_per_terabyte', constantOf(catalogue, 'storage-price'));
  const size = cited('terabytes', constantOf(catalogue, 'storage-per-accelerator'));
  const corner = (edge: 'low' | 'high') => (price[edge] ?? price.value) * size.value;
  return {
    ...scaled(price, size.value, 'storage_price', 's · t', [price, size]),
    low: Math.min(corner('low'), price.value * (size.low ?? size.value)),
    high: Math.max(corner('high'), price.value * (size.high ?? size.value)),
    unit: 'USD',
  };
}

function worth(catalogue: Catalogue, how: OwnShape['depreciation']): Because | null {
  switch (how) {
    case 'market':
      return cited('worth', constantOf(catalogue, 'worth-half-life'));
    case 'straight-line':
      return cited('worth', constantOf(catalogue, 'book-life'));
    case 'declining-balance':
      return cited('worth', constantOf(catalogue, 'decline-rate'));
    case 'given':
      return null;
  }
}

function people(catalogue: Catalogue, accelerators: number): Because {
  const rate = cited('people_per_thousand', constantOf(catalogue, 'people-per-thousand'));
  const of = (perThousand: number) => 0.5 + (perThousand * accelerators) / 1000;
  return {
    ...rate,
    kind: 'formula',
    value: of(rate.value),
    low: of(rate.low ?? rate.value),
    high: of(rate.high ?? rate.value),
    formula: '0.5 + p · n / 1000',
    inputs: [rate, input('accelerators', accelerators, '1')],
  };
}

function housing(catalogue: Catalogue, { housing: kind, site, given }: OwnWish): Because | null {
  if (kind === 'none') return input('housing', 0, 'USD/kW/a');
  if (kind === 'colocation') {
    const month =
      given.colocation === undefined
        ? cited('colocation', site.colocation ?? constantOf(catalogue, 'colocation'))
        : input('colocation', given.colocation, 'USD/kW/month');
    return { ...scaled(month, MONTHS, 'housing', '12 · h', [month]), unit: 'USD/kW/a' };
  }
  const build =
    given.build === undefined
      ? cited('build', site.build ?? constantOf(catalogue, 'hall-build-cost'))
      : input('build', given.build, 'USD/W');
  const life = cited('hall_life', constantOf(catalogue, 'hall-life'));
  const wacc = given.wacc ?? constantOf(catalogue, 'wacc').value;
  const factor = wacc < 1e-12 ? 1 / life.value : wacc / (1 - (1 + wacc) ** -life.value);
  const inputs = [build, life, input('wacc', wacc, '1/a')];
  return { ...scaled(build, 1000 * factor, 'housing', '1000 · b · r / (1 − (1+r)^−n)', inputs), unit: 'USD/kW/a' };
}

const networkShare = (catalogue: Catalogue) => constantOf(catalogue, 'network-power-share').value;

/** What the sheet says the server may draw, with the network's share. */
function rated(catalogue: Catalogue, wish: OwnWish): Because | null {
  if (wish.given.watts !== undefined) return input('rated_watts', wish.given.watts / workingShare(catalogue), 'W');
  const watts = sheetWatts(wish);
  if (watts === null) return null;
  const factor = 1 + networkShare(catalogue);
  return { ...assumption('rated_watts', watts * factor, 'W', 'catalogue'), kind: 'formula', formula: 'P · (1 + n)' };
}

/** The same law as of a run's bill: linear between an idle and a busy server, times the network's share. */
function working(catalogue: Catalogue, wish: OwnWish): Because | null {
  const watts = sheetWatts(wish);
  if (watts === null) return null;
  const [idle, full, busy] = ['server-idle-power-share', 'server-full-power-share', 'training-busy-share'].map((id) =>
    cited(id.replaceAll('-', '_'), constantOf(catalogue, id)),
  );
  const node = derive('server_watts', serverWatts, [
    input('tdp', watts, 'W'),
    input('server_power_factor', 1, '1'),
    idle!,
    full!,
    busy!,
  ]);
  const error = constantOf(catalogue, 'server-power-error').value * 1.645 * Math.sqrt(Math.PI / 2); // as a bill's range
  const factor = 1 + networkShare(catalogue);
  return {
    ...scaled(node, factor, 'watts', 'P · (1 + n)', [
      node,
      cited('network_share', constantOf(catalogue, 'network-power-share')),
    ]),
    source: 'https://arxiv.org/abs/2412.08602',
    low: (node.value * factor) / (1 + error),
    high: Math.min(node.value * factor * (1 + error), watts * factor),
  };
}

/** Rated W of one accelerator's share of its server. */
function sheetWatts({ chip, system }: OwnWish): number | null {
  if (system?.power) return baseValue(system.power) / system.chips;
  return chip.tdp ? baseValue(chip.tdp) * SERVER_FACTOR : null;
}

/** Power at work over what the sheet says: nobody contracts less than the sheet. */
function workingShare(catalogue: Catalogue): number {
  const value = (id: string) => constantOf(catalogue, id).value;
  const [idle, full, busy] = [
    value('server-idle-power-share'),
    value('server-full-power-share'),
    value('training-busy-share'),
  ];
  return idle + (full - idle) * busy;
}

function idleShare(catalogue: Catalogue): Because {
  const idle = constantOf(catalogue, 'server-idle-power-share');
  return {
    ...cited('idle', idle),
    value: idle.value / workingShare(catalogue),
    kind: 'formula',
    formula: 'i / (i + (f − i) · u)',
  };
}

function rentOf(
  catalogue: Catalogue,
  chip: string,
  kind: 'rent-on-demand' | 'rent-spot' | 'rent-reserved',
  name: string,
): Because | null {
  const chosen = choosePrice(catalogue, chip, kind);
  return chosen && { ...chosen.because, name };
}

/** A reserved price where sellers publish one, else the price on demand less the usual discount. */
function reservedRent(catalogue: Catalogue, chip: string, onDemand: Because | null): Because | null {
  const listed = rentOf(catalogue, chip, 'rent-reserved', 'reserved');
  if (listed) {
    const facts = listed.inputs ?? [];
    const edge = (end: 'low' | 'high') => facts.map((node) => node[end] ?? node.value);
    return { ...listed, low: Math.min(...edge('low')), high: Math.max(...edge('high')) };
  }
  if (!onDemand) return null;
  const discount = cited('reserved_discount', constantOf(catalogue, 'reserved-discount'));
  return {
    ...scaled(onDemand, 1 - discount.value, 'reserved', 'p · (1 − d)', [onDemand, discount]),
    low: onDemand.value * (1 - (discount.high ?? discount.value)),
    high: onDemand.value * (1 - (discount.low ?? discount.value)),
  };
}

/** Rents of the median series hardly move; those of small clouds fall, those of large ones do not. */
function rentFall(catalogue: Catalogue): Because {
  const all = constantOf(catalogue, 'rent-change-all');
  const small = constantOf(catalogue, 'rent-change-small-cloud');
  return { ...cited('rent_fall', all), value: -all.value, low: 0, high: -small.value };
}

/** A fact in any currency of the catalogue, in dollars at the catalogue's dated rate. */
function inUsd(catalogue: Catalogue, name: string, fact: Fact | undefined): Because | null {
  if (!fact) return null;
  const [currency = '', per = ''] = fact.unit.split(/\/(.*)/s);
  const unit = `USD/${per === 'year' ? 'a' : per}`;
  const leaf = cited(name, fact);
  if (currency === 'USD') return { ...leaf, unit };
  const rate = exchangeRate(catalogue, currency as 'CNY');
  if (!rate) return null;
  return { ...scaled(leaf, 1 / rate.perUsd, name, 'x / r', [leaf, rate.because]), unit };
}

/** A reason times a number, its range with it. */
const scaled = (of: Because, factor: number, name: string, formula: string, inputs: readonly Because[]): Because => ({
  name,
  value: of.value * factor,
  ...(of.low !== undefined && { low: of.low * factor }),
  ...(of.high !== undefined && { high: of.high * factor }),
  unit: of.unit,
  kind: 'formula',
  formula,
  ...(of.source !== undefined && { source: of.source }),
  ...(of.date !== undefined && { date: of.date }),
  ...(of.grade !== undefined && { grade: of.grade }),
  ...(of.note !== undefined && { note: of.note }),
  inputs,
});
