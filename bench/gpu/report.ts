import type { FitError } from '@ridgepoint/engine/facts';
import type { Comparison } from './comparison.ts';

const COLUMNS = [
  'kind',
  'fitted',
  'judged',
  'grade',
  'before: mean',
  'median',
  'bias',
  'after: mean',
  'median',
  'bias',
];

/** A table of errors, of the shapes that no fit saw. */
export function report({ rows, lines, shown }: Comparison): string {
  const cells = lines.map(({ what, fitted, judged, grade, before, after }) => [
    what,
    String(fitted),
    String(judged),
    grade,
    ...figures(before),
    ...(after ? figures(after) : ['-', '-', '-']),
  ]);
  const table = [COLUMNS, ...cells];
  const widths = COLUMNS.map((_, i) => Math.max(...table.map((line) => line[i]!.length)));
  const text = table.map((line) =>
    line
      .map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...(rows.madeUp ? ['MADE-UP ROWS OF A DRY RUN: these figures say nothing of any machine'] : []),
    rows.measuredOn,
    '',
    ...text,
    '',
    ...shown,
    'Errors of predicted against measured, on shapes that were not fitted. before: the catalogue; after: fitted to the other half.',
    '',
  ].join('\n');
}

const figures = ({ mean, median, bias }: FitError): string[] =>
  [mean, median, bias].map((share) => `${(100 * share).toFixed(1)} %`);
