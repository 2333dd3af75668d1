import { cutDisplay, padDisplay } from '../units/index.ts';
import { isRefused, type PredictedRow, type RefusedRow, type ScoredRow, type Summary } from './score.ts';

/** Words of the tables in the reader's language; each heading must be narrower than its column ({@link WIDTHS}). */
export interface ScoreWords {
  readonly family: string;
  readonly what: string;
  readonly rows: string;
  readonly refused: string;
  readonly median: string;
  readonly mean: string;
  readonly p90: string;
  readonly bias: string;
  readonly rank: string;
  readonly inside: string;
  readonly naive: string;
  readonly row: string;
  readonly ratio: string;
  readonly assumed: string;
  readonly step: string;
  readonly memory: string;
  readonly none: string;
  readonly leftOut: string;
}

/** Columns of the summary, 80 together with the space after the name. */
export const WIDTHS = {
  family: 24,
  what: 5,
  rows: 5,
  refused: 4,
  median: 6,
  mean: 6,
  p90: 6,
  bias: 6,
  rank: 6,
  inside: 5,
  naive: 6,
} as const satisfies Partial<Record<keyof ScoreWords, number>>;

/** Plain-text tables of a score, at most 80 columns: for a terminal or a log. Symbols of units are no words. */
const SYMBOLS: Readonly<Record<string, string>> = { tokens_per_s_per_gpu: 'tok/s', time_us: 'us', tflops: 'flops' };

function short(quantity: string, words: ScoreWords): string {
  if (quantity === 'step_time_s') return words.step;
  if (quantity === 'memory_gb_per_gpu') return words.memory;
  if (quantity === 'none') return words.none;
  return SYMBOLS[quantity] ?? quantity.replace(/_.*$/, '').slice(0, 5);
}

const percent = (share: number, width: number, sign = false): string => {
  if (!Number.isFinite(share)) return '-'.padStart(width);
  const value = 100 * share;
  const text = Math.abs(value) >= 999.5 ? '>999' : Math.abs(value) >= 99.5 ? value.toFixed(0) : value.toFixed(1);
  return (sign && value > 0 ? `+${text}` : text).padStart(width);
};

const cut = (text: string, width: number): string => padDisplay(cutDisplay(text, width), width);

const right = (text: string, width: number): string => padDisplay(text, width, 'right');

/** Errors by group under `first`. Refused rows; signed median; share inside the 90 % interval in %; the naive line's mean error. */
export function summaryTable(summary: readonly Summary[], words: ScoreWords, first = words.family): string {
  const { family: name, what, ...numbers } = WIDTHS;
  const head = (Object.keys(numbers) as (keyof typeof numbers)[]).map((key) => right(words[key], numbers[key]));
  const lines = summary.map((s) => {
    const errors = `${percent(s.median_ape, 6)}${percent(s.mape, 6)}${percent(s.p90_ape, 6)}${percent(s.bias, 6, true)}`;
    const rho = Number.isFinite(s.spearman) ? s.spearman.toFixed(2) : '-';
    const inside = Number.isFinite(s.coverage90) ? (100 * s.coverage90).toFixed(0) : '-';
    const group = `${cut(s.failed ? `! ${s.family}` : s.family, name)} ${cut(short(s.quantity, words), what)}`;
    return `${group}${right(String(s.n), 5)}${right(String(s.refused), 4)}${errors}${rho.padStart(6)}${inside.padStart(5)}${percent(s.naive_mape, 6)}`;
  });
  return [`${padDisplay(first, name)} ${padDisplay(words.what, what)}${head.join('')}`, ...lines].join('\n');
}

/** The rows furthest from their measurement, worst first, one line each. */
export function worstRows(rows: readonly ScoredRow[], count: number): PredictedRow[] {
  const distance = (row: PredictedRow): number => Math.abs(Math.log(row.predicted / row.measured));
  return rows
    .filter((row): row is PredictedRow => !isRefused(row))
    .sort((a, b) => distance(b) - distance(a))
    .slice(0, count);
}

/** Predicted over measured of single rows, with the first thing assumed. */
export function worstTable(rows: readonly PredictedRow[], words: ScoreWords): string {
  const lines = rows.map(
    (row) =>
      `${cut(row.id, 22)} ${cut(row.family, 22)} ${cut(short(row.quantity, words), 5)} ${(row.predicted / row.measured).toFixed(2).padStart(6)}x ${cut(row.assumed[0] ?? '', 20)}`,
  );
  const names = `${padDisplay(words.row, 22)} ${padDisplay(words.family, 22)} ${padDisplay(words.what, 5)}`;
  return [`${names} ${right(words.ratio, 7)} ${words.assumed}`, ...lines].join('\n');
}

/** Reasons of refusal by family with their counts, most frequent first; rows left out for their own faults apart. */
export function refusalLines(
  rows: readonly ScoredRow[],
  words: { readonly leftOut: string; readonly refusal: (text: string) => string },
  width = 80,
): string[] {
  const counts = new Map<string, number>();
  for (const row of rows.filter((r): r is RefusedRow => isRefused(r))) {
    const line = `${row.family}: ${row.excluded ? words.leftOut : ''}${words.refusal(row.refused)}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([line, n]) => cutDisplay(`${String(n).padStart(5)}  ${line}`, width));
}
