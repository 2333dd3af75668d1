import {
  type Calibration,
  helps,
  type KernelResult,
  type RowsReason,
  type StepResult,
  type Unused,
} from '@ridgepoint/engine/trust';
import type { Face } from '../face.ts';
import { quoted } from '../typed-command.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

const MOST_PLACES = 6; // rows named of one reason
const MOST_REASONS = 12;

/** A reason in words: what (value) breaks which rule; the nearest thing that works. */
export const reasonSentence = ({ code, values, nearest }: RowsReason, face: Face): string =>
  face.messages.calibrate.reasons[code]({ ...values, nearest });

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What was fitted, what it gained on shapes left out, and every row that was not used; `used`: the overlays that together use it, none where nothing is written. */
export function calibrationPage({ kernels, steps, unused }: Calibration, face: Face, used: readonly string[]): string {
  const words = face.messages.calibrate;
  const ink = inkOf(face.colour);
  const text = (indent: number, line: string) =>
    wrap(line, face.width - indent, 2).map((part) => ' '.repeat(indent) + part);
  const lines: string[] = [];
  if (kernels.length > 0) {
    lines.push('', ink.quiet(`  ${words.titles.kernels}`));
    for (const result of kernels) lines.push(...kernelLines(result, face, text));
  }
  if (steps.length > 0) {
    lines.push('', ink.quiet(`  ${words.titles.steps}`));
    for (const result of steps) lines.push(...stepLines(result, face, text));
    if (steps.some(helps)) lines.push(...text(4, words.stepUsed));
  }
  if (unused.length > 0) {
    lines.push('', ink.quiet(`  ${words.titles.unused}`));
    for (const one of unused.slice(0, MOST_REASONS)) lines.push(...text(4, unusedLine(one, face)));
    if (unused.length > MOST_REASONS)
      lines.push(...text(4, words.more({ count: String(unused.length - MOST_REASONS) })));
  }
  lines.push(
    '',
    ...text(
      2,
      used.length === 0
        ? words.notWritten
        : words.use({ options: used.map((file) => `--overlay ${quoted(file)}`).join(' ') }),
    ),
  );
  return `${lines.join('\n')}\n\n`;
}

type Wrapped = (indent: number, line: string) => string[];

function kernelLines({ fit, before, after, rows, shapes, folds }: KernelResult, face: Face, text: Wrapped): string[] {
  const words = face.messages.calibrate;
  const ink = inkOf(face.colour);
  const error = (grade: keyof typeof words.grades, { median, mean }: { median: number; mean: number }) =>
    words.errors({ median: percent(median), mean: percent(mean), grade: words.grades[grade] });
  return [
    ...text(2, `${fit.chip} ${fit.kind} ${fit.format}`).map(ink.strong),
    ...text(4, words.kernel({ rows: String(rows), shapes: String(shapes), from: words.from[before.grade] })),
    ...text(4, `${words.before}: ${error(before.grade, before.error)}`),
    ...text(4, `${words.after}: ${error('silicon', after.error)}`),
    ...text(4, words.leftOut({ parts: String(folds) })).map(ink.quiet),
    ...(after.error.mean >= before.error.mean ? text(4, words.noBetter).map(ink.warm) : []),
  ];
}

function stepLines(result: StepResult, face: Face, text: Wrapped): string[] {
  const { chip, preset, factor, low, high, next, rows, before, after } = result;
  const words = face.messages.calibrate;
  return [
    ...text(2, `${chip} ${preset}`).map(inkOf(face.colour).strong),
    ...text(4, words.step({ factor: String(factor), low: String(low), high: String(high), runs: String(rows) })),
    ...text(4, words.stepError({ before: percent(before.mean), after: percent(after.mean) })),
    ...(helps(result)
      ? text(4, words.stepNext({ low: String(next.low), high: String(next.high) }))
      : text(4, words.stepLeft).map(inkOf(face.colour).warm)),
  ];
}

/** Rows and why they were not used: "3, 9: chip …". */
export function unusedLine({ places, reason }: Unused, face: Face): string {
  const shown = places.slice(0, MOST_PLACES).join(', ');
  const more = places.length > MOST_PLACES ? ` … (${places.length})` : '';
  return `${shown}${more}: ${reasonSentence(reason, face)}`;
}
