import { monthsAfter } from '@ridgepoint/engine/units';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import type { Axis } from './spec.ts';

type Printed = Pick<Axis, 'unit' | 'share' | 'money'>;

/** What stands along an axis: places with their words, and the axis' title with the unit that they share. */
export interface AxisText {
  readonly title: string;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Prints one number of an axis or a column in its language, unit and currency; memory in GiB, as answers do. */
export function amountOf({ unit, share, money }: Printed, value: number, speaker: Speaker, digits = 3): string {
  const print = printer(speaker);
  if (share) return print.percent(value);
  const options = money ? { currency: money.currency, rate: money.perUsd } : { binary: unit === 'B' };
  return print.amount(value, unit, { style: 'short', digits, ...options });
}

/**
 * About so many places, round in the unit that is shown. On a linear axis all share one unit, which stands in the title once; along
 * ratios each has its own.
 */
export function axisText(
  axis: Axis,
  [low, high]: readonly [number, number],
  count: number,
  speaker: Speaker,
): AxisText {
  if (axis.words) return { title: axis.label, ticks: axis.words.map((text, at) => ({ at, text })) };
  if (axis.places) {
    const named = axis.places.map((at, i) => ({ at, text: axis.names?.[i] ?? amountOf(axis, at, speaker) }));
    const inside = named.filter(({ at }) => at >= low && at <= high);
    const step = axis.names ? 1 : Math.max(1, Math.ceil(inside.length / count));
    return { title: axis.label, ticks: inside.filter((_, i) => i % step === 0) };
  }
  if (axis.unit === 'date') {
    const ticks = monthTicks(low, high, count);
    return { title: axis.label, ticks: ticks.map((at) => ({ at, text: amountOf(axis, at, speaker) })) };
  }
  if (axis.log) {
    const per = axis.money?.perUsd ?? 1;
    const ticks = ratioTicks(low * per, high * per, count).map((at) => at / per);
    return { title: axis.label, ticks: ticks.map((at) => ({ at, text: amountOf(axis, at, speaker) })) };
  }
  const { factor, word } = sharedUnit(axis, Math.max(Math.abs(low), Math.abs(high)), speaker);
  const steps = evenTicks(low / factor, high / factor, count);
  // Before 万 and 亿 four digits stand together, as in sentences.
  const useGrouping = /^[万亿]/.test(word) ? 'min2' : 'always';
  const digits = Math.max(0, ...steps.map((value) => (String(value).split('.')[1] ?? '').length));
  return {
    title:
      word && !axis.label.split(/[\s,，]+/).includes(word)
        ? `${axis.label}${speaker.locale === 'en' ? ', ' : '，'}${word}`
        : axis.label,
    ticks: steps.map((value) => ({
      at: value * factor,
      text: value.toLocaleString('en-US', { minimumFractionDigits: digits, useGrouping }).replace('-', '−'),
    })),
  };
}

/** "2.4 M USD" is the number 2.4 of the unit "M USD", which is so many base units. */
function sharedUnit(axis: Axis, most: number, speaker: Speaker): { readonly factor: number; readonly word: string } {
  if (axis.share) return { factor: 0.01, word: '%' };
  if (most === 0) return { factor: 1, word: '' };
  const [, number = '', word = ''] = /^([\d.,]+)\s*(\D*)$/.exec(amountOf(axis, most, speaker, 12)) ?? [];
  const shown = Number(number.replaceAll(',', ''));
  return shown > 0 ? { factor: most / shown, word: word.trim() } : { factor: 1, word: axis.unit };
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function evenTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999)!;
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** First days of months that are so many apart as people count them: 1, 3, 6, then whole years. Days since 1970-01-01. */
export function monthTicks(low: number, high: number, count: number): number[] {
  const months = (high - low) / 30.5 / Math.max(1, count);
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((some) => some >= months) ?? 600;
  const first = Math.max(0, Math.floor(low / 365.2425) - 1) * 12; // months since 1970, at the beginning of a year
  const ticks: number[] = [];
  for (let at = first - (first % step); ; at += step) {
    const day = monthsAfter(0, at);
    if (day > high) return ticks;
    if (day >= low) ticks.push(day);
  }
}

/** Powers of ten; with their doubles and fives where there are few, leaving some out where there are many. */
export function ratioTicks(low: number, high: number, count: number): number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const inside = (of: readonly number[]) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i)
      .flatMap((power) => of.map((m) => Number((m * 10 ** power).toPrecision(6))))
      .filter((value) => value >= low * 0.9999 && value <= high * 1.0001);
  for (const of of [[1, 2, 5], [1, 3], [1]]) {
    const found = inside(of);
    if (found.length >= 2 && found.length <= Math.max(count, 2)) return found;
  }
  const powers = inside([1]);
  if (powers.length < 2) return evenTicks(low, high, count);
  const step = Math.ceil(powers.length / count);
  return powers.filter((_, i) => i % step === 0);
}
