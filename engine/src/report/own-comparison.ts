import type { Because } from '../because/index.ts';
import type { FlipShift } from '../decide/index.ts';
import type { Housing, OwnInput, OwnOption, OwnShape, Turn } from '../economics/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Age } from './age.ts';
import type { Table } from './table.ts';

/** Rent, own or an API over some years: plain data, USD, per cluster where not said otherwise. */
export interface OwnComparison {
  readonly question: OwnQuestion;
  readonly verdict: OwnVerdict;
  /** In the order of OWN_OPTIONS; only what a price is known of. */
  readonly options: readonly OwnRow[];
  /** What owning is made of, over the whole period; the parts add up to its total. */
  readonly parts: readonly OwnPart[];
  /** Money that is bound on the first day, USD. */
  readonly upfront: number;
  readonly worths: readonly Worth[];
  readonly selfBuild: SelfBuild | null;
  /** What the flip hangs on most; empty where there is none. */
  readonly tornado: readonly FlipShift[];
  readonly chart: OwnChart | null;
  readonly electricity: ElectricityLine | null;
  readonly tokens: TokenLine | null;
  readonly notices: readonly OwnNotice[];
  readonly assumed: readonly OwnAssumed[];
  readonly money: { readonly currency: Currency; readonly perUsd: number; readonly age: Age | null };
  readonly because: Because;
}

export interface OwnQuestion {
  readonly chip: string;
  readonly chipName: string;
  readonly accelerators: number;
  readonly years: number;
  /** From when on machines are needed: the day, days since 1970-01-01, and years from today; null where that is today. */
  readonly start: { readonly date: string; readonly day: number; readonly wait: number } | null;
  readonly place: string;
  readonly placeName: string;
  readonly placeNameZh: string;
  readonly utilisation: number;
  /** False where it is an assumption. */
  readonly utilisationGiven: boolean;
  readonly housing: Housing;
  readonly depreciation: OwnShape['depreciation'];
  readonly workingHours: OwnShape['workingHours'];
  readonly selfBuild: boolean;
  /** What the user has or plans. */
  readonly stated: OwnOption | null;
}

/** A flip with the range that the inputs' ranges give it; shares of all hours. */
export interface UseFlip {
  readonly at: number;
  readonly low: number;
  readonly high: number;
  /** There is no flip where some input takes its end: the range reaches the end of the axis. */
  readonly open: { readonly low: boolean; readonly high: boolean };
}

/** A flip over the date of the start: days since 1970-01-01, and the first day of it. */
export interface LaterFlip extends UseFlip {
  readonly to: 'own' | 'on-demand';
  readonly date: string;
}

/** Owning against a rent. */
export interface OwnAgainst {
  /** Owning wins above a use, never, or always. */
  readonly kind: 'flip' | 'rent' | 'own';
  readonly flip: UseFlip | null;
  /** The ranges do not overlap: at the planned use where there is a flip, at any use where there is none. */
  readonly sure: boolean;
  /** Where it is not: what alone would turn it. */
  readonly turns: readonly OwnTurn[];
}

export interface OwnTurn extends Turn {
  readonly name: OwnInput;
  readonly unit: string;
}

/** Against rent on demand first. */
export interface OwnVerdict extends OwnAgainst {
  /** The same against reserved rent, which is paid for idle hours too; null where no price is known. */
  readonly reserved: OwnAgainst | null;
  /** The cheapest at the planned use of those that are surely there, and of all. */
  readonly firm: OwnOption;
  readonly cheapest: OwnOption;
  /** The ranges of the cheapest and of every other do not overlap. */
  readonly cheapestSure: boolean;
  /** What the user has or plans against the cheapest that is surely there, or against the next where it is that: the same. */
  readonly statedSure: boolean;
  /** From which start on the other of owning and rent on demand wins at the planned use; null where none is foreseen, or a start is said. */
  readonly later: LaterFlip | null;
  /** What owning costs more (positive) or less than rent on demand over the period, USD. */
  readonly ownOverRent: Ranged;
}

export interface OwnRow {
  readonly option: OwnOption;
  /** Can be counted on: spot capacity can be taken away. */
  readonly firm: boolean;
  /** As sellers list it, USD/h; null for owning. */
  readonly listed: Ranged | null;
  readonly perUsedHour: Ranged; // USD/h of one accelerator
  readonly perYear: Ranged; // USD
  readonly total: Ranged; // USD of the period
  readonly perMillion: Ranged | null; // USD for a million output tokens
  readonly age: Age | null;
}

export const OWN_PARTS = [
  'server',
  'network',
  'storage',
  'resale',
  'interest',
  'upkeep',
  'housing',
  'electricity',
  'staff',
] as const;
export interface OwnPart {
  readonly part: (typeof OWN_PARTS)[number];
  /** USD over the period; what is sold at the end is negative. */
  readonly usd: number;
}

/** What is left by one way of writing off, and what an owned hour costs by it. */
export interface Worth {
  readonly method: OwnShape['depreciation'];
  readonly share: number;
  readonly perUsedHour: number; // USD/h
}

/** Where a builder can save: parts of the server beside the accelerators, USD of the cluster. */
export interface SelfBuild {
  readonly saves: number;
  readonly parts: readonly { readonly part: 'cpu' | 'memory' | 'storage' | 'nic' | 'other'; readonly usd: number }[];
  readonly network: number;
  readonly sharedStorage: number;
}

/** USD paid so far by the month: straight lines, owning from what is bought on the first day. */
export interface OwnChart {
  readonly months: number;
  readonly ownStart: number;
  readonly ownMonthly: number;
  /** What is sold at the end. */
  readonly resale: number;
  readonly rentMonthly: number;
  /** The month in which rent has cost as much; null where it does not within the period. */
  readonly crossing: number | null;
}

/** Prices of hours, USD/kWh, and the site's energy. */
export interface ElectricityLine {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly working: number;
  readonly byHour: boolean;
  readonly megawattHours: number; // MWh a year
  readonly siteKilowatts: number;
}

export interface TokenLine {
  readonly perSecond: number;
  /** The network whose serving says it, with the lengths of its requests; null where the user did. */
  readonly served: { readonly modelName: string; readonly input: number; readonly output: number } | null;
  readonly api: string | null;
  /** Output tokens a day of the whole cluster at which owning costs what the API does; null where it never does. */
  readonly perDay: number | null;
  /** Where there is none, whether that holds within all ranges. */
  readonly sure: boolean;
  /** What the cluster gives at most in a day. */
  readonly capacity: number;
}

export interface OwnNotice {
  readonly code:
    | 'licence-case-by-case'
    | 'licence-denied'
    | 'customs-block'
    | 'rents-abroad'
    | 'no-demand-charge'
    | 'start-moves'
    | 'start-book'
    | 'start-api'
    | 'start-far';
  readonly date: string | null;
  readonly source: string | null;
}

export interface OwnAssumed {
  readonly key: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly source: string;
  readonly age: Age | null;
  /** A choice of ours with a range, not a published figure. */
  readonly estimate: boolean;
}

/** The options for spreadsheets: numbers with their range. */
export function ownTable({ question, options }: OwnComparison): Table {
  const ranged = (key: string, unit: string) => [
    { key, unit },
    { key: `${key}_low`, unit },
    { key: `${key}_high`, unit },
  ];
  const cells = (of: Ranged | null) => (of ? [of.value, of.low, of.high] : [null, null, null]);
  return {
    name: 'own',
    columns: [
      { key: 'option' },
      { key: 'accelerator' },
      { key: 'count', unit: '1' },
      { key: 'years', unit: 'year' },
      { key: 'start' },
      { key: 'place' },
      { key: 'utilisation', unit: '1' },
      { key: 'firm' },
      ...ranged('per_used_hour', 'USD/h'),
      ...ranged('per_year', 'USD'),
      ...ranged('total', 'USD'),
      ...ranged('per_million_tokens', 'USD'),
      { key: 'date' },
      { key: 'old' },
    ],
    rows: options.map((row) => [
      row.option,
      question.chip,
      question.accelerators,
      question.years,
      question.start?.date ?? null,
      question.place,
      question.utilisation,
      String(row.firm),
      ...cells(row.perUsedHour),
      ...cells(row.perYear),
      ...cells(row.total),
      ...cells(row.perMillion),
      row.age?.date ?? null,
      row.age ? String(row.age.old) : null,
    ]),
  };
}
