import { nearest } from '../../units/index.ts';

export const TRACE_CODES = [
  'empty',
  'unknown-format',
  'missing-column',
  'no-such-column',
  'missing-value',
  'more-cells',
  'line-too-long',
  'piece-too-long',
  'file-too-long',
  'too-many-rows',
  'group-too-large',
  'not-parquet',
  'no-zstd',
  'too-many-blocks',
  'too-deep',
  'not-json',
  'not-a-number',
  'not-finite',
  'negative',
  'not-whole',
  'too-large',
  'bad-time',
  'bad-blocks',
  'unequal-lists',
  'out-of-order',
  'zero-output',
  'over-context',
  'no-such-run',
  'no-rates',
] as const;
export type TraceCode = (typeof TRACE_CODES)[number];

/** What is wrong with a trace, as data; its sentence is in messages/, keyed by `code`. */
export interface TraceProblem {
  readonly code: TraceCode;
  /** Line of the file from 1, the heading counted; or which entry of a JSON document. Absent where the file as a whole is meant. */
  readonly line?: number;
  readonly entry?: number;
  /** The column or key. */
  readonly column?: string;
  /** What stands there, cut to 60 characters. */
  readonly value?: string;
  /** Limits and counts that the sentence needs. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** What would work, best first. */
  readonly nearest?: readonly string[];
  /** Of a row that could be left out: the next few that cannot be used either, and how many more there are; `open`: at least. */
  readonly others?: { readonly rows: readonly TraceProblem[]; readonly more: number; readonly open: boolean };
}

/** Refusal of a trace. Readers throw nothing else for what a file holds. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  constructor(readonly problem: TraceProblem) {
    const { code, line, entry, column, value } = problem;
    super([code, line ?? entry, column, value].filter((part) => part !== undefined).join(' '));
  }
}

/** Where a reader stands, for its refusals. */
export type Place = Pick<TraceProblem, 'line' | 'entry'>;

/** A value as a message quotes it: one line of at most 60 characters, nothing that a terminal would obey. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value.slice(0, 200) : jsonOf(value).slice(0, 200);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not reach a terminal
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** JSON of a value, of a long list its beginning. */
function jsonOf(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  return JSON.stringify(Array.isArray(value) ? value.slice(0, 8) : value) ?? String(value);
}

/** A number out of a cell or a JSON value; refuses what is none, NaN and the infinities. */
export function numberIn(value: unknown, column: string, place: Place): number {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new TraceError({ code: 'not-finite', ...place, column, value: String(value) });
  }
  if (value === undefined || value === null) throw new TraceError({ code: 'missing-value', ...place, column });
  if (typeof value !== 'string') throw new TraceError({ code: 'not-a-number', ...place, column, value: quoted(value) });
  const text = value.trim();
  if (text === '') throw new TraceError({ code: 'missing-value', ...place, column });
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
    throw new TraceError({ code: 'not-finite', ...place, column, value: quoted(text) });
  }
  const code = /^[-+]?(?:nan|inf|infinity|null|none|n\/a|-)$/i.test(text) ? 'not-finite' : 'not-a-number';
  const plain = text.replace(/[,_ ]/g, '');
  const near = code === 'not-a-number' && /^-?\d+(?:\.\d+)?$/.test(plain) ? [plain] : [];
  throw new TraceError({ code, ...place, column, value: quoted(text), nearest: near });
}

/** What is wrong with one row alone: without it the others could be read. */
const OF_ROWS = [
  'missing-value',
  'more-cells',
  'not-json',
  'not-a-number',
  'not-finite',
  'negative',
  'not-whole',
  'too-large',
  'bad-time',
  'bad-blocks',
] as const satisfies readonly TraceCode[];
export type RowCode = (typeof OF_ROWS)[number];
export const ROW_CODES: ReadonlySet<TraceCode> = new Set<TraceCode>(OF_ROWS);

/** Refuses a column that was asked for by name and is not there. */
export const noSuchColumn = (name: string, present: readonly string[]): TraceError =>
  new TraceError({
    code: 'no-such-column',
    column: quoted(name),
    values: { found: present.slice(0, 12).map(quoted).join(', ') },
    nearest: nearest(name, present, 2).map(quoted),
  });

/** Refuses a missing column; of the columns that are nothing else (`free`) it names those nearest to what it may be called. */
export function missingColumn(
  what: string,
  names: readonly string[],
  present: readonly string[],
  free: readonly string[] = present,
): TraceError {
  const near = free.filter((name) => nearest(name, names, 1).length > 0).slice(0, 3);
  return new TraceError({
    code: 'missing-column',
    column: what,
    values: { found: present.slice(0, 12).map(quoted).join(', '), known: names.slice(0, 4).join(', ') },
    nearest: near.map(quoted),
  });
}
