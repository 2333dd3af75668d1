import type { Messages } from '../messages/en.ts';
import { ruleSentence } from '../messages/phrase.ts';
import type { ReportLever, TrainReport } from '../report/index.ts';
import type { Problem } from '../training/answer.ts';
import { formatCount, formatQuantity } from '../units/index.ts';
import { comma, printer } from './printer.ts';
import type { Speaker } from './speaker.ts';
import { degreesLine, otherChoices } from './strategy-line.ts';

/** Groups of refused strategies that are told. */
const REFUSALS = 4;

/** What fills the step and the memory. */
export function bindSentences({ binds }: TrainReport, speaker: Speaker): string[] {
  if (!binds) return [];
  const { reasons, labels } = speaker.messages;
  const print = printer(speaker);
  const second = binds.second ? labels.stepParts[binds.second.key] : speaker.messages.verdict.noneNeeded;
  return [
    reasons.binds({ first: labels.stepParts[binds.first.key], share: print.percent(binds.first.share), second }),
    reasons.bindsMemory({ part: labels.memoryParts[binds.memory.key], share: print.percent(binds.memory.share) }),
  ];
}

/** A plan that beats what was run is a promise, and is told as one. */
export function ranSentences({ ranAs, figures }: TrainReport, speaker: Speaker): string[] {
  if (!ranAs || !figures) return [];
  const { tp, pp, cp, dp, mfu, source } = ranAs;
  const print = printer(speaker);
  const layout = [`TP ${tp}`, `PP ${pp}`, ...(cp > 1 ? [`CP ${cp}`] : []), `DP ${dp}`].join(' · ');
  const { wall } = figures;
  return [
    speaker.messages.reasons.ran({
      layout,
      mfu: print.percent(mfu),
      source,
      ours: print.percentRange(figures.mfu),
      slow: print.within({ ...wall, value: wall.high }),
    }),
  ];
}

export function leverSentence(lever: ReportLever, speaker: Speaker): string {
  const { reasons } = speaker.messages;
  const words = leverWords(speaker.messages, lever);
  const print = printer(speaker);
  return lever.wall ? reasons.leverGain({ lever: words, time: print.range(lever.wall), fits: lever.fits }) : words;
}

function leverWords(messages: Messages, { kind, from, to, values }: ReportLever): string {
  const { reasons } = messages;
  // The user's own constraint is what stands in the way: it is named as it was typed.
  if (to === 'free')
    return reasons.freed({
      option: `--${kind.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} ${from}`,
      found: String(values.found ?? ''),
    });
  const levers = reasons.levers as Readonly<Record<string, (v: { from: string; to: string }) => string>>;
  const bytes = (text: string) => (kind === 'memory' ? formatQuantity(Number(text), 'B', { binary: true }) : text);
  const grouped = (text: string) => (/^\d{4,}$/.test(text) ? formatCount(Number(text)) : bytes(text));
  const word = Object.hasOwn(levers, kind) ? levers[kind] : undefined;
  return word
    ? word({ from: grouped(from), to: grouped(to) })
    : ruleSentence(messages, { rule: kind, values: { from, to, ...values } });
}

export const flipSentences = ({ flips, strategy: here }: TrainReport, speaker: Speaker): string[] =>
  flips.map(({ accelerators, strategy }) => {
    const other = here ? otherChoices(speaker, strategy, here) : '';
    const best = [degreesLine(strategy), other].filter(Boolean).join(comma(speaker));
    return speaker.messages.face.flips({ accelerators: formatCount(accelerators), best });
  });

export const refusedSentences = ({ refused }: TrainReport, speaker: Speaker): string[] =>
  refused
    .slice(0, REFUSALS)
    .map(({ count, example }) =>
      speaker.messages.face.refused({ count: formatCount(count), sentence: refusalSentence(example, speaker) }),
    );

/** A refusal in words; of bytes over a limit the figures are printed first. */
export function refusalSentence({ rule, values }: Problem, speaker: Speaker): string {
  const { bytes, limit } = values;
  if (rule !== 'memory' || typeof bytes !== 'number' || typeof limit !== 'number')
    return ruleSentence(speaker.messages, { rule, values });
  const print = (amount: number) => formatQuantity(amount, 'B', { locale: speaker.locale, binary: true });
  return ruleSentence(speaker.messages, { rule, values: { needed: print(bytes), capacity: print(limit) } });
}

/** Each rule of `assert`, kept or not. */
export function assertSentences({ assertions }: Pick<TrainReport, 'assertions'>, speaker: Speaker): string[] {
  const { errors, face: words } = speaker.messages;
  const print = printer(speaker);
  return assertions.map((a) => {
    const value = print.amount(a.value, a.unit);
    const rule = `${a.comparison} ${print.amount(a.limit, a.unit)}`;
    return a.holds
      ? words.assertHolds({ key: a.key, value, rule })
      : errors.assertionFailed({ key: a.key, value, rule });
  });
}
