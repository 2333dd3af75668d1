import type { Built } from './build.ts';
import { type Fleet, sunkUsd, usdOfHour, type WorkKind } from './fleet.ts';

/** A part of a workload on a pool in a period. */
export interface Placed {
  readonly workload: number;
  readonly pool: number;
  readonly period: number;
  /** Of the whole work; of a service, of the load of the period. */
  readonly share: number;
  /** Mean over the period. */
  readonly accelerators: number;
}

/** What goes where, and what that takes. */
export interface Placement {
  readonly placed: readonly Placed[];
  /** Of optional work; true for all that must be done. */
  readonly done: readonly boolean[];
  /** Accelerators that a reserved pool holds; 0 for other pools. */
  readonly reserved: readonly number[];
  readonly ported: readonly { readonly pool: number; readonly kind: WorkKind; readonly usd: number }[];
  /** Accelerators at work, by pool and period. */
  readonly use: readonly (readonly number[])[];
  /** W at the meter, by site and period. */
  readonly watts: readonly (readonly number[])[];
  /** USD by pool: for use or reservation, with electricity; owned ones with what they cost anyway. Ports are beside. */
  readonly usdByPool: readonly number[];
  readonly usd: number;
  readonly joules: number;
}

const NOTHING = 1e-7; // shares below are the solver's rounding

/** A solution as a placement. */
export function readPlacement(fleet: Fleet, built: Built, values: readonly number[]): Placement {
  const { pools, workloads } = fleet;
  const placed = built.cells.flatMap(({ column, workload, pool, period, use, share }): Placed[] => {
    const { load } = workloads[workload]!;
    const value = cleaned(values[column]!, built.program.columns[column]!.integer);
    if (value * share <= NOTHING) return [];
    return [{ workload, pool, period, share: (value * share) / (load?.[period] ?? 1), accelerators: value * use }];
  });
  const reserved = built.held.map((column, p) => (column === null ? 0 : Math.round(values[column]!) * pools[p]!.lot));
  const ported = built.ports
    .filter(({ column }) => values[column]! > 0.5)
    .map(({ pool, kind }) => ({ pool, kind, usd: pools[pool]!.ready[kind].portUsd }));
  const done = built.done.map((column) => column === null || values[column]! > 0.5);
  return accountOf(fleet, { placed, done, reserved, ported });
}

/** What a placement takes in accelerators, power, money and energy, counted from what goes where. */
export function accountOf(
  fleet: Fleet,
  { placed, done, reserved, ported }: Pick<Placement, 'placed' | 'done' | 'reserved' | 'ported'>,
): Placement {
  const { pools, periods, sites } = fleet;
  const use = pools.map(() => periods.map(() => 0));
  for (const { pool, period, accelerators } of placed) use[pool]![period]! += accelerators;
  const watts = sites.map((_, s) =>
    periods.map((__, t) => pools.reduce((sum, pool, p) => sum + (pool.site === s ? use[p]![t]! * pool.watts : 0), 0)),
  );
  const usdByPool = pools.map((pool, p) => {
    const used = periods.reduce((sum, { hours }, t) => sum + use[p]![t]! * hours * usdOfHour(fleet, pool, t), 0);
    return used + heldUsd(fleet, p, reserved[p]!);
  });
  const joules = pools.reduce(
    (sum, pool, p) => sum + periods.reduce((all, { hours }, t) => all + use[p]![t]! * hours * pool.watts * 3600, 0),
    0,
  );
  const ports = ported.reduce((sum, { usd }) => sum + usd, 0);
  return {
    placed,
    done,
    reserved,
    ported,
    use,
    watts,
    usdByPool,
    usd: ports + usdByPool.reduce((sum, usd) => sum + usd, 0),
    joules,
  };
}

/** What is paid for a pool's accelerators whether they work or not. */
function heldUsd({ pools, periods }: Fleet, p: number, reserved: number): number {
  const pool = pools[p]!;
  if (pool.kind === 'owned') return sunkUsd({ pools: [pool], periods });
  if (pool.kind !== 'reserved') return 0;
  const from = pool.count.findIndex((n) => n > 0);
  return periods.reduce(
    (sum, { hours }, t) => sum + (from >= 0 && t >= from ? reserved * hours * pool.usdPerHour[t]! : 0),
    0,
  );
}

const cleaned = (value: number, whole: boolean): number => (whole ? Math.round(value) : Math.max(0, value));

/** Pools of a workload, most of it first, with their shares of it (of a service, of all its load). */
export function poolsOf(
  { workloads }: Fleet,
  { placed }: Placement,
  workload: number,
): { pool: number; share: number }[] {
  const { load } = workloads[workload]!;
  const total = load ? load.reduce((sum, times) => sum + times, 0) : 1;
  const shares = new Map<number, number>();
  for (const part of placed) {
    if (part.workload !== workload) continue;
    const weight = load ? load[part.period]! / total : 1;
    shares.set(part.pool, (shares.get(part.pool) ?? 0) + part.share * weight);
  }
  // Whole replicas serve a little more than is asked.
  const whole = load
    ? Math.max(
        1,
        [...shares.values()].reduce((sum, share) => sum + share, 0),
      )
    : 1;
  return [...shares]
    .map(([pool, share]) => ({ pool, share: share / whole }))
    .sort((a, b) => b.share - a.share || a.pool - b.pool);
}
