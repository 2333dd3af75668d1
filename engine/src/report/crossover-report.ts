import type { Leader } from '../decide/index.ts';
import type { Ranged } from '../training/answer.ts';
import { type Currency, isoDay, type TurnedUnit, type Unit } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { Cell, Column, Table } from './table.ts';
import type { UnseenPromise } from './unseen-promise.ts';

/** The answer to "where does the better of two flips?": plain data, base units. */
export interface CrossoverReport {
  readonly kind: 'crossover';
  readonly a: CrossoverSide;
  readonly b: CrossoverSide;
  readonly over: CrossoverAxis;
  readonly on: { readonly key: string; readonly unit: Unit; readonly better: 'smaller' | 'larger' };
  readonly flips: readonly CrossoverFlip[];
  /** Who leads where; the whole axis in order. */
  readonly stretches: readonly CrossoverStretch[];
  /** The scenarios as their files stand. */
  readonly now: {
    readonly a: Ranged | null;
    readonly b: Ranged | null;
    readonly leader: Leader;
    /** Who leads goes on leading within what is not known. */
    readonly sure: boolean;
    /** The flip that is nearest to where the files stand, as a factor of the input there; null where they stand at two places. */
    readonly flipAt: number | null;
  };
  /** Where nothing flips: the place at which the two come nearest, both values there, and whether who leads does so within what is not known. */
  readonly nearest: { readonly at: number; readonly a: number; readonly b: number; readonly sure: boolean } | null;
  /** Where a pair of flips may hide, and the share of the axis below which any stretch may be missed. */
  readonly unsure: readonly { readonly low: number; readonly high: number }[];
  readonly surelySeen: number;
  /** Each look was a search of its own, whose plans change in steps. */
  readonly searched: boolean;
  readonly looks: number;
  /** False where it was stopped: what is told is what was seen until then. */
  readonly complete: boolean;
  readonly curves: readonly CrossoverPoint[];
  readonly map: CrossoverMap | null;
  /** In which amounts are told; what stands above is in US dollars. */
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  /** What facts filled in, by the path of its input, with its age. */
  readonly assumed: readonly Assumed[];
}

export interface CrossoverSide {
  /** The file's name. */
  readonly name: string;
  readonly kind: string;
  readonly title: string;
  /** Where it stands on the axis; null where the axis is not its own. */
  readonly stands: number | null;
  /** Verdict as the file stands. */
  readonly outcome: string;
  readonly able: boolean;
  /** Promises that means alone were held against. */
  readonly unseen: readonly UnseenPromise[];
  /** Inputs that neither the file nor a fact says, by path: what hangs on them is not known. */
  readonly unknown: readonly string[];
}

export interface CrossoverAxis {
  readonly path: string;
  /** Days are counted from 1970-01-01. */
  readonly unit: TurnedUnit;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number | null;
  /** The only places there are, ascending; null where every number is one. */
  readonly places: readonly number[] | null;
  /** Whose input is turned. */
  readonly of: 'both' | 'a' | 'b';
  /** The ends as ISO dates, where the axis is one of days. */
  readonly dates?: Dates & {
    /** Where it goes on beyond that, prices are only taken to move on as they did. */
    readonly foreseen?: string;
  };
}

interface Dates {
  readonly low: string;
  readonly high: string;
}

export interface CrossoverStretch {
  readonly low: number;
  readonly high: number;
  readonly leader: Leader;
}

export interface CrossoverFlip {
  readonly at: number;
  readonly low: number;
  readonly high: number;
  /** The same as ISO dates, on an axis of days. */
  readonly dates?: Dates & { readonly at: string };
  /** The range ends with the axis, because with some input at its end the flip is not on it. */
  readonly open: { readonly low: boolean; readonly high: boolean };
  readonly from: Leader;
  readonly to: Leader;
  readonly kind: 'crossing' | 'jump' | 'limit';
  readonly bracket: readonly [number, number];
  /** Both measures just before and just behind it; null where one is not possible. */
  readonly before: { readonly a: number | null; readonly b: number | null };
  readonly behind: { readonly a: number | null; readonly b: number | null };
  /** Of a crossing: both measures with their ranges there; null where the answer is a rough one. */
  readonly ranged: { readonly a: Ranged | null; readonly b: Ranged | null } | null;
  /** Of a limit: whose and why. */
  readonly stops: { readonly side: 'a' | 'b'; readonly outcome: string } | null;
  /** What it depends on most, first. */
  readonly shifts: readonly CrossoverShift[];
}

export interface CrossoverShift {
  readonly path: string;
  /** Whose input: one fact that both hold moves in both. */
  readonly of: 'both' | 'a' | 'b';
  readonly unit: TurnedUnit;
  readonly low: number;
  readonly high: number;
  /** Where the flip lies then; null where it is gone from the axis. */
  readonly atLow: number | null;
  readonly atHigh: number | null;
  /** The number is known; it was moved only to see what hangs on it, and is no part of the flip's range. */
  readonly whatIf: boolean;
}

export interface CrossoverPoint {
  readonly x: number;
  readonly a: number | null;
  readonly b: number | null;
}

export interface CrossoverMap {
  readonly over: CrossoverAxis;
  readonly stands: { readonly x: number | null; readonly y: number | null };
  readonly rows: readonly { readonly y: number; readonly stretches: readonly CrossoverStretch[] }[];
  readonly share: Readonly<Record<Leader, number>>;
}

/** Flips for spreadsheets; of a map its stretches. */
export function crossoverTable({ flips, map, over, on }: CrossoverReport): Table {
  const along = (key: string, { unit }: CrossoverAxis): Column => (unit === 'date' ? { key } : { key, unit });
  const cell = (value: number, { unit }: CrossoverAxis): Cell => (unit === 'date' ? isoDay(value) : value);
  if (map) {
    return {
      name: 'map',
      columns: [
        along(map.over.path, map.over),
        along(`${over.path}_low`, over),
        along(`${over.path}_high`, over),
        { key: 'leader' },
      ],
      rows: map.rows.flatMap(({ y, stretches }) =>
        stretches.map(({ low, high, leader }) => [cell(y, map.over), cell(low, over), cell(high, over), leader]),
      ),
    };
  }
  return {
    name: 'flips',
    columns: [
      along(over.path, over),
      along('low', over),
      along('high', over),
      { key: 'from' },
      { key: 'to' },
      { key: 'kind' },
      { key: `${on.key}_a`, unit: on.unit },
      { key: `${on.key}_b`, unit: on.unit },
    ],
    rows: flips.map(({ at, low, high, from, to, kind, behind }) => [
      ...[at, low, high].map((value) => cell(value, over)),
      from,
      to,
      kind,
      behind.a,
      behind.b,
    ]),
  };
}
