import type { ComparisonRow, Table, TrainComparison } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import {
  assumedText,
  comma,
  degreesLine,
  type Printer,
  printer,
  refusalSentence,
  strategyLine,
} from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { phrases, wrap } from './wrap.ts';

/** Marks a machine that no other beats. */
const MARK = '●';
const WIDEST_NAME = 20;

/** Which machine is cheapest, which is fastest, then two lines a machine: its numbers, and how or why not. */
export function comparisonPage(comparison: TrainComparison, face: Face): string {
  const ink = inkOf(face.colour);
  const { compared } = face.messages.face;
  const print = printer(face);
  const room = face.width - 4;
  const { question: q, rows } = comparison;
  const good = rows.some(({ meets }) => meets);
  const head = verdict(comparison, face).flatMap((sentence) => wrap(sentence, room));
  const question = compared.question({
    model: q.modelName,
    parameters: print.amount(q.parameters, 'parameters'),
    tokens: print.amount(q.tokens, 'token'),
  });
  const blocks = [
    [
      ...head.map((line) => ink.strong(good ? ink.cool(line) : ink.warm(line))),
      ...(good ? wrap(frontSentence(comparison, face), room) : []),
      ...(comparison.complete ? [] : [ink.warm(compared.cut({ seen: formatCount(rows.length) }))]),
    ],
    wrap(question, room).map(ink.quiet),
    [...tableLines(comparison, face, print), ...unpricedLines(comparison, face).map(ink.quiet)],
    comparison.assumed.length === 0
      ? []
      : wrap(
          `${face.messages.labels.headings.assumed}  ${assumedText(comparison.assumed, comparison.money, face)}`,
          room,
          2,
        ).map(ink.quiet),
  ];
  return `\n${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'))
    .join('\n\n')}\n\n`;
}

/** The first sentences: cheapest and fastest, or that nothing does it. */
export function verdict(comparison: TrainComparison, face: Face): string[] {
  const { compared } = face.messages.face;
  const print = printer(face);
  const { rows, cheapest, fastest, money } = comparison;
  const words = (place: number) => {
    const row = rows[place]!;
    return {
      machine: `${formatCount(row.accelerators)} × ${row.chipName}`,
      cost: row.cost ? print.moneyWithin(inMoney(row.cost, money.perUsd), money) : undefined,
      time: row.wall ? print.range(row.wall) : '',
    };
  };
  const told = comparison.fewest ? [compared.fewest({ deadline: print.amount(comparison.limits.deadline!, 's') })] : [];
  if (fastest === null) return [...told, compared.none({ machines: formatCount(rows.length) })];
  const quick = words(fastest);
  if (cheapest === null) return [...told, compared.fastest(quick), compared.unpriced];
  const cheap = words(cheapest);
  const unpriced = rows.filter((row) => row.meets && row.cost === null).map(({ chipName }) => chipName);
  const low = { ...cheap, cost: cheap.cost ?? '', unpriced: [...new Set(unpriced)].join(comma(face)) };
  return [
    ...told,
    ...(cheapest === fastest ? [compared.both(low)] : [compared.cheapest(low), compared.fastest(quick)]),
  ];
}

/** How many machines do it, and how many of them no other beats. */
export function frontSentence({ rows }: TrainComparison, face: Face): string {
  return face.messages.face.compared.front({
    able: formatCount(rows.filter(({ meets }) => meets).length),
    machines: formatCount(rows.length),
    front: formatCount(rows.filter(({ front }) => front).length),
    mark: MARK,
  });
}

function tableLines({ rows, money }: TrainComparison, face: Face, print: Printer): string[] {
  const ink = inkOf(face.colour);
  const { columns } = face.messages.face;
  const titles = ['', '', columns.accelerator, columns.time, columns.cost, columns.mfu, columns.memory];
  const cells = rows.map((row) => [
    row.front ? MARK : '',
    formatCount(row.accelerators),
    cutDisplay(row.chip, WIDEST_NAME),
    row.wall ? print.range(row.wall) : face.messages.face.compared.outcomes[row.outcome],
    row.cost ? print.moneyWithin(inMoney(row.cost, money.perUsd), money) : row.wall ? '–' : '',
    row.mfu ? print.percent(row.mfu.value) : '',
    row.memoryShare === null ? '' : print.percent(row.memoryShare),
  ]);
  const widths = titles.map((title, i) => Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[i]!))));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => padDisplay(text, widths[i]!, i === 1 || i > 3 ? 'right' : 'left'))
      .join('  ')
      .trimEnd();
  const indent = ' '.repeat(widths[0]! + 2);
  const below = (row: ComparisonRow): string[] =>
    phrases(pieces(row, money, face, print), ' · ', face.width - 4 - indent.length).map((text) => indent + text);
  return [
    ink.quiet(line(titles)),
    ...rows.flatMap((row, i) => {
      const first = line(cells[i]!);
      return [row.front ? ink.cool(first) : row.meets ? first : ink.warm(first), ...below(row).map(ink.quiet)];
    }),
  ];
}

/** Which chips have no price; nothing where none has, for then the verdict says so. */
function unpricedLines({ rows, cheapest }: TrainComparison, face: Face): string[] {
  const chips = [...new Set(rows.filter((row) => row.wall && !row.cost).map((row) => row.chip))];
  if (chips.length === 0 || cheapest === null) return [];
  return ['', ...wrap(face.messages.face.compared.noPrice({ chips: chips.join(', ') }), face.width - 4)];
}

/** The second line: the strategy and what else the run takes, or the rule that is broken. */
function pieces(row: ComparisonRow, money: TrainComparison['money'], face: Face, print: Printer): string[] {
  const { compared } = face.messages.face;
  const doubt = tight(row, face, print);
  if (row.problem) return [refusalSentence(row.problem, face), ...doubt];
  const missed = row.meets ? [] : [row.outcome === 'fits' ? compared.assertFails : compared.outcomes[row.outcome]];
  const amounts = [row.acceleratorHours, row.energy, row.carbon]
    .filter((of) => of !== null)
    .map((of) => print.within(of));
  const cost = row.cost ? [print.moneyRange(inMoney(row.cost, money.perUsd), money)] : [];
  return [...missed, ...(row.strategy ? [degreesLine(row.strategy)] : []), ...cost, ...amounts, ...doubt];
}

/** Where the range of the memory holds what there is, whether it fits is likely and no more. */
function tight({ peakMemory: peak, capacity, problem }: ComparisonRow, face: Face, print: Printer): string[] {
  if (!peak || peak.low > capacity || peak.high <= capacity) return [];
  const bytes = (of: number) => print.amount(of, 'B', { binary: true, digits: 2 });
  const { mayFit, tight } = face.messages.face.compared;
  return problem
    ? [mayFit({ low: bytes(peak.low), capacity: bytes(capacity) })]
    : [tight({ high: bytes(peak.high), capacity: bytes(capacity) })];
}

/** The comparison for Markdown: verdict words apart, a row a machine. */
export function shortTable({ rows, money }: TrainComparison, face: Face): Table {
  const print = printer(face);
  const { compared } = face.messages.face;
  return {
    name: 'comparison',
    columns: [
      { key: 'accelerator' },
      { key: 'count', unit: '1' },
      { key: 'front' },
      { key: 'time' },
      { key: 'cost' },
      { key: 'gpu_hours' },
      { key: 'energy' },
      { key: 'mfu' },
      { key: 'memory' },
      { key: 'strategy' },
    ],
    rows: rows.map((row) => [
      row.chip,
      row.accelerators,
      row.front ? MARK : '',
      row.wall ? print.range(row.wall) : compared.outcomes[row.outcome],
      row.cost ? print.moneyRange(inMoney(row.cost, money.perUsd), money) : null,
      row.acceleratorHours ? print.amount(row.acceleratorHours.value, 'GPU-h') : null,
      row.energy ? print.amount(row.energy.value, row.energy.unit) : null,
      row.mfu ? print.percent(row.mfu.value) : null,
      row.memoryShare === null ? null : print.percent(row.memoryShare),
      row.strategy ? strategyLine(face.messages, row.strategy) : row.problem && refusalSentence(row.problem, face),
    ]),
  };
}

const inMoney = (usd: NonNullable<ComparisonRow['cost']>, perUsd: number) => ({
  ...usd,
  value: usd.value * perUsd,
  low: usd.low * perUsd,
  high: usd.high * perUsd,
});
