import type { TrainReport } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import {
  assertSentences,
  assumedText,
  bindSentences,
  flipSentences,
  leverSentence,
  ranSentences,
  refusedSentences,
} from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { commandLines } from './command-lines.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** What binds, the lever, where it flips, refusals, asserts, what was assumed, and where to read on. */
export function reasonLines(report: TrainReport, face: Face, command: string): string[] {
  const { headings } = face.messages.labels;
  const ink = inkOf(face.colour);
  const sections: [string, string[]][] = [
    [headings.binds, bindSentences(report, face)],
    [headings.ran, ranSentences(report, face)],
    [headings.lever, report.lever ? [leverSentence(report.lever, face)] : []],
    [headings.flips, flipSentences(report, face)],
    [headings.refused, report.strategy ? [] : refusedSentences(report, face)],
    [headings.asserts, assertSentences(report, face)],
    [
      headings.assumed,
      report.assumed.length > 0 ? [assumedText(report.assumed, report.figures?.money ?? null, face)] : [],
    ],
  ];
  const column = Math.max(...sections.filter(([, lines]) => lines.length > 0).map(([word]) => displayWidth(word))) + 2;
  const lines = sections.flatMap(([word, texts]) =>
    texts.flatMap((text, i) =>
      wrap(text, face.width - 4 - column, word === headings.assumed ? 0 : 2).map(
        (line, j) => `${ink.strong(padDisplay(i + j === 0 ? word : '', column))}${line}`,
      ),
    ),
  );
  const why =
    report.because && command
      ? ['', ...commandLines(face.messages.verdict.readOn({ explain: command }), face).map(ink.quiet)]
      : [];
  return [...lines, ...why];
}
