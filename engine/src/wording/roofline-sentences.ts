import {
  flipping,
  operatorKey,
  type RooflineChip,
  type RooflineOperator,
  type RooflineReport,
} from '../report/index.ts';
import { comma, printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** What binds, and from where on it no longer does: the first sentences of a roofline. */
export function rooflineVerdict(report: RooflineReport, speaker: Speaker): string[] {
  const { roofline: words } = speaker.messages;
  const { stage, context } = report.question;
  const { chips } = report;
  const print = printer(speaker);
  const what = rooflineWhat(report, speaker);
  const of = (side: 'memory' | 'compute') => chips.filter(({ whole }) => whole.bound === side);
  const [memory, compute] = [of('memory'), of('compute')];
  const all = names(chips, report, speaker);
  const bound =
    compute.length === 0
      ? words.bound.memory({ what, chips: all })
      : memory.length === 0
        ? words.bound.compute({ what, chips: all })
        : words.bound.mixed({ what, memory: names(memory, report, speaker), compute: names(compute, report, speaker) });
  const crossings = (key: 'products' | 'whole') =>
    chips.flatMap(({ short, crossing }) => {
      const at = crossing[key];
      return at === null ? [] : [words.on({ at: rowsText(at, report, speaker), chip: short })];
    });
  const [products, whole] = [crossings('products'), crossings('whole')];
  const never = chips.filter(({ crossing }) => crossing.products !== null && crossing.whole === null);
  const neverAtAll = chips.filter(({ crossing }) => crossing.products === null);
  const join = (list: readonly string[]) => list.join(comma(speaker));
  return [
    bound,
    ...(products.length > 0 ? [words.from[stage]({ chips: join(products) })] : []),
    ...(whole.length > 0 ? [words.whole[stage]({ chips: join(whole) })] : []),
    ...(never.length > 0
      ? stage === 'decode'
        ? [words.never({ context: print.amount(context, 'token'), chips: names(never, report, speaker) })]
        : [words.neverAtAll({ chips: names(never, report, speaker) })]
      : []),
    ...(neverAtAll.length > 0 ? [words.neverAtAll({ chips: names(neverAtAll, report, speaker) })] : []),
  ];
}

/** What is looked at: "Decoding Llama 3.1 8B at batch 32 over 4,096 tokens of context". */
export function rooflineWhat({ question: q }: RooflineReport, speaker: Speaker): string {
  const print = printer(speaker);
  return speaker.messages.roofline.what[q.stage]({
    model: q.modelName,
    batch: print.count(q.batch),
    context: print.amount(q.context, 'token'),
  });
}

/** How many requests the memory holds, and where the weights alone are too many. */
export function rooflineRoom(report: RooflineReport, speaker: Speaker): string[] {
  const { chips, question } = report;
  const { roofline: words } = speaker.messages;
  const print = printer(speaker);
  const held = question.stage === 'decode' ? chips.filter(({ holds }) => holds !== null && holds > 0) : [];
  const full = chips.filter(({ holds }) => holds === 0);
  return [
    ...(held.length > 0
      ? [
          words.holds({
            chips: held
              .map(({ holds, short }) => words.on({ at: print.count(holds!), chip: short }))
              .join(comma(speaker)),
          }),
        ]
      : []),
    ...(full.length > 0 ? [words.noRoom({ chips: names(full, report, speaker) })] : []),
  ];
}

/** Formats that a chip falls back from. */
export const rooflineStands = ({ chips }: RooflineReport, { messages }: Speaker): string[] =>
  chips.flatMap(({ short, stands }) => stands.map((pair) => messages.roofline.stands({ chip: short, ...pair })));

/** Operators that are bound by compute on some chips and by memory on others. */
export function rooflineFlips(report: RooflineReport, speaker: Speaker): string[] {
  const { roofline: words } = speaker.messages;
  if (report.chips.length < 2) return [];
  const keys = flipping(report);
  if (keys.length === 0) return [words.noFlip];
  return keys.map((key) => {
    const on = (side: 'memory' | 'compute') =>
      names(
        report.chips.filter(({ operators }) => operators.find((one) => operatorKey(one) === key)?.bound === side),
        report,
        speaker,
      );
    const operator = report.chips.flatMap(({ operators }) => operators).find((one) => operatorKey(one) === key)!;
    return words.flips({ operator: operatorName(operator, speaker), compute: on('compute'), memory: on('memory') });
  });
}

/** An operator in words, with its kind of layer where several have one of that name. */
export function operatorName({ name, of }: Pick<RooflineOperator, 'name' | 'of'>, { messages }: Speaker): string {
  const words = messages.roofline.operators as Readonly<Record<string, string>>;
  return `${words[name] ?? name}${of === null ? '' : ` (${of})`}`;
}

/** A number of requests, or of tokens, with its range. */
function rowsText(
  at: NonNullable<RooflineChip['crossing']['whole']>,
  { question }: RooflineReport,
  speaker: Speaker,
): string {
  const print = printer(speaker);
  const unit = question.stage === 'decode' ? '1' : 'token';
  if (at.high < question.most) return print.range({ ...at, unit }, { digits: 3 });
  return speaker.messages.roofline.open({ at: print.amount(at.value, unit), low: print.amount(at.low, '1') });
}

const namesOf = (chips: readonly RooflineChip[], speaker: Speaker): string =>
  chips.map(({ short }) => short).join(comma(speaker));

/** Chips by name; all of several are not listed again. */
const names = (
  chips: readonly RooflineChip[],
  { chips: all }: Pick<RooflineReport, 'chips'>,
  speaker: Speaker,
): string =>
  chips.length > 1 && chips.length === all.length
    ? speaker.messages.roofline.everywhere({ chips: printer(speaker).count(all.length) })
    : speaker.messages.roofline.named({ chips: namesOf(chips, speaker) });
