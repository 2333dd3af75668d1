import {
  mean,
  median,
  type PredictedRow,
  type ScoredRow,
  SERVING_EXCLUSIONS,
  type Summary,
  scoreRows,
  suiteOf,
  worstRows,
} from '@ridgepoint/engine/trust';

const WORST = 5;
const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '-');
const signed = (share: number): string => (share > 0 ? `+${percent(share)}` : percent(share));
const number = (value: number): string => String(Number(value.toPrecision(4)));

/** Serving on the page: errors by source, what was left out of fits, the worst rows with what is known of them. */
export function servingSections(
  serving: readonly ScoredRow[],
  leftOut: readonly PredictedRow[],
  table: (summary: readonly Summary[], first: string) => string,
): string[] {
  const bySuite = scoreRows(serving, (row) => suiteOf(row.family)).summary;
  return [
    '## Serving',
    LEGEND,
    table(bySuite, 'source'),
    '## Serving left out',
    'Runs that overheads are fitted to (`calibration/serving.ts`), thinned, each group of one model, chip and format predicted by values that never saw it.',
    leftOutTable(leftOut),
    '## Serving, furthest from the measurement',
    worst(serving),
    '## Serving rows left out',
    'Found by what rows say of themselves, never by the size of our error.',
    exclusions(),
  ];
}

const LEGEND =
  'Each row is run as its source ran it (`engine/src/trust/serving/protocols`): clients, lengths, start, flags, statistic; kernels by their fits, overheads of an engine and its versions by `engine/src/serving/profile`. `naive`: bytes of the active weights over bandwidth, FLOP of prompts over half of the peak, up to one constant fitted on the source itself. Whole times (end to end, makespan) are judged by a range of their own, fitted to these rows; an answer prints that of its parts, TTFT and TPOT together, which is narrower for dense networks.';

function leftOutTable(rows: readonly PredictedRow[]): string {
  const keys = [...new Set(rows.map((row) => `${suiteOf(row.family)} | ${row.quantity}`))].sort();
  const lines = keys.map((key) => {
    const signs = rows
      .filter((row) => `${suiteOf(row.family)} | ${row.quantity}` === key)
      .map((row) => row.predicted / row.measured - 1);
    const errors = signs.map(Math.abs);
    return `| ${key} | ${signs.length} | ${percent(median(errors))} | ${percent(mean(errors))} | ${signed(median(signs))} |`;
  });
  return [
    '| source | quantity | n | median | MAPE | bias |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

/** The five worst rows of each source, one quantity a family. */
function worst(rows: readonly ScoredRow[]): string {
  const suites = new Map<string, PredictedRow[]>();
  const seen = new Set<string>();
  for (const row of worstRows(rows, rows.length)) {
    const suite = suiteOf(row.family);
    const list = suites.get(suite) ?? [];
    suites.set(suite, list);
    if (list.length === WORST || seen.has(row.family)) continue;
    seen.add(row.family);
    list.push(row);
  }
  const lines = [...suites].flatMap(([suite, list]) =>
    list.map(
      (row) =>
        `| ${suite} | ${row.id} | ${row.quantity} | ${number(row.measured)} | ${number(row.predicted)} | ${(row.predicted / row.measured).toFixed(2)} | ${whyOf(row)} |`,
    ),
  );
  return [
    '| source | row | quantity | measured | predicted | ratio | why, as far as known |',
    '| --- | --- | --- | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

/** What explains a far row, by what it says: first what decides most. */
function whyOf({ quantity, assumed, grade, predicted, measured }: PredictedRow): string {
  const has = (start: string) => assumed.find((line) => line.startsWith(start));
  const notes = [
    has('kv=one request') && 'the cache holds less than the run needs by our count: requests queue',
    quantity.startsWith('ttft') &&
      predicted > 3 * measured &&
      'predicted to be overloaded: waiting grows with every request',
    has('speculation=') && `${has('speculation=')} where the source does not say`,
    (has('input=') || has('output=')) && 'lengths are those of a data set whose means are not published',
    has('tp=') && `${has('tp=')}: parallelism is not printed`,
    has('engine=') && `${has('engine=')}`,
    grade === 'datasheet' && 'no kernel of this chip is measured: datasheet shares',
  ].filter((note): note is string => typeof note === 'string');
  return notes.slice(0, 2).join('; ') || 'no known fault of the row: a term is off';
}

function exclusions(): string {
  const lines = SERVING_EXCLUSIONS.map(
    ({ name, reason, quantities }) => `| ${name} | ${quantities ? quantities.join(', ') : 'row'} | ${reason} |`,
  );
  return ['| rule | leaves out | why |', '| --- | --- | --- |', ...lines].join('\n');
}

/** Rows of serving under their source's name: what accuracy.json holds of them. */
export const underSuites = (rows: readonly ScoredRow[]): ScoredRow[] =>
  rows.map((row) => ({ ...row, family: suiteOf(row.family) }));
