import type { Assumed } from '@ridgepoint/engine/report';
import { formatCount, formatRange } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { comma } from '../print.ts';
import { sourceName } from '../source-name.ts';
import { wrap } from '../wrap.ts';

/** What nobody said, with where it comes from. */
export function assumedLines(assumed: readonly Assumed[], face: Face): string[] {
  if (assumed.length === 0) return [];
  const ink = inkOf(face.colour);
  const text = assumed.map((line) => assumedPhrase(line, face)).join(comma(face));
  return [ink.strong(face.messages.simulation.assumed), ...wrap(text, face.width - 4).map(ink.quiet)];
}

function assumedPhrase({ key, value, unit, low, high, source }: Assumed, face: Face): string {
  const words = face.messages;
  const names = { ...words.face.assumed, ...words.simulation.assumedKeys } as Readonly<Record<string, string>>;
  const sources = { ...words.face.sources, ...words.simulation.sources } as Readonly<Record<string, string>>;
  const name = Object.hasOwn(names, key) ? names[key] : key;
  const cited = Object.hasOwn(sources, source) ? sources[source]! : sourceName(source);
  return `${name} ${amount()} [${cited}]`;

  function amount(): string {
    if (typeof value === 'string') return value;
    if (unit === 'accelerators' || (unit === '1' && Number.isInteger(value))) return formatCount(value);
    if (unit === 'share') return formatRange(value * 100, undefined, undefined, '%', { locale: face.locale });
    const ends = low === high ? [undefined, undefined] : [low, high];
    return formatRange(value, ends[0], ends[1], unit ?? '1', { locale: face.locale });
  }
}
