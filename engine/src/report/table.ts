import type { Locale } from '../units/index.ts';
import type { Assumed } from './assumed.ts';

/** A table as data: base units, labels by key. Terminal, CSV, Markdown and pages print the same one. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** What its rows take for granted, told beneath; `of` names the row. */
  readonly assumed?: readonly Assumed[];
}

export interface Column {
  /** Stable key; its word is in messages/. */
  readonly key: string;
  /** Unit of the numbers; absent for text. */
  readonly unit?: string;
  /** Least important columns first give way on a narrow screen; higher gives way earlier. */
  readonly gives?: number;
  /** A column that says in one language what another says in the other: who reads that one alone is shown it. */
  readonly locale?: Locale;
}

export type Cell = string | number | null;
