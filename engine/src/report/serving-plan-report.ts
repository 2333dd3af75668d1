import { paretoFront } from '../decide/index.ts';
import type { Objective, RefusedOption } from '../serving/search/option.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { SimulationReport } from './simulation-report.ts';
import type { Cell, Table } from './table.ts';

/** What came of a plan: the promise is kept, nothing there keeps it, or nothing fits the memory at all. */
export type PlanOutcome = 'kept' | 'missed' | 'does-not-fit' | 'stopped';

/** One way to serve, as it was simulated. */
export interface PlanRow {
  readonly chip: string;
  readonly chipName: string;
  readonly accelerators: number;
  /** Replicas of both roles, or of each. */
  readonly replicas: number;
  readonly prefill: number | null;
  readonly decode: number | null;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  readonly weights: string;
  readonly kv: string;
  readonly engine: string;
  readonly maxBatch: number;
  readonly maxBatchedTokens: number;
  readonly usdPerHour: number | null;
  /** USD of a million output tokens that were served, all costs on them. */
  readonly usdPerMillion: number | null;
  readonly watts: number | null;
  /** Seconds at the promised percentiles, or at p99 where nothing is promised of them. */
  readonly ttft: number;
  readonly tpot: number;
  /** Largest of measured over promised; at most 1 = kept. */
  readonly strain: number;
  /** Tokens/s of output that one user sees, and that one accelerator served. */
  readonly perUser: number;
  readonly perAccelerator: number;
  /**
   * Whether it was simulated under the whole traffic. Where not, its latencies are of one replica under its share, and that it keeps the
   * promise is not seen yet.
   */
  readonly checked: boolean;
}

/** A point of the front of rates: the best that an option can give at a batch. */
export interface FrontRow {
  readonly chip: string;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  readonly weights: string;
  readonly running: number;
  readonly perUser: number;
  readonly perAccelerator: number;
  readonly usdPerMillion: number | null;
}

/** Where the better of the two best kinds of accelerators changes. */
export interface ServingFlip {
  readonly best: string;
  readonly bestName: string;
  readonly other: string;
  readonly otherName: string;
  /** USD/h of one of the other's accelerators below which it is cheaper, and what it costs now; null where either is not priced. */
  readonly price: { readonly below: number; readonly now: number } | null;
  /** Requests/s below and above which the other is cheaper; null where it never is. */
  readonly rateBelow: number | null;
  readonly rateAbove: number | null;
}

/** One change and what it brings. */
export interface ServingLever {
  readonly kind: 'ttft' | 'tpot' | 'e2e' | 'accelerators' | 'weights';
  readonly from: string | number;
  readonly to: string | number;
  /** Kept by it where nothing was. */
  readonly keeps: boolean;
  /** USD/h (accelerators where no price is known) after it. */
  readonly usdPerHour: number | null;
  readonly accelerators: number;
  readonly chipName: string;
}

export interface ServingPlanReport {
  readonly kind: 'serving-plan';
  readonly outcome: PlanOutcome;
  readonly objective: Objective;
  readonly model: string;
  readonly modelName: string;
  readonly parameters: number;
  /** Of a vision tower beside them; absent where there is none. */
  readonly visionParameters?: number;
  readonly requestsPerSecond: number;
  readonly promises: readonly { readonly quantity: string; readonly percentile: number; readonly limit: number }[];
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  /** Best first. */
  readonly kept: readonly PlanRow[];
  readonly nearest: PlanRow | null;
  /** Of each other kind of accelerator on which nothing keeps the promise, what comes nearest. */
  readonly missed: readonly PlanRow[];
  /** Other engine settings that were tried; whether the best way uses them, and then the best way with the engine's own, where it keeps the promise. */
  readonly settings: { readonly tried: number; readonly tuned: boolean; readonly own: PlanRow | null };
  /** The best one (or the nearest) under the whole traffic, in full. */
  readonly simulation: SimulationReport | null;
  readonly front: readonly FrontRow[];
  readonly flips: readonly ServingFlip[];
  readonly lever: ServingLever | null;
  /** Narrower weights than published: what is known of what they cost in quality, and the best with weights as published. */
  readonly quality: { readonly weights: string; readonly kv: string; readonly asPublished: PlanRow | null } | null;
  readonly refused: readonly { readonly chipName: string; readonly count: number; readonly example: RefusedOption }[];
  readonly search: { readonly compared: number; readonly simulated: number; readonly complete: boolean };
  readonly assumed: readonly Assumed[];
}

/** Which of the rows no other beats in both rates. */
export const frontOf = (rows: readonly PlanRow[]): PlanRow[] =>
  paretoFront(rows, [(row) => -row.perUser, (row) => -row.perAccelerator]);

const COLUMNS = [
  ['chip', undefined],
  ['accelerators', '1'],
  ['replicas', '1'],
  ['prefill', '1'],
  ['decode', '1'],
  ['tp', '1'],
  ['pp', '1'],
  ['dp', '1'],
  ['ep', '1'],
  ['weights', undefined],
  ['kv', undefined],
  ['engine', undefined],
  ['maxBatch', '1'],
  ['maxBatchedTokens', 'token'],
  ['usdPerHour', 'USD/h'],
  ['usdPerMillion', 'USD'],
  ['watts', 'W'],
  ['ttft', 's'],
  ['tpot', 's'],
  ['strain', '1'],
  ['perUser', 'token/s'],
  ['perAccelerator', 'token/s'],
  ['checked', undefined],
] as const satisfies readonly (readonly [keyof PlanRow, string | undefined])[];

/** The options of a plan for spreadsheets, best first; then what comes nearest of each kind of accelerator that keeps nothing (strain above 1). */
export function servingPlanTable({ kept, nearest, missed }: ServingPlanReport): Table {
  const rows = [...kept, ...(nearest ? [nearest] : []), ...missed];
  return {
    name: 'plan',
    columns: COLUMNS.map(([key, unit]) => ({ key: snake(key), ...(unit !== undefined && { unit }) })),
    rows: rows.map((row) => COLUMNS.map(([key]): Cell => cellOf(row[key]))),
  };
}

const cellOf = (value: PlanRow[keyof PlanRow]): Cell => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A figure without a range. */
export const certain = (value: number, unit: string): Ranged => ({ value, low: value, high: value, unit });
