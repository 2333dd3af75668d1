import type { PromptTokens, ServeMoney, TowerFigures } from '../report/index.ts';
import type { Ranged } from '../training/answer.ts';
import { type FormatOptions, formatCount } from '../units/index.ts';
import { printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** An amount in dollars with its range, printed in the currency that was asked for. */
export function amountOf(
  usd: Ranged,
  { currency, perUsd }: Pick<ServeMoney, 'currency' | 'perUsd'>,
  speaker: Speaker,
): string {
  const print = printer(speaker);
  const all = paidIn(usd, perUsd);
  return usd.high > usd.low
    ? print.moneyRange(all, { currency, perUsd }, { digits: 3 })
    : print.money(usd.value * perUsd, { currency, perUsd });
}

const paidIn = (usd: Ranged, perUsd: number): Ranged => ({
  ...usd,
  value: usd.value * perUsd,
  low: usd.low * perUsd,
  high: usd.high * perUsd,
});

/** "7.62B parameters", and those of a vision tower beside them. */
export function parametersText(
  { parameters, visionParameters = 0 }: { readonly parameters: number | null; readonly visionParameters?: number },
  speaker: Speaker,
): string {
  const print = printer(speaker);
  const text = print.amount(parameters ?? 0, 'parameters');
  if (visionParameters === 0) return text;
  return speaker.messages.serving.andTower({ text, tower: print.amount(visionParameters, 'parameters') });
}

/** "2,560 (2,048 text + 2 × 256 pictures)": tokens of a prompt and what they are of; `print` = of all of them. */
export function promptText(
  tokens: number,
  pictures: PromptTokens | undefined,
  { messages }: Speaker,
  print: (tokens: number) => string = formatCount,
): string {
  if (!pictures) return print(tokens);
  const { count, tokens: seen } = pictures;
  return messages.serving.withPictures({
    tokens: print(tokens),
    text: formatCount(tokens - seen),
    count: formatCount(count),
    each: formatCount(seen / count),
  });
}

/** What the vision tower takes of a prompt: none where there are no pictures. */
export function pictureSentences({ tower }: { readonly tower?: TowerFigures }, speaker: Speaker): string[] {
  if (!tower) return [];
  const print = printer(speaker);
  return [
    speaker.messages.serving.tower({
      time: shown(tower.seconds, speaker),
      flop: print.amount(tower.flop, 'FLOP', { style: 'short' }),
      bytes: print.amount(tower.bytes, 'B', { binary: true }),
    }),
  ];
}

/** "1,240 tok/s" */
export const tokenRate = (perSecond: number, speaker: Speaker): string =>
  printer(speaker).amount(perSecond, 'token/s', { style: 'short' });

/** Requests a second, as a number. */
export const requestRate = (perSecond: number, speaker: Speaker): string => printer(speaker).amount(perSecond, '1');

/** A figure with its range where it has one. */
export const shown = (of: Ranged, speaker: Speaker, options?: FormatOptions): string =>
  of.high > of.low ? printer(speaker).range(of, options) : printer(speaker).amount(of.value, of.unit, options);
