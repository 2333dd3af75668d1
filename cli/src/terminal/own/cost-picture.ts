import type { OwnComparison } from '@ridgepoint/engine/report';
import { displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { printer, round3 } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';

const COLUMNS = 49;
const ROWS = 9;
const RENT = '━';
const OWN = '╌';
const CROSS = '╳';

/** What was paid by each month, renting and owning, with the month in which owning is paid back. */
export function costPicture({ chart, money }: OwnComparison, face: Face): string[] {
  if (!chart) return [];
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.own;
  const { months, ownStart, ownMonthly, rentMonthly, resale, crossing } = chart;
  const rent = (month: number) => rentMonthly * month;
  const own = (month: number) => ownStart + ownMonthly * month;
  const top = Math.max(rent(months), own(months)) || 1;
  const monthOf = (column: number) => (column / (COLUMNS - 1)) * months;
  const rowOf = (usd: number) => Math.min(ROWS - 1, Math.max(0, Math.round((1 - usd / top) * (ROWS - 1))));
  const cells = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, () => ' '));
  for (let column = 0; column < COLUMNS; column++) {
    const month = monthOf(column);
    cells[rowOf(rent(month))]![column] = RENT;
    const row = rowOf(own(month));
    cells[row]![column] = cells[row]![column] === RENT ? CROSS : OWN;
  }
  // Lines that lie on each other for a while cross once: only the month itself is marked.
  const at = crossing === null ? null : Math.round((crossing / months) * (COLUMNS - 1));
  for (const row of cells)
    row.forEach((cell, i) => {
      if (cell === CROSS && i !== at) row[i] = at === null || i < at ? OWN : RENT;
    });
  if (crossing !== null && at !== null) cells[rowOf(rent(crossing))]![at] = CROSS;
  const label = (usd: number) => print.money(round3(usd * money.perUsd), money);
  const marks = [label(top), label(top / 2), label(0)];
  const width = Math.max(...marks.map(displayWidth));
  const axis = (row: number) =>
    row === 0 ? marks[0]! : row === ROWS - 1 ? marks[2]! : row === (ROWS - 1) / 2 ? marks[1]! : '';
  const keys = [`${RENT} ${words.options['on-demand']}`, `${OWN} ${words.options.own}`];
  const told =
    crossing === null ? words.noCrossing : `${CROSS} ${words.crossing({ month: formatCount(Math.ceil(crossing)) })}`;
  const foot = `0${padDisplay(formatCount(Math.round(months / 2)), Math.floor(COLUMNS / 2), 'right')}${padDisplay(formatCount(Math.round(months)), COLUMNS - 1 - Math.floor(COLUMNS / 2), 'right')}`;
  const tail = resale > 0 ? [words.resaleDrop({ amount: label(resale) })] : [];
  return [
    ink.strong(words.picture({ months: formatCount(Math.round(months)) })),
    ...cells.map(
      (row, i) => `  ${padDisplay(axis(i), width, 'right')} ${axis(i) ? '┤' : '│'}${coloured(row.join(''))}`,
    ),
    `  ${' '.repeat(width)} └${'─'.repeat(COLUMNS)}`,
    ink.quiet(`  ${' '.repeat(width + 2)}${foot}`),
    `  ${' '.repeat(width + 2)}${[...keys, told].join('   ')}`,
    ...tail.map((line) => ink.quiet(`  ${' '.repeat(width + 2)}${line}`)),
  ];

  function coloured(line: string): string {
    return line.replace(/━+/g, (run) => ink.cool(run)).replace(/╳/g, (run) => ink.warm(run));
  }
}
