import type { Fleet, Workload } from '../../decide/index.ts';
import type { Chip } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import type { Estimated } from './estimated.ts';
import type { FleetScenario } from './fleet-schema.ts';
import { type MoneyReader, moneyReader } from './money-reader.ts';
import { QUARTER_SECONDS, readPeriods, spread } from './period-words.ts';
import { readPool, readSites } from './pool-words.ts';
import { type Offer, readWorkload } from './workload-words.ts';

/** Workloads × pools × periods that are placed at most: beyond, proofs take minutes. */
export const MOST_CELLS = 20_000;

/** A scenario with every name looked up, every estimate made and every gap filled. */
export interface SettledFleet {
  readonly fleet: Fleet;
  /** By pool. */
  readonly chips: readonly Chip[];
  readonly offers: readonly Offer[];
  readonly money: MoneyReader;
  readonly assumed: readonly Assumed[];
}

/** Throws InputError. */
export function settleFleet(
  context: Pick<Context, 'catalogue'>,
  scenario: FleetScenario,
  tell: (share: number) => void = () => {},
): SettledFleet {
  const { fleet: words, limits = {}, economics } = scenario;
  const assumed: Assumed[] = [];
  const money = moneyReader(context.catalogue, economics?.currency, limits.budget);
  const periods = readPeriods(words);
  if (words.period === undefined)
    assumed.push({ key: 'period', value: QUARTER_SECONDS, unit: 's', source: 'a quarter' });
  const named = { pools: Object.entries(words.pools), workloads: Object.entries(words.workloads) };
  for (const key of ['pools', 'workloads'] as const)
    if (named[key].length === 0) throw refuse('missing', `fleet.${key}`, { values: { flag: EXAMPLE[key] } });
  const cells = named.pools.length * named.workloads.length * periods.length;
  if (cells > MOST_CELLS)
    throw refuse('too-many-cells', 'fleet', {
      value: `${named.workloads.length} × ${named.pools.length} × ${periods.length}`,
      values: { cells, max: MOST_CELLS },
    });
  const ground = { catalogue: context.catalogue, scenario, periods, money, assumed };
  const sites = readSites(ground);
  const pools = named.pools.map(([name, pool]) => readPool(ground, name, pool));
  const objective = words.objective ?? 'cost';
  const made = new Map<string, Estimated>();
  const read = named.workloads.map(([name, workload], i) => {
    const told = (share: number) => tell((i + share) / named.workloads.length);
    return readWorkload({ context, periods, pools, money, assumed, made, told }, i, name, workload);
  });
  const spend = limits.spend?.map((typed) => money.read('limits.spend', typed, 'USD'));
  return {
    fleet: {
      objective,
      periods,
      sites,
      pools: pools.map(({ pool }) => pool),
      workloads: read.map(({ workload }): Workload => workload),
      budget: limits.budget === undefined ? null : money.read('limits.budget', limits.budget, 'USD'),
      spend: spend ? spread(spend, periods, 'limits.spend') : null,
    },
    chips: pools.map(({ chip }) => chip),
    offers: read.flatMap(({ offers }) => offers),
    money,
    assumed,
  };
}

const EXAMPLE = {
  pools: 'pools: { mine: { accelerator: h100-sxm, count: 256 } }',
  workloads: 'workloads: { chat: { kind: online, on: { h100-sxm: 64 } } }',
} as const;
