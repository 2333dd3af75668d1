/** Kinds of work: a pool's software may be ready for one and not for another. */
export const WORK_KINDS = ['pretraining', 'posttraining', 'batch', 'online'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Rented: paid for while used. Reserved: as many as are worth it, held and paid from when they come to the end. Owned: there already. */
export const POOL_KINDS = ['owned', 'rented', 'reserved'] as const;
export type PoolKind = (typeof POOL_KINDS)[number];

export const FLEET_OBJECTIVES = ['cost', 'energy', 'value'] as const;
export type FleetObjective = (typeof FLEET_OBJECTIVES)[number];

/** A value with the range that it was estimated with. */
export interface Need {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Period {
  readonly name: string;
  readonly hours: number;
}

/** A building with a limit of power; what stands elsewhere draws nobody's power. */
export interface Site {
  readonly name: string;
  /** W at the meter, by period; null = no limit. */
  readonly watts: readonly number[] | null;
  readonly usdPerKilowattHour: number;
}

/** How ready a pool's software is for a kind of work. */
export interface Readiness {
  /** First period in which it runs; null = never. */
  readonly from: number | null;
  /** USD once, to bring that kind of work there at all. */
  readonly portUsd: number;
}

/** Accelerators of one kind in one place under one contract. */
export interface Pool {
  readonly name: string;
  readonly kind: PoolKind;
  /** The accelerator: estimates of one accelerator err together. */
  readonly chip: string;
  /** There are so many, by period; 0 before they come. */
  readonly count: readonly number[];
  /** Reserved by so many at a time. */
  readonly lot: number;
  /** W at the meter of one at work, its share of server, network and cooling included. */
  readonly watts: number;
  readonly site: number | null;
  /** USD/h of one, by period. */
  readonly usdPerHour: readonly number[];
  /** Cheapest and dearest seller over the price used. */
  readonly priceRange: readonly [number, number];
  readonly ready: Readonly<Record<WorkKind, Readiness>>;
}

/** One pool that a workload may run on. */
export interface Alternative {
  readonly pool: number;
  /** Accelerator-hours of the whole work; of a service, accelerators at load 1. */
  readonly need: Need;
  /** At work at once, at most; Infinity where nobody says. */
  readonly atMost: number;
  /** All of `atMost` at the same time or none: a training run of one size. */
  readonly together: boolean;
  /** A service grows by so many; 0 = by any amount. */
  readonly lot: number;
}

export interface Workload {
  readonly name: string;
  readonly kind: WorkKind;
  /** Done once over the periods; or, with a load by period, held in every one of them. */
  readonly load: readonly number[] | null;
  /** First and last period of it. */
  readonly first: number;
  readonly last: number;
  /** Whether several pools may share it. */
  readonly split: boolean;
  /** USD that it is worth where it may be left out; null where it must be done. */
  readonly value: number | null;
  readonly alternatives: readonly Alternative[];
}

/** A portfolio of work, and pools to place it on. */
export interface Fleet {
  readonly objective: FleetObjective;
  readonly periods: readonly Period[];
  readonly sites: readonly Site[];
  readonly pools: readonly Pool[];
  readonly workloads: readonly Workload[];
  /** USD over all periods, and by period. */
  readonly budget: number | null;
  readonly spend: readonly number[] | null;
}

/** USD of owned accelerators, paid whether they work or not. */
export function sunkUsd({ pools, periods }: Pick<Fleet, 'pools' | 'periods'>, period?: number): number {
  return pools
    .filter(({ kind }) => kind === 'owned')
    .flatMap(({ count, usdPerHour }) =>
      periods.map(({ hours }, t) => (t === (period ?? t) ? count[t]! * hours * usdPerHour[t]! : 0)),
    )
    .reduce((sum, usd) => sum + usd, 0);
}

/** USD of an hour of one accelerator at work: its price where it is paid by use, and the electricity of its site. */
export function usdOfHour({ sites }: Pick<Fleet, 'sites'>, pool: Pool, period: number): number {
  const electricity = pool.site === null ? 0 : (pool.watts / 1000) * sites[pool.site]!.usdPerKilowattHour;
  return (pool.kind === 'rented' ? pool.usdPerHour[period]! : 0) + electricity;
}
