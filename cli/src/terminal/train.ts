import { nameOf } from '@ridgepoint/engine/messages';
import type { Part, TrainReport } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { alternativeLines } from './alternatives.ts';
import { bar } from './bar.ts';
import { gradeLines } from './grade-lines.ts';
import { inkOf } from './ink.ts';
import { reasonLines } from './reasons.ts';
import { timelineLines } from './timeline.ts';
import { verdictLines } from './verdict.ts';
import { phrases } from './wrap.ts';

const BAR = 34;
/** An accelerator's memory is counted in GiB, as its driver does: a card sold as 80 GB holds 80 GiB. */
const BINARY = { binary: true } as const;
/** Parts below this share are gathered in the last row. */
const LEAST = 0.01;

/** The answer in a terminal: verdict, numbers with ranges, bars, pipeline, alternatives, reasons. */
export function trainPage(report: TrainReport, face: Face, command: string): string {
  const blocks = [
    verdictLines(report, face),
    stepLines(report, face),
    memoryLines(report, face),
    paceLines(report, face),
    timelineLines(report, face),
    alternativeLines(report, face),
    reasonLines(report, face, command),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

function stepLines({ step, figures }: TrainReport, face: Face): string[] {
  if (!figures) return [];
  const { labels, verdict } = face.messages;
  const print = printer(face);
  const ink = inkOf(face.colour);
  return [
    ink.strong(verdict.step({ time: print.range(figures.step) })),
    ...partRows(
      step,
      labels.stepParts,
      labels.stepParts.other,
      (seconds) => print.amount(seconds, 's', { style: 'short' }),
      face,
    ),
  ];
}

function memoryLines({ memory }: TrainReport, face: Face): string[] {
  if (!memory) return [];
  const { labels, verdict } = face.messages;
  const print = printer(face);
  const ink = inkOf(face.colour);
  const { capacity, peak } = memory;
  const head = verdict.memory({
    used: print.range(peak, BINARY),
    capacity: print.amount(capacity, 'B', BINARY),
    stage: memory.stage + 1,
    stages: memory.stages,
  });
  const parts = memory.parts.map((part) => ({ ...part, share: part.value / capacity }));
  return [
    ink.strong(head),
    ...partRows(parts, labels.memoryParts, labels.stepParts.other, (bytes) => print.amount(bytes, 'B', BINARY), face),
  ];
}

/** One row a part: word, bar, share, amount. */
export function partRows<K extends string>(
  parts: readonly Part<K>[],
  words: Readonly<Record<K, string>>,
  other: string,
  amount: (value: number) => string,
  face: Face,
): string[] {
  const print = printer(face);
  const ink = inkOf(face.colour);
  const large = parts.filter((part) => part.share >= LEAST);
  const small = parts.filter((part) => part.share < LEAST);
  const rest = { share: total(small, 'share'), value: total(small, 'value') };
  const rows = large.map((part) => ({ word: words[part.key], ...part }));
  const column = Math.max(16, ...rows.map(({ word }) => displayWidth(word)));
  return [...rows, ...(rest.share >= 0.0005 ? [{ word: `… ${other}`, ...rest }] : [])].map(
    ({ word, share, value }, row) => {
      const drawn = padDisplay(bar(share, BAR), BAR);
      return `  ${padDisplay(word, column)}  ${row === 0 ? ink.cool(drawn) : drawn}  ${padDisplay(print.percent(share), 6, 'right')}  ${padDisplay(amount(value), 9, 'right')}`;
    },
  );
}

const total = (parts: readonly Part[], key: 'share' | 'value'): number =>
  parts.reduce((sum, part) => sum + part[key], 0);

function paceLines({ figures, grade, step }: TrainReport, face: Face): string[] {
  if (!figures) return [];
  const { verdict, labels } = face.messages;
  const print = printer(face);
  const pieces = [
    verdict.mfu({ mfu: print.percentRange(figures.mfu), hfu: print.percent(figures.hfu.value) }),
    verdict.tokensPerSecond({ rate: print.range(figures.tokensPerSecond, { style: 'short' }) }),
    verdict.goodput({ goodput: print.percent(figures.goodput), interruptions: print.count(figures.interruptions) }),
  ];
  const { money } = figures;
  const bill = [
    `${labels.answer.gpuHours} ${print.range({ ...figures.acceleratorHours, unit: '1' })}`,
    money && `${nameOf(face.messages, 'cost')} ${print.moneyRange(money.cost, money)}`,
    figures.energy && `${labels.answer.energy} ${print.range(figures.energy)}`,
    figures.carbon && `${labels.answer.carbon} ${print.range(figures.carbon)}`,
    figures.sitePower && `${labels.answer.sitePower} ${print.range(figures.sitePower)}`,
  ].filter((piece) => piece !== null);
  const room = face.width - 4;
  return [
    ...phrases(pieces, ' · ', room),
    ...phrases(bill, ' · ', room),
    ...gradeLines(grade, step, labels.stepParts, face),
  ];
}
