import type { BadRows } from '../bad-rows.ts';
import type { ColumnMap } from '../columns.ts';
import type { JsonPattern } from '../json-pieces.ts';
import type { TimeUnit } from '../time-text.ts';
import type { Handling, Row, TraceBuilder } from '../trace-builder.ts';
import type { Place } from '../trace-error.ts';

export const TRACE_FORMATS = [
  'azure',
  'burstgpt',
  'mooncake',
  'servegen',
  'vllm-bench',
  'guidellm',
  'genai-perf',
  'aiperf',
  'vllm-run',
  'csv',
  'jsonl',
  'json',
] as const;
export type TraceFormat = (typeof TRACE_FORMATS)[number];

/** How a file is read, beside what becomes of bad rows. */
export interface ReadOptions extends Handling {
  /** Read as this format; default: told from the first line. */
  readonly format?: TraceFormat;
  /** Unit of arrival times that do not state theirs. */
  readonly timeUnit?: TimeUnit;
  /** A file without arrival times is refused, or all of its requests come at once. */
  readonly withoutArrivals?: 'refuse' | 'burst';
  /** Which column (or key) is which field, where names alone do not tell. */
  readonly columns?: ColumnMap;
  /** Tokens of one prefix block. */
  readonly blockTokens?: number;
  /** Which of several runs in one file, by number from 1 or by id. */
  readonly run?: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** Fills a row from one line. False = the line holds no request. Throws TraceError. */
export type ReadLine<T> = (line: T, row: Row, place: Place) => boolean;

/** One format of lines: from the heading (CSV) or the first object (JSONL), a function for each line; null = another format. */
export interface LineReader<First, Line> {
  readonly format: TraceFormat;
  open(first: First, to: Reading): ReadLine<Line> | null;
}
export type CsvReader = LineReader<readonly string[], readonly string[]>;
export type JsonlReader = LineReader<Json, Json>;

/** One format of a whole JSON document, read piece by piece. */
export interface DocumentReader {
  readonly format: TraceFormat;
  /** A key of the outermost object that no other format has; null = the outermost value is a list. */
  readonly key: string | null;
  readonly patterns: readonly JsonPattern[];
  open(to: Reading): DocumentReading;
}

export interface DocumentReading {
  piece(which: number, value: unknown, path: readonly string[]): void;
  /** The format's key once more: another document follows in the same file. */
  again?(): void;
  end(): void;
}

/** Where a reader puts what it finds, and what it says of the file. */
export interface Reading {
  readonly options: ReadOptions;
  readonly builder: TraceBuilder;
  /** Every row is read through it. */
  readonly rows: BadRows;
  /** The format is known more closely than the reader's own name says. */
  format: TraceFormat;
  /** Arrival times are moments, so the first is counted as 0. */
  fromZero: boolean;
  /** Seconds after midnight (of the file's clock) at time 0 before shifting; null = the file has no dates. */
  dated: boolean;
  /** Requests that the client kept under way at once; 0 = not stated. */
  concurrency: number;
  /** Generators found instead of requests. */
  profiles: readonly unknown[] | null;
}
