import { type Because, derive, input, sum } from '../../because/index.ts';
import {
  costRange,
  type Fleet,
  type FleetPlan,
  type Group,
  movesOf,
  type PlacedPlan,
  type Placement,
  poolsOf,
} from '../../decide/index.ts';
import { energyJoules, rent } from '../../economics/index.ts';
import type {
  FleetConflict,
  FleetEnd,
  FleetFigures,
  FleetFlip,
  FleetPool,
  FleetReport,
  FleetWorkload,
  FleetWorth,
} from '../../report/index.ts';
import { offerRows } from './fleet-offers.ts';
import type { SettledFleet } from './settle-fleet.ts';

/** A plan with names in place of numbers, and the reasons of its figures. */
export function fleetAnswer(settled: SettledFleet, plan: FleetPlan): FleetReport {
  const { fleet, money, assumed } = settled;
  const placement = plan.kind === 'placed' ? plan.placement : null;
  const { periods } = fleet;
  return {
    kind: 'fleet',
    outcome: plan.kind,
    objective: fleet.objective,
    money: { currency: money.currency, perUsd: money.perUsd },
    periods,
    pools: poolRows(settled, placement),
    sites: fleet.sites.map(({ name, watts }, s) => ({
      name,
      limit: watts,
      watts: placement?.watts[s] ?? periods.map(() => 0),
    })),
    workloads: workloadRows(settled, placement),
    placed: (placement?.placed ?? []).map(({ workload, pool, period, share, accelerators }) => ({
      workload: fleet.workloads[workload]!.name,
      pool: fleet.pools[pool]!.name,
      period: periods[period]!.name,
      share,
      accelerators,
    })),
    figures: placement && figuresOf(fleet, placement),
    budget: fleet.budget,
    gap: plan.kind === 'placed' ? plan.gap : 0,
    worths: plan.kind === 'placed' ? worthRows(fleet, plan) : [],
    flips: plan.kind === 'placed' ? flipRows(fleet, plan) : [],
    ends:
      plan.kind === 'placed' && plan.ends
        ? { low: endOf(fleet, plan.placement, plan.ends.low), high: endOf(fleet, plan.placement, plan.ends.high) }
        : null,
    reasons: plan.reasons,
    conflict: plan.kind === 'impossible' ? plan.relaxations.map((one) => conflictRow(fleet, one)) : [],
    leastChange: plan.kind === 'impossible' ? plan.leastChange : null,
    assumed,
  };
}

/** What is left of a plan that was cut short: nothing. */
export const stoppedFleet = (): FleetReport => ({
  kind: 'fleet',
  outcome: 'stopped',
  objective: 'cost',
  money: { currency: 'USD', perUsd: 1 },
  periods: [],
  pools: [],
  sites: [],
  workloads: [],
  placed: [],
  figures: null,
  budget: null,
  gap: 0,
  worths: [],
  flips: [],
  ends: null,
  reasons: 'none',
  conflict: [],
  leastChange: null,
  assumed: [],
});

function poolRows({ fleet, chips }: SettledFleet, placement: Placement | null): FleetPool[] {
  return fleet.pools.map((pool, p) => {
    const { name, kind, count, watts, usdPerHour, site } = pool;
    const chip = chips[p]!;
    return {
      name,
      kind,
      chip: chip.id,
      chipName: chip.name,
      vendor: chip.vendor,
      site: site === null ? null : fleet.sites[site]!.name,
      count,
      use: placement?.use[p] ?? fleet.periods.map(() => 0),
      reserved: kind === 'reserved' ? (placement?.reserved[p] ?? 0) : null,
      watts,
      usdPerHour,
      usd: placement?.usdByPool[p] ?? 0,
    };
  });
}

function workloadRows(settled: SettledFleet, placement: Placement | null): FleetWorkload[] {
  const { fleet } = settled;
  return fleet.workloads.map((work, w) => {
    const parts = placement?.placed.filter(({ workload }) => workload === w) ?? [];
    const times = parts.map(({ period }) => period);
    const at = (t: number) => (times.length > 0 ? fleet.periods[t]!.name : null);
    return {
      name: work.name,
      kind: work.kind,
      done: placement?.done[w] ?? false,
      where: placement
        ? poolsOf(fleet, placement, w).map(({ pool, share }) => ({ pool: fleet.pools[pool]!.name, share }))
        : [],
      from: at(Math.min(...times)),
      to: at(Math.max(...times)),
      offers: offerRows(settled, w),
    };
  });
}

/** The bill by pool, every one of them hours times a price, with electricity and what it takes to bring work there. */
function figuresOf(fleet: Fleet, placement: Placement): FleetFigures {
  const range = costRange(fleet, placement);
  const bills = fleet.pools.map((pool, p): Because => {
    const used = hoursOf(fleet, placement, p);
    const paid = pool.kind === 'rented' ? used : heldHours(fleet, placement, p);
    const electricity = placement.usdByPool[p]! - paid * meanPrice(fleet, placement, p);
    return sum(pool.name, 'USD', [
      derive('hours', rent, [
        input('accelerator_hours', paid, 'GPU-h'),
        input('price', meanPrice(fleet, placement, p), 'USD/h'),
      ]),
      input('electricity', Math.max(0, electricity), 'USD'),
    ]);
  });
  const ports = placement.ported.map(({ pool, kind, usd }) =>
    input(`${kind}_to_${fleet.pools[pool]!.name}`, usd, 'USD'),
  );
  const energies = fleet.pools.map((pool, p) =>
    derive(pool.name, energyJoules, [
      input('watts', pool.watts, 'W'),
      input('accelerator_seconds', hoursOf(fleet, placement, p) * 3600, 's'),
    ]),
  );
  const worth = fleet.workloads.some(({ value }) => value !== null)
    ? fleet.workloads.reduce((all, { value }, w) => all + (placement.done[w] ? (value ?? 0) : 0), 0)
    : null;
  const cost = { ...sum('cost', 'USD', [...bills, ...ports]), low: range.low, high: range.high };
  const { joules } = placement;
  return {
    cost: { ...range, unit: 'USD' },
    energy: {
      value: joules,
      low: joules * (range.low / range.value || 1),
      high: joules * (range.high / range.value || 1),
      unit: 'J',
    },
    value: worth,
    because: { ...cost, name: 'fleet', inputs: [cost, sum('energy', 'J', energies)] },
  };
}

const hoursOf = ({ periods }: Fleet, { use }: Placement, p: number): number =>
  periods.reduce((all, { hours }, t) => all + use[p]![t]! * hours, 0);

/** Accelerator-hours that are paid for whether they are used or not. */
function heldHours({ pools, periods }: Fleet, { reserved }: Placement, p: number): number {
  const { kind, count } = pools[p]!;
  const from = count.findIndex((n) => n > 0);
  return periods.reduce(
    (all, { hours }, t) => all + (kind === 'owned' ? count[t]! : t >= from && from >= 0 ? reserved[p]! : 0) * hours,
    0,
  );
}

/** Mean price of the hours that are paid. */
function meanPrice(fleet: Fleet, placement: Placement, p: number): number {
  const { usdPerHour, kind, count } = fleet.pools[p]!;
  const from = count.findIndex((n) => n > 0);
  const weights = fleet.periods.map(({ hours }, t) => {
    if (kind === 'rented') return placement.use[p]![t]! * hours;
    return (kind === 'owned' ? count[t]! : t >= from && from >= 0 ? placement.reserved[p]! : 0) * hours;
  });
  const all = weights.reduce((a, b) => a + b, 0);
  return all > 0 ? weights.reduce((mean, weight, t) => mean + (weight * usdPerHour[t]!) / all, 0) : usdPerHour[0]!;
}

function worthRows(fleet: Fleet, { worths }: PlacedPlan): FleetWorth[] {
  return worths.map(({ kind, index, perPeriod, total, more }) => ({
    kind,
    name: kind === 'supply' ? fleet.pools[index]!.name : kind === 'power' ? fleet.sites[index]!.name : '',
    perPeriod,
    total,
    more,
  }));
}

function flipRows(fleet: Fleet, { flips }: PlacedPlan): FleetFlip[] {
  return flips.map(({ pool, direction, times, moves }) => {
    const { name, usdPerHour } = fleet.pools[pool]!;
    const now = usdPerHour.reduce((all, usd) => all + usd, 0) / usdPerHour.length;
    return { pool: name, direction, times, now, usdPerHour: now * times, moves: named(fleet, moves) };
  });
}

const named = ({ workloads, pools }: Fleet, moves: PlacedPlan['flips'][number]['moves']): FleetFlip['moves'] =>
  moves.map(({ workload, from, to }) => ({
    workload: workloads[workload]!.name,
    from: from === null ? null : pools[from]!.name,
    to: to === null ? null : pools[to]!.name,
  }));

function endOf(fleet: Fleet, placement: Placement, there: Placement | null): FleetEnd {
  if (!there) return { cost: null, moves: [] };
  return { cost: there.usd, moves: named(fleet, movesOf(fleet, placement, there)) };
}

type Miss = { readonly group: Group; readonly by: number | null; readonly usd: number | null };

function conflictRow(fleet: Fleet, { group, by, usd }: Miss): FleetConflict {
  const { pools, sites, workloads, periods } = fleet;
  const shared = { group, by, cost: usd };
  const period = (t: number) => periods[t]?.name ?? null;
  switch (group.kind) {
    case 'must':
      return { ...shared, name: workloads[group.workload]!.name, limit: null, until: null };
    case 'start': {
      const { name, first } = workloads[group.workload]!;
      return { ...shared, name, limit: period(first), until: by === null ? null : period(first - by) };
    }
    case 'deadline': {
      const { name, last } = workloads[group.workload]!;
      return { ...shared, name, limit: period(last), until: by === null ? null : period(last + by) };
    }
    case 'ready': {
      const { name, ready } = pools[group.pool]!;
      const { from } = ready[group.work];
      return {
        ...shared,
        name,
        limit: from === null ? null : period(from),
        until: by === null ? null : period((from ?? periods.length) - by),
      };
    }
    case 'supply':
      return { ...shared, name: pools[group.pool]!.name, limit: Math.max(...pools[group.pool]!.count), until: null };
    case 'power':
      return {
        ...shared,
        name: sites[group.site]!.name,
        limit: Math.max(...(sites[group.site]!.watts ?? [0])),
        until: null,
      };
    case 'budget':
      return { ...shared, name: '', limit: fleet.budget, until: null };
    default:
      return { ...shared, name: '', limit: Math.max(...(fleet.spend ?? [0])), until: null };
  }
}
