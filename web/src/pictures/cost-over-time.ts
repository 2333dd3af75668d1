import type { OwnComparison } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { printer, round3, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec, Mark } from '../charts/index.ts';

/** What was paid by each month, owning, renting and reserving, with the month in which owning is paid back. */
export function costOverTime(own: OwnComparison, speaker: Speaker): ChartSpec | null {
  const { chart, money, options } = own;
  if (!chart) return null;
  const words = speaker.messages.own;
  const { months, ownStart, ownMonthly, rentMonthly, resale, crossing } = chart;
  const ownAt = (month: number) => ownStart + ownMonthly * month;
  const rentAt = (month: number) => rentMonthly * month;
  const reserved = options.find(({ option }) => option === 'reserved');
  const reservedAt = (month: number) => (reserved!.total.value / months) * month;
  const shown = (usd: number) => printer(speaker).money(round3(usd * money.perUsd), money);
  const told = crossing === null ? words.noCrossing : words.crossing({ month: formatCount(Math.ceil(crossing)) });
  const back = resale > 0 ? words.resaleDrop({ amount: shown(resale) }) : null;
  const line = (at: (month: number) => number): (readonly [number, number])[] => [
    [0, at(0)],
    [months, at(months)],
  ];
  // What is paid in all is known within a range; beside each other, lest one hides the next.
  const ends = (['own', 'on-demand', 'reserved'] as const).flatMap((name, i): Mark[] => {
    const total = options.find(({ option }) => option === name)?.total;
    const tone = ({ own: 'cool', 'on-demand': 'warm', reserved: 'warm-2' } as const)[name];
    const at = months * (1 - 0.012 * (i + 1));
    return total ? [{ kind: 'ranges', tone, along: 'y', ranges: [{ at, low: total.low, high: total.high }] }] : [];
  });
  const marks: Mark[] = [
    ...(reserved
      ? [
          {
            kind: 'line',
            tone: 'warm-2',
            points: line(reservedAt),
            label: words.options.reserved,
            thin: true,
            dashed: true,
          } as const,
        ]
      : []),
    { kind: 'line', tone: 'warm', points: line(rentAt), label: words.options['on-demand'] },
    // What is sold at the end comes back on the last day: the line falls by it.
    {
      kind: 'line',
      tone: 'cool',
      points: [...line(ownAt), ...(resale > 0 ? [[months, ownAt(months) - resale] as const] : [])],
      label: words.options.own,
    },
    ...ends,
    ...(crossing === null
      ? []
      : [
          { kind: 'rule', along: 'x', at: crossing, tone: 'ink', dashed: true, label: told } as const,
          {
            kind: 'dots',
            dots: [{ x: crossing, y: rentAt(crossing), tone: 'ink', hollow: true, radius: 4, title: told }],
          } as const,
        ]),
  ];
  const every = Math.max(1, Math.round(months / 12));
  const stops = [...new Set([...Array.from({ length: 13 }, (_, i) => Math.min(months, i * every)), months])];
  return {
    id: 'cost-over-time',
    title: words.picture({ months: formatCount(Math.round(months)) }),
    sentence: [told, back].filter(Boolean).join('; '),
    x: { label: words.month, unit: '1', places: stops.filter((_, i) => i % 2 === 0 || months <= 12) },
    y: { label: words.paid, unit: 'USD', money, zero: true },
    marks,
    note: [back, words.ends].filter(Boolean).join(speaker.locale === 'en' ? '; ' : '；'),
    warnings: [],
    table: {
      columns: [
        { key: 'month', label: words.month, unit: '1' },
        { key: 'own', label: words.options.own, unit: 'USD', money },
        { key: 'on_demand', label: words.options['on-demand'], unit: 'USD', money },
        ...(reserved ? [{ key: 'reserved', label: words.options.reserved, unit: 'USD', money }] : []),
      ],
      rows: stops.map((month) => [month, ownAt(month), rentAt(month), ...(reserved ? [reservedAt(month)] : [])]),
    },
  };
}
