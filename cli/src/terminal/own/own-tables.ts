import type { OwnComparison, OwnRow, Table } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { OLD_MARK, printer, round3 } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { bar } from '../bar.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

const BAR = 24;
/** Marks the option that is cheapest of those that are surely there. */
const BEST = '●';

/** A row an option: a used hour with its range, a year, all of it, and what a million tokens cost where that is known. */
export function optionLines(own: OwnComparison, face: Face): string[] {
  const ink = inkOf(face.colour);
  const table = narrowed(optionTable(own, face), face);
  const cells = table.rows.map((row) => row.map((cell) => String(cell ?? '')));
  const titles = table.columns.map(({ key }) => key);
  const widths = titles.map((title, i) => Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[i]!))));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => padDisplay(text, widths[i]!, i < 2 ? 'left' : 'right'))
      .join('  ')
      .trimEnd();
  const spot = own.options.some(({ option }) => option === 'spot');
  return [
    ink.quiet(line(titles)),
    ...cells.map((row, i) => {
      const { option } = own.options[i]!;
      return option === own.verdict.firm ? ink.cool(line(row)) : line(row);
    }),
    ...(spot ? wrap(`* ${face.messages.own.spotMark}`, face.width - 4, 2).map(ink.quiet) : []),
  ];
}

/** What gives way where the lines would be too long: a year, then the age, then the ranges. */
function narrowed(table: Table, face: Face): Table {
  const { columns: words } = face.messages.own;
  const without = (from: Table, key: string): Table => {
    const at = from.columns.findIndex((column) => column.key === key);
    const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, i) => i !== at);
    return { ...from, columns: kept(from.columns), rows: from.rows.map(kept) };
  };
  const short = (from: Table): Table => ({
    ...from,
    rows: from.rows.map((row) =>
      row.map((cell) => (typeof cell === 'string' ? cell.replace(/ ?[(（].*[)）]$/, '') : cell)),
    ),
  });
  const room = face.width - 4;
  const steps = [(t: Table) => t, (t: Table) => without(t, words.year), (t: Table) => without(t, words.age), short];
  let narrow = table;
  for (const step of steps) {
    narrow = step(narrow);
    if (widthOf(narrow) <= room) break;
  }
  return narrow;
}

function widthOf({ columns, rows }: Table): number {
  const widths = columns.map(({ key }, i) =>
    Math.max(displayWidth(key), ...rows.map((row) => displayWidth(String(row[i] ?? '')))),
  );
  return widths.reduce((sum, width) => sum + width, 2 * (widths.length - 1));
}

/** The options as words, for the terminal and for Markdown. */
export function optionTable({ options, verdict, money, question }: OwnComparison, face: Face): Table {
  const print = printer(face);
  const words = face.messages.own;
  const { columns } = words;
  const tokens = options.some(({ perMillion }) => perMillion);
  const rate = { currency: money.currency, rate: money.perUsd };
  const short = { ...rate, style: 'short' as const };
  const cell = ({ option, firm, perUsedHour, perYear, total, perMillion, age }: OwnRow) => [
    option === verdict.firm ? BEST : '',
    words.options[option] + (firm ? '' : ' *'),
    print.range({ ...perUsedHour, unit: 'USD' }, { ...short, digits: 3 }),
    print.money(round3(perYear.value * money.perUsd), money),
    print.money(round3(total.value * money.perUsd), money),
    ...(tokens ? [perMillion ? print.amount(perMillion.value, 'USD', { ...short, digits: 2 }) : '–'] : []),
    age ? age.date.slice(0, 7) + (age.old ? OLD_MARK : '') : '',
  ];
  return {
    name: 'own',
    columns: [
      { key: '' },
      { key: columns.option },
      { key: columns.hour, unit: '1' },
      { key: columns.year, unit: '1' },
      { key: print.amount(question.years, 'year'), unit: '1' },
      ...(tokens ? [{ key: columns.million, unit: '1' }] : []),
      { key: columns.age },
    ],
    rows: options.map(cell),
  };
}

/** Where the money of owning goes, largest shares as bars. */
export function partLines({ parts, upfront, question, money }: OwnComparison, face: Face): string[] {
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.own;
  const usd = (value: number) => print.money(round3(value * money.perUsd), money);
  const shown = parts.filter(({ usd: amount }) => amount !== 0);
  const most = Math.max(...shown.map(({ usd: amount }) => Math.abs(amount)));
  const name = (part: (typeof parts)[number]['part']) =>
    part === 'housing' ? words.housedIn(words.housings[question.housing]) : words.parts[part];
  const names = shown.map(({ part }) => name(part));
  const amounts = shown.map(({ usd: amount }) => (amount < 0 ? '−' : '') + usd(Math.abs(amount)));
  const [wide, right] = [Math.max(...names.map(displayWidth)), Math.max(...amounts.map(displayWidth))];
  return [
    ink.strong(words.made({ years: print.amount(question.years, 'year'), upfront: usd(upfront) })),
    ...shown.map(({ usd: amount }, i) => {
      const drawn = bar(Math.abs(amount) / most, BAR);
      return `  ${padDisplay(names[i]!, wide)}  ${padDisplay(amounts[i]!, right, 'right')}  ${amount < 0 ? ink.warm(drawn) : ink.cool(drawn)}`;
    }),
  ];
}
