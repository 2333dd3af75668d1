import { type Messages, ruleSentence } from '@ridgepoint/engine/messages';
import type { ReportLever, TrainReport } from '@ridgepoint/engine/report';
import type { Problem } from '@ridgepoint/engine/training';
import { displayWidth, formatCount, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { assumedLine } from './assumed.ts';
import { inkOf } from './ink.ts';
import { comma, type Printer, printer } from './print.ts';
import { degreesLine, otherChoices } from './strategy-line.ts';
import { wrap } from './wrap.ts';

const REFUSALS = 4;

/** What binds, the lever, where it flips, refusals, asserts, what was assumed, and where to read on. */
export function reasonLines(report: TrainReport, face: Face, command: string): string[] {
  const { headings } = face.messages.labels;
  const ink = inkOf(face.colour);
  const print = printer(face);
  const sections: [string, string[]][] = [
    [headings.binds, bindLines(report, face, print)],
    [headings.lever, report.lever ? [leverLine(report.lever, face, print)] : []],
    [headings.flips, flipLines(report, face)],
    [headings.refused, report.strategy ? [] : refusedLines(report, face)],
    [headings.asserts, assertLines(report, face)],
    [
      headings.assumed,
      report.assumed.length > 0
        ? [report.assumed.map((line) => assumedLine(line, report.figures?.money ?? null, face)).join(comma(face))]
        : [],
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

/** A command over several lines still runs when it is copied. */
export function commandLines(line: string, face: Face): string[] {
  const lines = wrap(line, face.width - 6, 2);
  return lines.map((part, i) => (i + 1 < lines.length ? `${part} \\` : part));
}

function bindLines({ binds }: TrainReport, face: Face, print: Printer): string[] {
  if (!binds) return [];
  const { reasons, labels } = face.messages;
  const second = binds.second ? labels.stepParts[binds.second.key] : face.messages.verdict.noneNeeded;
  return [
    reasons.binds({ first: labels.stepParts[binds.first.key], share: print.percent(binds.first.share), second }),
    reasons.bindsMemory({ part: labels.memoryParts[binds.memory.key], share: print.percent(binds.memory.share) }),
  ];
}

function leverLine(lever: ReportLever, face: Face, print: Printer): string {
  const { reasons } = face.messages;
  const words = leverWords(face.messages, lever);
  return lever.wall ? reasons.leverGain({ lever: words, time: print.range(lever.wall), fits: lever.fits }) : words;
}

function leverWords(messages: Messages, { kind, from, to, values }: ReportLever): string {
  const { reasons } = messages;
  // The user's own constraint is what stands in the way: it is named as it was typed.
  if (to === 'free')
    return reasons.freed({ option: `--${kind.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} ${from}` });
  const levers = reasons.levers as Readonly<Record<string, (v: { from: string; to: string }) => string>>;
  const bytes = (text: string) => (kind === 'memory' ? formatQuantity(Number(text), 'B', { binary: true }) : text);
  const grouped = (text: string) => (/^\d{4,}$/.test(text) ? formatCount(Number(text)) : bytes(text));
  const word = Object.hasOwn(levers, kind) ? levers[kind] : undefined;
  return word
    ? word({ from: grouped(from), to: grouped(to) })
    : ruleSentence(messages, { rule: kind, values: { from, to, ...values } });
}

const flipLines = ({ flips, strategy: here }: TrainReport, face: Face): string[] =>
  flips.map(({ accelerators, strategy }) => {
    const other = here ? otherChoices(face, strategy, here) : '';
    const best = [degreesLine(strategy), other].filter(Boolean).join(comma(face));
    return face.messages.face.flips({ accelerators: formatCount(accelerators), best });
  });

const refusedLines = ({ refused }: TrainReport, face: Face): string[] =>
  refused
    .slice(0, REFUSALS)
    .map(({ count, example }) =>
      face.messages.face.refused({ count: formatCount(count), sentence: refusalSentence(example, face) }),
    );

/** A refusal in words; of bytes over a limit the figures are printed first. */
export function refusalSentence({ rule, values }: Problem, face: Face): string {
  const { bytes, limit } = values;
  if (rule !== 'memory' || typeof bytes !== 'number' || typeof limit !== 'number')
    return ruleSentence(face.messages, { rule, values });
  const print = (amount: number) => formatQuantity(amount, 'B', { locale: face.locale, binary: true });
  return ruleSentence(face.messages, { rule, values: { needed: print(bytes), capacity: print(limit) } });
}

/** Each rule of `assert`, kept or not. */
export function assertLines({ assertions }: Pick<TrainReport, 'assertions'>, face: Face): string[] {
  const { errors, face: words } = face.messages;
  const print = printer(face);
  return assertions.map((a) => {
    const value = print.amount(a.value, a.unit);
    const rule = `${a.comparison} ${print.amount(a.limit, a.unit)}`;
    return a.holds
      ? words.assertHolds({ key: a.key, value, rule })
      : errors.assertionFailed({ key: a.key, value, rule });
  });
}
