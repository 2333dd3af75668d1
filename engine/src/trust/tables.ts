import { isRefused, type PredictedRow, type RefusedRow, type ScoredRow, type Summary } from './score.ts';

/** Plain-text tables of a score, at most 80 columns: for a terminal, a log and the accuracy page alike. */
const QUANTITY: Readonly<Record<string, string>> = {
  step_time_s: 'step',
  tokens_per_s_per_gpu: 'tok/s',
  memory_gb_per_gpu: 'mem',
  time_us: 'us',
  tflops: 'flops',
};

const short = (quantity: string): string => QUANTITY[quantity] ?? quantity.replace(/_.*$/, '').slice(0, 5);

const percent = (share: number, width: number, sign = false): string => {
  if (!Number.isFinite(share)) return '-'.padStart(width);
  const value = 100 * share;
  const text = Math.abs(value) >= 999.5 ? '>999' : Math.abs(value) >= 99.5 ? value.toFixed(0) : value.toFixed(1);
  return (sign && value > 0 ? `+${text}` : text).padStart(width);
};

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}~` : text.padEnd(width);

const HEAD = `${'family'.padEnd(24)} ${'what'.padEnd(5)}${'n'.padStart(5)}${'ref'.padStart(4)}${'med%'.padStart(6)}${'MAPE'.padStart(6)}${'p90'.padStart(6)}${'bias'.padStart(6)}${'rho'.padStart(6)}${'in90'.padStart(5)}${'naive'.padStart(6)}`;

/** Errors by group. `ref` rows refused, `bias` signed median, `in90` share inside the 90 % interval, `naive` the naive line's MAPE. */
export function summaryTable(summary: readonly Summary[], first = 'family'): string {
  const lines = summary.map((s) => {
    const errors = `${percent(s.median_ape, 6)}${percent(s.mape, 6)}${percent(s.p90_ape, 6)}${percent(s.bias, 6, true)}`;
    const rho = Number.isFinite(s.spearman) ? s.spearman.toFixed(2) : '-';
    const inside = Number.isFinite(s.coverage90) ? (100 * s.coverage90).toFixed(0) : '-';
    const name = `${cut(s.failed ? `! ${s.family}` : s.family, 24)} ${short(s.quantity).padEnd(5)}`;
    return `${name}${String(s.n).padStart(5)}${String(s.refused).padStart(4)}${errors}${rho.padStart(6)}${inside.padStart(5)}${percent(s.naive_mape, 6)}`;
  });
  return [HEAD.replace('family', first.padEnd(6)), ...lines].join('\n');
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
export function worstTable(rows: readonly PredictedRow[]): string {
  const lines = rows.map(
    (row) =>
      `${cut(row.id, 22)} ${cut(row.family, 22)} ${short(row.quantity).padEnd(5)} ${(row.predicted / row.measured).toFixed(2).padStart(6)}x ${cut(row.assumed[0] ?? '', 20)}`,
  );
  return [
    `${'row'.padEnd(22)} ${'family'.padEnd(22)} ${'what'.padEnd(5)} ${'pred/m'.padStart(7)} assumed`,
    ...lines,
  ].join('\n');
}

/** Reasons of refusal by family with their counts, most frequent first; rows left out for their own faults apart. */
export function refusalLines(rows: readonly ScoredRow[], width = 80): string[] {
  const counts = new Map<string, number>();
  for (const row of rows.filter((r): r is RefusedRow => isRefused(r))) {
    const line = `${row.family}: ${row.excluded ? 'left out, ' : ''}${row.refused}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([line, n]) => `${String(n).padStart(5)}  ${line}`.slice(0, width));
}
