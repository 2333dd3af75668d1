import { formatRange } from '../units/index.ts';
import type { Speaker } from './speaker.ts';

/** A number of an explanation, with its range, in the unit that it is reckoned in. */
interface Amount {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly unit: string;
}

/** Units that a reader knows in percent or by a word; those of money and of physics are worded where amounts are. */
const KNOWN: Readonly<Record<string, readonly [unit: string, scale: number]>> = {
  share: ['%', 100],
  'share/year': ['%/year', 100],
  '1/a': ['%/year', 100],
  a: ['year', 1],
};

/** The amount as a reader knows it: shares in percent, years in words, money in the speaker's currency. */
export function reasonAmount({ value, low, high, unit }: Amount, { locale, messages, money }: Speaker): string {
  const [known, scale] = KNOWN[unit] ?? [unit, 1];
  const scaled = (x: number | undefined) => (x === undefined ? x : x * scale);
  return formatRange(
    value * scale,
    scaled(low),
    scaled(high),
    known === '%/year' ? messages.catalogue.units[known] : known,
    {
      locale,
      binary: unit === 'B',
      ...(money && { currency: money.currency, rate: money.perUsd }),
    },
  );
}
