import type { ServeReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import {
  assertSentences,
  assumedText,
  deploymentLine,
  gapOf,
  loadLine,
  parametersText,
  pictureSentences,
  printer,
  promiseSentences,
  serveSentences,
  serveVerdict,
  servingBindSentences,
  shortages,
  shown,
} from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { commandLines } from '../command-lines.ts';
import { gradeLines } from '../grade-lines.ts';
import { inkOf } from '../ink.ts';
import { repairLines } from '../repair-lines.ts';
import { partRows } from '../train.ts';
import { wrap } from '../wrap.ts';
import { headed } from './headed.ts';

const BINARY = { binary: true } as const;

/** The answer of `estimate serve` in a terminal: verdict, the iteration, memory, figures, reasons. */
export function servePage(report: ServeReport, face: Face, command: string): string {
  const blocks = [
    verdictLines(report, face),
    stepLines(report, face),
    memoryLines(report, face),
    figureLines(report, face),
    repairLines(report.repairs, face),
    reasonLines(report, face, command),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

function verdictLines(report: ServeReport, face: Face): string[] {
  const words = face.messages.serving;
  const ink = inkOf(face.colour);
  const print = printer(face);
  const { outcome, question, assertions } = report;
  const room = face.width - 4;
  const gap = gapOf(face);
  const told = serveVerdict(report, face);
  const [first = '', ...more] = wrap(`${words.outcomes[outcome]}${told ? gap : ''}${told}`, room);
  const lost = assertions.filter(({ holds }) => !holds).length;
  const paint = outcome === 'fits' ? ink.cool : ink.warm;
  return [
    ink.strong(paint(first)),
    ...more.map(ink.strong),
    ...shortages(report, face)
      .flatMap((line) => wrap(line, room))
      .map(ink.warm),
    ...(lost > 0
      ? [
          ink.warm(
            face.messages.verdict.assertsBroken({ broken: formatCount(lost), all: formatCount(assertions.length) }),
          ),
        ]
      : []),
    ...wrap(deploymentLine(report, face), room),
    '',
    ...wrap(
      words.question({
        model: question.modelName,
        parameters: parametersText(question, face),
        machine: `${formatCount(question.accelerators)} × ${question.chipName}${question.memoryBytes === null ? '' : words.withMemory(print.amount(question.memoryBytes, 'B', BINARY))}`,
      }),
      room,
    ).map(ink.quiet),
    ...[loadLine(report, face), ...pictureSentences(report, face)].flatMap((line) => wrap(line, room)).map(ink.quiet),
  ];
}

function stepLines({ step, figures }: ServeReport, face: Face): string[] {
  if (!figures) return [];
  const words = face.messages.serving;
  const print = printer(face);
  const total = step.reduce((sum, { value }) => sum + value, 0);
  const head = words.step({
    time: print.amount(total, 's'),
    running: print.amount(figures.running, '1', { digits: 2 }),
  });
  const other = face.messages.labels.stepParts.other;
  return [
    inkOf(face.colour).strong(head),
    ...partRows(step, words.stepParts, other, (seconds) => print.amount(seconds, 's', { style: 'short' }), face),
  ];
}

function memoryLines({ memory }: ServeReport, face: Face): string[] {
  const words = face.messages.serving;
  const print = printer(face);
  const ink = inkOf(face.colour);
  const parts = memory.parts.map((part) => ({ ...part, share: part.value / memory.total }));
  const other = face.messages.labels.stepParts.other;
  return [
    ink.strong(words.memory({ total: print.amount(memory.total, 'B', BINARY) })),
    ...partRows(parts, words.memoryParts, other, (bytes) => print.amount(bytes, 'B', BINARY), face),
    ...wrap(
      words.cache({
        tokens: shown(memory.kvTokens, face),
        blocks: formatCount(memory.blocks.value),
        block: formatCount(memory.blockTokens),
        pasted: memory.pasted,
      }),
      face.width - 6,
    ).map((line) => `  ${line}`),
    ...wrap(face.messages.reasons.formula(memory.formula), face.width - 6).map((line) => ink.quiet(`  ${line}`)),
  ];
}

function figureLines(report: ServeReport, face: Face): string[] {
  const said = serveSentences(report, face);
  if (!said) return [];
  const { headings } = face.messages.serving;
  const between = face.locale === 'en' ? '; ' : '；';
  const lines = headed(
    (['latency', 'rates', 'money', 'power'] as const).map((key) => [headings[key], [said[key].join(between)]]),
    face,
  );
  return [...lines, ...gradeLines(report.grade, report.step, face.messages.serving.stepParts, face)];
}

function reasonLines(report: ServeReport, face: Face, command: string): string[] {
  const { headings } = face.messages.labels;
  const words = face.messages.serving;
  const assumed = assumedText(report.assumed, report.figures?.money ?? null, face);
  const lines = headed(
    [
      [headings.binds, servingBindSentences(report, face)],
      [words.headings.promise, promiseSentences(report, face)],
      [headings.asserts, assertSentences(report, face)],
      [headings.assumed, report.assumed.length > 0 ? [assumed] : []],
    ],
    face,
  );
  const ink = inkOf(face.colour);
  const why =
    report.because && command
      ? ['', ...commandLines(face.messages.verdict.readOn({ explain: command }), face).map(ink.quiet)]
      : [];
  return [...lines, ...why];
}
