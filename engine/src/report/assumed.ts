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
}
