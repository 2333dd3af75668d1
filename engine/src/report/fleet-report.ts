import type { Because } from '../because/index.ts';
import type { FleetObjective, Group, PoolKind, Reasons, WorkKind } from '../decide/index.ts';
import type { Problem, Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';

/** What goes where, what its limits are worth and what would flip it; or the few limits that are in each other's way. Base units, USD. */
export interface FleetReport {
  readonly kind: 'fleet';
  readonly outcome: 'placed' | 'impossible' | 'stopped';
  readonly objective: FleetObjective;
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  readonly periods: readonly { readonly name: string; readonly hours: number }[];
  readonly pools: readonly FleetPool[];
  readonly sites: readonly FleetSite[];
  readonly workloads: readonly FleetWorkload[];
  readonly placed: readonly FleetPart[];
  readonly figures: FleetFigures | null;
  readonly budget: number | null; // USD
  /** Share of the objective by which a better placement could still be better; 0 = proven best. */
  readonly gap: number;
  readonly worths: readonly FleetWorth[];
  readonly flips: readonly FleetFlip[];
  /** Everything placed anew with all estimates at their low, or high end. */
  readonly ends: { readonly low: FleetEnd; readonly high: FleetEnd } | null;
  /** `few`: flips, ends and placements with more of a limit were not tried; of a conflict, amounts are the least. */
  readonly reasons: Reasons;
  readonly conflict: readonly FleetConflict[];
  /** Where nothing fits: what supply, power and money have to give together, in shares of each. Null where dates or software are in the way. */
  readonly leastChange: readonly { readonly group: Group; readonly by: number; readonly share: number }[] | null;
  readonly assumed: readonly Assumed[];
}

export interface FleetFigures {
  readonly cost: Ranged; // USD
  readonly energy: Ranged; // J
  /** Work that is worth something and is done, USD; null where nothing has a value. */
  readonly value: number | null;
  readonly because: Because;
}

export interface FleetPool {
  readonly name: string;
  readonly kind: PoolKind;
  readonly chip: string;
  readonly chipName: string;
  readonly vendor: string;
  readonly site: string | null;
  /** By period. */
  readonly count: readonly number[];
  readonly use: readonly number[];
  readonly reserved: number | null;
  readonly watts: number;
  readonly usdPerHour: readonly number[];
  /** What the plan spends on it. */
  readonly usd: number;
}

export interface FleetSite {
  readonly name: string;
  readonly limit: readonly number[] | null; // W
  readonly watts: readonly number[];
}

export interface FleetWorkload {
  readonly name: string;
  readonly kind: WorkKind;
  readonly done: boolean;
  /** Names of pools with their share of the work, most first. */
  readonly where: readonly { readonly pool: string; readonly share: number }[];
  /** First and last period in which any of it runs. */
  readonly from: string | null;
  readonly to: string | null;
  readonly offers: readonly FleetOffer[];
}

/** What a workload would take on a pool, were it there alone. */
export interface FleetOffer {
  readonly pool: string;
  readonly chip: string;
  readonly vendor: string;
  /** GPU-h, or accelerators of a service at load 1. Null where it does not run. */
  readonly need: Ranged | null;
  /** At the pool's price of an hour: rent, reservation or what owning costs, and electricity. */
  readonly usd: Ranged | null;
  /** USD/h at which it would cost what the cheapest other one does; null where there is none. */
  readonly levelUsdPerHour: number | null;
  /** First period in which the pool's software is ready for it; null = never. */
  readonly ready: string | null;
  readonly from: 'given' | 'train' | 'serve';
  readonly how: string | null;
  readonly refused: Problem | null;
}

export interface FleetPart {
  readonly workload: string;
  readonly pool: string;
  readonly period: string;
  readonly share: number;
  readonly accelerators: number;
}

export interface FleetWorth {
  readonly kind: 'supply' | 'power' | 'budget' | 'spend';
  /** Pool or site. */
  readonly name: string;
  /** What one more (accelerator, W, USD) takes off, by period and in all, while whole choices stay. USD, or J. */
  readonly perPeriod: readonly number[];
  readonly total: number;
  readonly more: { readonly by: number; readonly gain: number } | null;
}

export interface FleetFlip {
  readonly pool: string;
  readonly direction: 'cheaper' | 'dearer';
  readonly usdPerHour: number;
  readonly now: number;
  readonly times: number;
  readonly moves: readonly { readonly workload: string; readonly from: string | null; readonly to: string | null }[];
}

export interface FleetEnd {
  /** USD; null where it does not fit then. */
  readonly cost: number | null;
  readonly moves: FleetFlip['moves'];
}

/** A limit in a conflict, what it is, and by how much it misses. */
export interface FleetConflict {
  readonly group: Group;
  /** Pool, site or workload; empty for money. */
  readonly name: string;
  /** What the limit is now: accelerators, W, USD; the period of a date; null where it has no size. */
  readonly limit: number | string | null;
  readonly by: number | null;
  /** The period that a date would have to be; null for amounts. */
  readonly until: string | null;
  /** The plan with that much more, USD; null where something else is in the way as well. */
  readonly cost: number | null;
}

/** A line for each part that is placed, for spreadsheets. */
export function fleetTable({ placed, periods, pools }: FleetReport): Table {
  return {
    name: 'fleet',
    columns: [
      { key: 'workload' },
      { key: 'pool' },
      { key: 'accelerator' },
      { key: 'period' },
      { key: 'share', unit: '1' },
      { key: 'accelerators', unit: '1' },
      { key: 'gpu_hours', unit: 'GPU-h' },
      { key: 'energy', unit: 'J' },
    ],
    rows: placed.map(({ workload, pool, period, share, accelerators }) => {
      const place = pools.find(({ name }) => name === pool)!;
      const hours = accelerators * periods.find(({ name }) => name === period)!.hours;
      return [workload, pool, place.chip, period, share, accelerators, hours, hours * place.watts * 3600];
    }),
  };
}
