import type { OwnComparison } from '@ridgepoint/engine/report';
import { assumedAmount, printer, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec } from '../charts/index.ts';
import { tornado } from './tornado.ts';

/** What the use at which owning wins hangs on. */
export function ownTornado(
  { tornado: shifts, verdict, assumed, money }: OwnComparison,
  speaker: Speaker,
): ChartSpec | null {
  if (!verdict.flip || shifts.length === 0) return null;
  const { own, crossover } = speaker.messages;
  const print = printer(speaker);
  return tornado({
    id: 'what-the-flip-hangs-on',
    title: own.tornado,
    axis: { label: own.ownsAbove, unit: '1', share: true, domain: [0, 1] },
    at: verdict.flip.at,
    atText: print.percent(verdict.flip.at),
    gone: own.gone,
    words: crossover.tornadoColumns,
    rows: shifts.map(({ name, low, high, atLow, atHigh }) => {
      const unit = assumed.find(({ key }) => key === name)?.unit ?? '1';
      const of = (value: number) => assumedAmount(value, undefined, undefined, unit, money, print);
      return { name: own.inputs[name as keyof typeof own.inputs] ?? name, low: of(low), high: of(high), atLow, atHigh };
    }),
  });
}
