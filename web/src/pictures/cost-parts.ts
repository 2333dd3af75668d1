import type { OwnComparison } from '@ridgepoint/engine/report';
import { printer, round3, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec } from '../charts/index.ts';

/** Where the money of owning goes, part by part; what comes back by selling points the other way. */
export function costParts({ parts, upfront, question, money }: OwnComparison, speaker: Speaker): ChartSpec {
  const words = speaker.messages.own;
  const print = printer(speaker);
  const usd = (value: number) => print.money(round3(Math.abs(value) * money.perUsd), money);
  const shown = parts.filter(({ usd: amount }) => amount !== 0);
  const most = Math.max(...shown.map(({ usd: amount }) => Math.abs(amount)));
  const least = Math.min(0, ...shown.map(({ usd: amount }) => amount));
  const name = (part: (typeof parts)[number]['part']) =>
    part === 'housing' ? words.housedIn(words.housings[question.housing]) : words.parts[part];
  const said = (amount: number) => (amount < 0 ? '−' : '') + usd(amount);
  return {
    id: 'cost-parts',
    title: words.made({ years: print.amount(question.years, 'year'), upfront: usd(upfront) }),
    sentence: shown.map(({ part, usd: amount }) => `${name(part)} ${said(amount)}`).join('; '),
    x: { label: words.paid, unit: 'USD', money, domain: [least, most] },
    y: { label: '', unit: '', words: shown.map(({ part }) => name(part)) },
    marks: [
      {
        kind: 'boxes',
        boxes: shown.map(({ usd: amount }, y) => ({
          x: [Math.min(0, amount), Math.max(0, amount)],
          y,
          tone: amount < 0 ? 'warm-2' : 'cool-2',
          title: said(amount),
        })),
      },
      {
        kind: 'texts',
        texts: shown.map(({ usd: amount }, y) => ({
          x: amount,
          y,
          text: said(amount),
          tone: 'ink',
          anchor: amount < 0 ? 'end' : 'start',
        })),
      },
    ],
    warnings: [],
    table: {
      columns: [
        { key: 'part', label: words.part },
        { key: 'usd', label: words.paid, unit: 'USD', money },
      ],
      rows: shown.map(({ part, usd: amount }) => [name(part), amount]),
    },
  };
}
