import { printer, type Speaker } from '@ridgepoint/engine/wording';
import { distanceOf, type Figure, isInside, unitOf } from '../accuracy/figures.ts';
import type { ChartSpec, Dot, Tone } from '../charts/index.ts';

/** More dots than this are no longer told apart, and slow a page down. */
const MOST_DOTS = 2000;
/** Of those the furthest off are always drawn. */
const FURTHEST = 300;
const TONES: Readonly<Record<string, Tone>> = { silicon: 'cool', family: 'cool-2', datasheet: 'warm' };

/** Predicted over measured in ratios, a dot a published figure that leads to where it is printed. */
export function predicted(
  figures: readonly Figure[],
  quantity: string,
  withNaive: boolean,
  sentence: string,
  speaker: Speaker,
): ChartSpec {
  const { page: words, figures: names } = speaker.messages.accuracy;
  const print = printer(speaker);
  const { unit } = unitOf(quantity);
  const say = (value: number) => print.amount(value, unit, { style: 'short' });
  const drawn = thinned(figures);
  const ends = drawn.flatMap(({ measured, predicted: ours }) => [measured, ours]);
  const [low, high] = [Math.min(...ends) / 1.15, Math.max(...ends) * 1.15];
  const dots = drawn.map(
    (one): Dot => ({
      tone: TONES[one.grade] ?? 'ink',
      x: one.measured,
      y: one.predicted,
      radius: drawn.length > 400 ? 2.2 : 3.5,
      hollow: !isInside(one),
      title: words.dot({ id: one.id, measured: say(one.measured), predicted: say(one.predicted) }),
      ...(one.url !== '' && { href: one.url }),
    }),
  );
  const naive = drawn.flatMap((one): Dot[] =>
    one.naive === null || one.naive < low || one.naive > high
      ? []
      : [{ tone: 'quiet', x: one.measured, y: one.naive, radius: 1.8, shape: 'cross', title: words.naive }],
  );
  return {
    id: 'predicted',
    title: words.picture({ quantity: names[quantity] ?? quantity }),
    sentence,
    x: { label: words.measured, unit, log: true, domain: [low, high] },
    y: { label: words.predicted, unit, log: true, domain: [low, high] },
    marks: [
      {
        kind: 'line',
        tone: 'quiet',
        thin: true,
        label: words.exact,
        points: [
          [low, low],
          [high, high],
        ],
      },
      ...(withNaive ? [{ kind: 'dots' as const, dots: naive }] : []),
      { kind: 'dots', dots },
    ],
    note: words.note,
    warnings:
      drawn.length < figures.length
        ? [words.thinned({ drawn: print.count(drawn.length), all: print.count(figures.length) })]
        : [],
    height: 440,
    table: {
      columns: [
        { key: 'row', label: words.row },
        { key: 'family', label: words.familyOf },
        { key: 'chip', label: words.chipOf },
        { key: 'measured', label: words.measured, unit },
        { key: 'predicted', label: words.predicted, unit },
        { key: 'low', label: '5 %', unit },
        { key: 'high', label: '95 %', unit },
        { key: 'naive', label: words.naive, unit },
        { key: 'source', label: words.source },
      ],
      rows: figures.map((one) => [
        one.id,
        one.family,
        one.chip,
        one.measured,
        one.predicted,
        one.low,
        one.high,
        one.naive,
        one.url,
      ]),
    },
  };
}

/** All of few; of many the furthest off, and every so manieth of the rest. */
function thinned(figures: readonly Figure[]): readonly Figure[] {
  if (figures.length <= MOST_DOTS) return figures;
  const sorted = figures.toSorted((a, b) => distanceOf(b) - distanceOf(a));
  const rest = sorted.slice(FURTHEST);
  const every = rest.length / (MOST_DOTS - FURTHEST);
  const kept = Array.from({ length: MOST_DOTS - FURTHEST }, (_, i) => rest[Math.floor(i * every)]!);
  return [...sorted.slice(0, FURTHEST), ...kept];
}
