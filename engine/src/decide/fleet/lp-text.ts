import type { Program, Row } from './program.ts';

/** Longest line that every reader of the format takes. */
const LINE = 240;

/**
 * The programme in the LP format of CPLEX, which HiGHS, Gurobi, SCIP and GLPK read: columns are x0, x1 and so on, rows r0, r1; what they
 * mean stands in comments. The offset has no place in every dialect and is left to the comment, too.
 */
export function lpText({ columns, rows, offset }: Program): string {
  const lines = [`\\ objective + ${offset}`];
  columns.forEach(({ name }, i) => {
    lines.push(`\\ x${i}: ${oneLine(name)}`);
  });
  rows.forEach(({ name }, i) => {
    lines.push(`\\ r${i}: ${oneLine(name)}`);
  });
  lines.push('Minimize');
  lines.push(
    ...sum(
      'obj',
      columns.map((_, i) => i),
      columns.map(({ cost }) => cost),
      '',
    ),
  );
  lines.push('Subject To');
  rows.forEach((row, i) => {
    lines.push(...rowLines(row, i));
  });
  lines.push('Bounds');
  columns.forEach(({ low, high }, i) => {
    lines.push(` ${number(low)} <= x${i} <= ${number(high)}`);
  });
  const whole = columns.flatMap(({ integer }, i) => (integer ? [` x${i}`] : []));
  if (whole.length > 0) lines.push('Generals', ...whole);
  lines.push('End', '');
  return lines.join('\n');
}

/** A row with two bounds is two rows in the format. */
function rowLines({ low, high, columns, values }: Row, i: number): string[] {
  if (low === high) return sum(`r${i}`, columns, values, `= ${number(low)}`);
  return [
    ...(Number.isFinite(high) ? sum(`r${i}`, columns, values, `<= ${number(high)}`) : []),
    ...(Number.isFinite(low)
      ? sum(Number.isFinite(high) ? `r${i}_low` : `r${i}`, columns, values, `>= ${number(low)}`)
      : []),
  ];
}

function sum(name: string, columns: readonly number[], values: readonly number[], end: string): string[] {
  const terms = columns.flatMap((column, k) =>
    values[k] === 0 ? [] : [`${values[k]! < 0 ? '-' : '+'} ${Math.abs(values[k]!)} x${column}`],
  );
  const lines: string[] = [];
  let line = ` ${name}:`;
  for (const term of [...(terms.length > 0 ? terms : ['0 x0']), end]) {
    if (line.length + term.length > LINE) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${term}`;
  }
  return [...lines, line];
}

const number = (value: number): string => (Number.isFinite(value) ? String(value) : value > 0 ? '+inf' : '-inf');

const oneLine = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, LINE - 20);
