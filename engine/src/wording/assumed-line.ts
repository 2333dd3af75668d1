import type { Assumed, ServeMoney } from '../report/index.ts';
import { formatCount, formatRange } from '../units/index.ts';
import { sourceName } from './source-name.ts';
import type { Speaker } from './speaker.ts';

/** Marks a price, a rate or a grid that is older than half a year. */
export const OLD_MARK = '†';
/** As in report/age.ts, from where this room may take types only. */
const OLD_DAYS = '180';

/** Everything that was assumed in one text, and what its mark means where something is old. */
export function assumedText(
  lines: readonly Assumed[],
  asked: Pick<ServeMoney, 'currency' | 'perUsd'> | null,
  speaker: Speaker,
): string {
  const between = speaker.locale === 'en' ? ', ' : '，';
  const texts = lines.map((line) => assumedLine(line, asked, speaker));
  return [...texts, ...oldNote(lines, speaker)].join(between);
}

/** What the mark means, where a line has it. */
export const oldNote = (lines: readonly Assumed[], { messages }: Pick<Speaker, 'messages'>): string[] =>
  lines.some(({ age }) => age?.old) ? [messages.own.older({ days: OLD_DAYS })] : [];

/** One line of what was assumed, with its source; prices in the currency that was asked for. */
export function assumedLine(
  { key, value, unit, low, high, source, age, of, usual }: Assumed,
  asked: Pick<ServeMoney, 'currency' | 'perUsd'> | null,
  speaker: Speaker,
): string {
  const { face: words } = speaker.messages;
  if (key === 'no_power') return words.noPower({ chip: String(value) });
  if (key === 'no_price') return words.noPrice({ chip: String(value) });
  const word = wordOf(words.assumed, key) ?? wordOf(speaker.messages.simulation.assumedKeys, key) ?? key;
  const what = of === undefined ? word : `${word} (${of})`;
  const hint = key === 'grid' && usual ? gridHint() : '';
  return `${what} ${amount()}${hint} [${cited()}${age?.old ? OLD_MARK : ''}]`;

  /** Whoever counts in yuan, or reads Chinese, may run elsewhere than where most published runs did; the number stays. */
  function gridHint(): string {
    const currency = asked?.currency ?? speaker.money?.currency ?? 'USD';
    const grid = currency === 'JPY' ? 'JPN' : currency === 'CNY' || speaker.locale === 'zh-CN' ? 'CHN' : null;
    return grid === null ? '' : words.gridHint[grid];
  }

  function cited(): string {
    return sourceWords(source, speaker);
  }

  function amount(): string {
    if (typeof value === 'string') {
      if (key === 'engine') return speaker.messages.simulation.engine(value);
      if (key === 'server' || key === 'network') return words.ofMachine(value);
      // How a config was understood: "head_dim missing: hidden / heads = 128".
      return key === 'model' ? speaker.messages.config.rule(value) : value;
    }
    if (unit === 'sequences') return words.sequences(formatCount(value));
    if (unit === 'accelerators' || (unit === '1' && low === undefined && Number.isInteger(value)))
      return formatCount(value);
    if (unit === 'share') return formatRange(value * 100, undefined, undefined, '%', { locale: speaker.locale });
    // One seller's price has no range, and a bill in yuan is not checked against a rent in dollars.
    const ends = low === high ? [undefined, undefined] : [low, high];
    const money = key === 'price' && asked;
    // Prices have the digits of the amounts that follow from them.
    const options = {
      ...(key.startsWith('price') && { digits: 3 }),
      ...(money && { currency: money.currency, rate: money.perUsd }),
    };
    return formatRange(value, ends[0], ends[1], unit ?? '1', { locale: speaker.locale, ...options });
  }
}

/** A source, perhaps with its date behind it, in words: its name, or what the engine says in place of one. */
export function sourceWords(source: string, { locale, messages }: Speaker): string {
  const [, what = source, date = ''] = /^(.*?)(, \d{4}[\d-]*)?$/.exec(source) ?? [];
  const known = wordOf(messages.face.sources, what) ?? wordOf(messages.simulation.sources, what);
  return known === undefined
    ? sourceName(messages.reasons.source(source))
    : known + (locale === 'en' ? date : date.replace(', ', '，'));
}

const wordOf = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;
