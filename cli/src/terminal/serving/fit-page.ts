import type { FitReport, FitRow } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { assumedLine, comma, fitQuality, fitVerdict, gapOf, parametersText, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';
import { headed } from './headed.ts';

const GiB = 2 ** 30;
const READING = 5; // tokens/s; see operations/serving/fit-serve.ts
const GAP = 2;
const NARROWEST = 8;

/** The answer of `fit serve`: what is best and what it loses, then a row for each format or model. */
export function fitPage(report: FitReport, face: Face): string {
  const blocks = [verdictLines(report, face), ...tables(report, face), foot(report, face)];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

function verdictLines(report: FitReport, face: Face): string[] {
  const words = face.messages.serving;
  const ink = inkOf(face.colour);
  const print = printer(face);
  const room = face.width - 4;
  const [best] = report.rows;
  const gap = gapOf(face);
  const outcome = words.outcomes[report.outcome];
  const told = fitVerdict(report, face);
  const [first = '', ...more] = wrap(`${outcome}${gap}${told}`, room);
  const caveat = best?.fits ? wrap(fitQuality(best, face), room) : [];
  const question = words.fit.question({
    input: formatCount(report.input),
    output: formatCount(report.output),
    context: formatCount(report.context),
    batch: report.kind === 'formats',
  });
  const memory =
    report.memoryBytes === null ? '' : words.withMemory(print.amount(report.memoryBytes, 'B', { binary: true }));
  const machines = `${report.machines.join(', ')}${memory}`;
  const model =
    report.modelName !== null
      ? words.question({
          model: report.modelName,
          parameters: parametersText(report, face),
          machine: machines,
        })
      : machines;
  return [
    ink.strong(report.outcome === 'fits' ? ink.cool(first) : ink.warm(first)),
    ...more.map(ink.strong),
    ...caveat,
    '',
    ...wrap(model, room).map(ink.quiet),
    ...wrap(question, room).map(ink.quiet),
  ];
}

/** One table, or one for each machine where formats are compared on several. */
function tables(report: FitReport, face: Face): string[][] {
  const ink = inkOf(face.colour);
  if (report.kind === 'models') return [tableOf(report.rows, 'models', face)];
  return report.machines.map((machine) => {
    const rows = report.rows.filter((row) => `${row.accelerators} × ${row.chipName}` === machine);
    const lines = tableOf(rows, 'formats', face);
    return report.machines.length > 1 ? [ink.strong(machine), ...lines] : lines;
  });
}

interface Cell {
  readonly title: string;
  readonly texts: readonly string[];
  readonly right: boolean;
}

function tableOf(rows: readonly FitRow[], kind: FitReport['kind'], face: Face): string[] {
  const { columns, loses, noFit } = face.messages.serving.fit;
  const print = printer(face);
  const ink = inkOf(face.colour);
  const column = (title: string, of: (row: FitRow) => string, right = true): Cell => ({
    title,
    texts: rows.map(of),
    right,
  });
  const tokens = (value: number) => (value >= 1000 ? `${Math.floor(value / 1000)}k` : String(value));
  const lost = ({ quality }: FitRow) =>
    quality.note === 'perplexity' ? `ppl +${(quality.perplexity ?? 0).toPrecision(2)}` : loses[quality.note];
  const speed = (row: FitRow) => (row.fits && row.decode ? print.range({ ...row.decode, unit: '' }).trim() : noFit);
  const all: Cell[] = [
    ...(kind === 'models' ? [column(columns.model, (row) => row.modelName, false)] : []),
    column(columns.weights, (row) => row.weights, false),
    column(columns.size, ({ weightBytes }) => (weightBytes / GiB).toFixed(weightBytes < 10 * GiB ? 1 : 0)),
    column(columns.context, (row) => (row.fits ? tokens(row.longestContext.value) : '–')),
    ...(kind === 'formats'
      ? [column(columns.batch, (row) => (row.fits ? formatCount(row.largestBatch.value) : '–'))]
      : []),
    column(columns.decode, speed),
    column(columns.prefill, ({ prefill, fits }) =>
      fits && prefill ? print.amount(prefill.value, '1', { digits: 2 }) : '–',
    ),
    ...(kind === 'formats' ? [column(columns.loses, lost)] : []),
  ];
  const widths = all.map(({ title, texts }) => Math.max(displayWidth(title), ...texts.map(displayWidth)));
  // A long name gives way.
  const over = widths.reduce((sum, width) => sum + width + GAP, -GAP) - (face.width - 4);
  if (over > 0) widths[0] = Math.max(NARROWEST, widths[0]! - over);
  const line = (text: (cell: Cell) => string) =>
    all
      .map((cell, i) => padDisplay(cutDisplay(text(cell), widths[i]!), widths[i]!, cell.right ? 'right' : 'left'))
      .join(' '.repeat(GAP))
      .trimEnd();
  return [ink.quiet(line(({ title }) => title)), ...rows.map((_, i) => line(({ texts }) => texts[i]!))];
}

function foot(report: FitReport, face: Face): string[] {
  const { fit } = face.messages.serving;
  const { headings } = face.messages.labels;
  const ink = inkOf(face.colour);
  const { leftOut } = report;
  const slow = report.kind === 'models' && report.rows.some(({ decode }) => decode && decode.value < READING);
  const notes = [
    fit.rule,
    ...(slow ? [fit.slow] : []),
    ...(report.kind === 'models'
      ? [
          fit.leftOut({
            more: formatCount(leftOut.more),
            tooLarge: formatCount(leftOut.tooLarge),
            older: formatCount(leftOut.older),
          }),
        ]
      : []),
  ];
  const assumed = report.assumed.map((line) => assumedLine(line, null, face)).join(comma(face));
  return [
    ...notes.flatMap((note) => wrap(note, face.width - 4).map(ink.quiet)),
    ...(assumed === '' ? [] : headed([[headings.assumed, [assumed]]], face)),
  ];
}
