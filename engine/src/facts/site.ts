import type { Fact } from './fact.ts';

/** Months in which every hour of the day has its own multiple of a tariff's base price. */
export interface TariffSeason {
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 24 factors from midnight. */
  readonly factors: readonly number[];
}

/** What the law says of bringing an accelerator to a place; sentences are in messages/, by rule. */
export interface ExportRule {
  readonly rule: 'licence-case-by-case' | 'licence-denied' | 'customs-block';
  readonly chips: readonly string[];
  readonly date: string;
  readonly source: string;
}

/** A place where machines can stand: its electricity, its grid, what room costs. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  readonly aliases?: readonly string[];
  /** ISO 3166-1 alpha-3 of its grid. */
  readonly grid: string;
  readonly currency?: 'USD' | 'CNY' | 'EUR' | 'JPY';
  /** A currency per kWh. */
  readonly electricity: Fact;
  readonly seasons?: readonly TariffSeason[];
  /** Where the hours and factors of `seasons` are laid down. */
  readonly seasonsSource?: string;
  /** USD/kW/month without electricity. */
  readonly colocation?: Fact;
  /** USD/W of IT power to build a hall. */
  readonly build?: Fact;
  /** USD a year, all that a person who runs machines costs. */
  readonly salary?: Fact;
  readonly exports?: readonly ExportRule[];
  readonly note?: string;
}

/** Published price of a model served by somebody else. */
export interface TokenPrice {
  readonly id: string;
  readonly seller: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Id of a bundled model, where it is one. */
  readonly model?: string;
  /** USD for a million tokens. */
  readonly input: Fact;
  readonly cached?: Fact;
  readonly output: Fact;
}
