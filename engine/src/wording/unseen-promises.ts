import type { UnseenPromise } from '../report/index.ts';
import { comma, printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** That promises of a percentile were held against means alone, and what tells more; nothing where there are none. */
export function unseenPromises(
  sides: readonly { readonly name: string; readonly unseen: readonly UnseenPromise[] }[],
  speaker: Speaker,
): string[] {
  const print = printer(speaker);
  const said = ({ quantity, percentile, limit }: UnseenPromise) =>
    `${quantity.toUpperCase()} p${Number((percentile * 100).toFixed(2))} ≤ ${print.amount(limit, 's', { style: 'short' })}`;
  const promises = [...new Set(sides.flatMap(({ unseen }) => unseen.map(said)))];
  if (promises.length === 0) return [];
  const names = sides.filter(({ unseen }) => unseen.length > 0).map(({ name }) => name);
  return [
    speaker.messages.measures.unseen({ names: names.join(comma(speaker)), promises: promises.join(comma(speaker)) }),
  ];
}
