import {
  type Period,
  type Pool,
  type PoolKind,
  type Readiness,
  type Site,
  WORK_KINDS,
  type WorkKind,
} from '../../decide/index.ts';
import { type BillFacts, billFacts, choosePrice, MissingFact, serverWatts, siteWatts } from '../../economics/index.ts';
import { baseValue, type Catalogue, type Chip, findByName, type Price } from '../../facts/index.ts';
import { buildMachine } from '../../machine/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { nearest } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import { lookup } from '../scenario/lookup.ts';
import { placeOf } from '../scenario/place.ts';
import type { FleetScenario, PoolWords, ReadinessWords, SiteWords } from './fleet-schema.ts';
import type { MoneyReader } from './money-reader.ts';
import { periodAt, spread } from './period-words.ts';

/** A pool with its chip, and the pace that its software reaches of what the engine estimates, by kind of work. */
export interface SettledPool {
  readonly pool: Pool;
  readonly chip: Chip;
  readonly pace: Readonly<Record<WorkKind, number>>;
}

interface Ground {
  readonly catalogue: Catalogue;
  readonly scenario: FleetScenario;
  readonly periods: readonly Period[];
  readonly money: MoneyReader;
  readonly assumed: Assumed[];
}

/** Where nobody says: the grid of most published runs; only carbon would need it, which is not reckoned here. */
const GRID = 'USA';

/** Buildings by name, in their order. Throws InputError. */
export function readSites({ scenario, periods, money }: Ground): Site[] {
  return Object.entries(scenario.fleet.sites ?? {}).map(([name, { power, electricity }]) => ({
    name,
    watts: power ? spread(power, periods, `fleet.sites.${name}.power`) : null,
    usdPerKilowattHour:
      electricity === undefined ? 0 : money.read(`fleet.sites.${name}.electricity`, electricity, 'USD/kWh'),
  }));
}

/** One pool with gaps filled from the catalogue. Throws InputError. */
export function readPool(ground: Ground, name: string, words: PoolWords): SettledPool {
  const { catalogue, scenario, periods, money, assumed } = ground;
  const path = `fleet.pools.${name}`;
  const placed: Assumed[] = [];
  // A slip is told where it stands in the file.
  if (!findByName(catalogue.systems, words.accelerator))
    lookup(catalogue.chips, words.accelerator, 'chip', `${path}.accelerator`);
  const { chip, system } = placeOf(catalogue, {}, words.accelerator, placed);
  const kind = words.kind ?? 'rented';
  const sites = Object.keys(scenario.fleet.sites ?? {});
  const site = words.site === undefined ? null : sites.indexOf(words.site);
  if (site !== null && site < 0) {
    const near = nearest(words.site!, sites);
    throw refuse('unknown-name', `${path}.site`, {
      value: words.site,
      values: { kind: 'site' },
      nearest: near.length > 0 ? near : sites,
    });
  }
  const from = words.from === undefined ? 0 : periodAt(periods, words.from, `${path}.from`);
  const price = priceOf();
  const machine = buildMachine(catalogue, { chip, count: 1, ...(system && { system }) });
  const own = words.site === undefined ? undefined : scenario.fleet.sites?.[words.site];
  return {
    chip,
    pool: {
      name,
      kind,
      chip: chip.id,
      count: spread(words.count, periods, `${path}.count`).map((count, t) => (t >= from ? count : 0)),
      lot: words.lot ?? 1,
      watts:
        words.power ??
        wattsOf(
          catalogue,
          chip,
          system?.power ? baseValue(system.power) / system.chips : null,
          machine.rates,
          own,
          scenario,
        ),
      site,
      usdPerHour: price.usd,
      priceRange: price.range,
      ready: byKind((work) => readinessOf(work).readiness),
    },
    pace: byKind((work) => readinessOf(work).pace),
  };

  function priceOf(): { usd: number[]; range: [number, number] } {
    if (words.price) {
      const usd = words.price.map((typed) => money.read(`${path}.price`, typed, 'USD/h'));
      return { usd: spread(usd, periods, `${path}.price`), range: [1, 1] };
    }
    if (kind === 'owned') return { usd: periods.map(() => 0), range: [1, 1] };
    const chosen = catalogued(catalogue, chip.id, kind);
    if (!chosen) throw refuse('no-fleet-price', `${path}.price`, { value: chip.name, values: { pool: name } });
    const { usd, because } = chosen;
    assumed.push({
      key: 'price_of',
      value: usd.value,
      unit: 'USD/h',
      low: usd.low,
      high: usd.high,
      source: [`${name}: ${because.formula ?? ''}`, because.date].filter(Boolean).join(', '),
      ...(because.date && { date: because.date }),
      of: name,
    });
    return { usd: periods.map(() => usd.value), range: [usd.low / usd.value, usd.high / usd.value] };
  }

  function readinessOf(work: WorkKind): { readiness: Readiness; pace: number } {
    return readReadiness(words.ready?.[work], periods, money, `${path}.ready.${work}`);
  }
}

/** Reserved accelerators without a price of their own are taken at what renting by the hour costs. */
function catalogued(catalogue: Catalogue, chip: string, kind: PoolKind) {
  const kinds: Price['kind'][] = kind === 'reserved' ? ['rent-reserved', 'rent-on-demand'] : ['rent-on-demand'];
  return kinds.map((one) => choosePrice(catalogue, chip, one)).find((found) => found !== null) ?? null;
}

const byKind = <T>(of: (work: WorkKind) => T): Record<WorkKind, T> =>
  Object.fromEntries(WORK_KINDS.map((work) => [work, of(work)])) as Record<WorkKind, T>;

const NEVER = /^(no|never|off|false)$/i;
const ALWAYS = /^(yes|now|on|true)$/i;

function readReadiness(
  words: ReadinessWords | undefined,
  periods: readonly Period[],
  money: MoneyReader,
  path: string,
) {
  const ready = (from: number | null, pace = 1, portUsd = 0) => ({ readiness: { from, portUsd }, pace });
  if (words === undefined || words === true) return ready(0);
  if (words === false) return ready(null);
  if (typeof words === 'string') {
    if (NEVER.test(words)) return ready(null);
    return ready(ALWAYS.test(words) ? 0 : periodAt(periods, words, path));
  }
  const from =
    words.from === undefined ? 0 : NEVER.test(words.from) ? null : periodAt(periods, words.from, `${path}.from`);
  const port = words.port === undefined ? 0 : money.read(`${path}.port`, words.port, 'USD');
  return ready(from, words.pace, port);
}

/** W at the meter of one accelerator that is busy all the time, with its share of server, network and cooling. */
function wattsOf(
  catalogue: Catalogue,
  chip: Chip,
  systemWatts: number | null,
  rates: { readonly tdp: number; readonly serverPowerFactor: number },
  site: SiteWords | undefined,
  scenario: FleetScenario,
): number {
  const pue = site?.pue ?? scenario.economics?.pue;
  const facts = factsFor(catalogue, chip.id, pue);
  const tdp = rates.tdp > 0 ? rates.tdp : (systemWatts ?? 0);
  const factor = rates.tdp > 0 ? rates.serverPowerFactor : 1;
  const { power } = facts;
  const server =
    'watts' in power ? power.watts.value : serverWatts(tdp, factor, power.idleShare.value, power.fullShare.value, 1);
  return siteWatts(1, server, facts.networkShare.value, facts.pue.value);
}

function factsFor(catalogue: Catalogue, chip: string, pue: number | undefined): BillFacts {
  try {
    return billFacts(catalogue, { chip, grid: GRID, usdPerAcceleratorHour: 0, ...(pue !== undefined && { pue }) });
  } catch (error) {
    if (!(error instanceof MissingFact)) throw error;
    throw refuse('unknown-name', 'economics.grid', { value: GRID, values: { kind: 'grid' } });
  }
}
