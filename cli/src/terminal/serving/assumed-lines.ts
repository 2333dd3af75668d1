import type { Assumed, ServeMoney } from '@ridgepoint/engine/report';
import { formatCount, formatRange } from '@ridgepoint/engine/units';
import { comma, OLD_MARK, oldNote, sourceName } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** What nobody said, with where it comes from. */
export function assumedLines(
  assumed: readonly Assumed[],
  face: Face,
  money: Pick<ServeMoney, 'currency' | 'perUsd'> | null = null,
): string[] {
  if (assumed.length === 0) return [];
  const ink = inkOf(face.colour);
  const text = [...assumed.map((line) => assumedPhrase(line, face, money)), ...oldNote(assumed, face)].join(
    comma(face),
  );
  return [ink.strong(face.messages.simulation.assumed), ...wrap(text, face.width - 4).map(ink.quiet)];
}

function assumedPhrase(
  { key, value, unit, low, high, source, age }: Assumed,
  face: Face,
  asked: Pick<ServeMoney, 'currency' | 'perUsd'> | null,
): string {
  const words = face.messages;
  const names = { ...words.face.assumed, ...words.simulation.assumedKeys } as Readonly<Record<string, string>>;
  const sources = { ...words.face.sources, ...words.simulation.sources } as Readonly<Record<string, string>>;
  const name = Object.hasOwn(names, key) ? names[key] : key;
  const [, what = source, date = ''] = /^(.*?)(, \d{4}[\d-]*)?$/.exec(source) ?? [];
  const cited = Object.hasOwn(sources, what)
    ? sources[what]! + (face.locale === 'en' ? date : date.replace(', ', '，'))
    : sourceName(source);
  return `${name} ${amount()} [${cited}${age?.old ? OLD_MARK : ''}]`;

  function amount(): string {
    if (typeof value === 'string') return key === 'engine' ? face.messages.simulation.engine(value) : value;
    if (unit === 'accelerators' || (unit === '1' && Number.isInteger(value))) return formatCount(value);
    if (unit === 'share') return formatRange(value * 100, undefined, undefined, '%', { locale: face.locale });
    const ends = low === high ? [undefined, undefined] : [low, high];
    const money = key === 'price' && asked ? { currency: asked.currency, rate: asked.perUsd } : {};
    return formatRange(value, ends[0], ends[1], unit ?? '1', { locale: face.locale, ...money });
  }
}
