import type { Age } from './age.ts';

/** A value nobody stated, with where it comes from. Shown under "Assumed". */
export interface Assumed {
  /** Stable key; its word is in messages/. */
  readonly key: string;
  readonly value: number | string;
  /** Unit of a number; absent for words. */
  readonly unit?: string;
  readonly low?: number;
  readonly high?: number;
  readonly source: string;
  /** Of a price, a rate, a grid: when its source said it, and how old that is on the day of the answer. */
  readonly date?: string;
  readonly age?: Age;
  /** The usual choice, in whose place another may be meant. */
  readonly usual?: true;
  /** What it is of, where an answer has several. */
  readonly of?: string;
}
