import { jsonFault } from '../../../units/index.ts';
import { shownValue } from '../../rows/shown-value.ts';
import { RowsProblem } from './problem.ts';
import { readCsv } from './read-csv.ts';

/** One row of a user's file as it stands there, and where. */
export interface UserRow {
  /** Line of a CSV file, or number of a JSON row from 1. */
  readonly place: string;
  readonly row: unknown;
}

export const MOST_ROWS = 50_000;

/** Rows of a JSON array, or of a CSV table with a heading, at most `most`. Throws `RowsProblem` and nothing else; single rows are judged later. */
export function readUserRows(text: string, most = MOST_ROWS): UserRow[] {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const first = plain.trimStart()[0];
  if (first === undefined) throw new RowsProblem('no-rows');
  if (first !== '[' && first !== '{') return readCsv(plain, most);
  let data: unknown;
  try {
    data = JSON.parse(plain);
  } catch {
    throw new RowsProblem('json', { at: jsonFault(plain) });
  }
  if (!Array.isArray(data))
    throw new RowsProblem('not-rows', { found: shownValue(Object.keys(data as object).join(', ')) });
  if (data.length === 0) throw new RowsProblem('no-rows');
  if (data.length > most) throw new RowsProblem('too-many-rows', { rows: String(data.length), max: String(most) });
  return data.map((row: unknown, i) => ({ place: String(i + 1), row }));
}
