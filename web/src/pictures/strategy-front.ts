import type { TrainReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { degreesLine, otherChoices, printer, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec, Dot } from '../charts/spec.ts';

/** Strategies that no other beats in both time and memory, with the runners-up, against what there is. */
export function strategyFront(report: TrainReport, speaker: Speaker): ChartSpec | null {
  const { pareto, alternatives, strategy: best, memory, figures } = report;
  if (!best || !memory || !figures || pareto.length < 2) return null;
  const { trainPictures: words, verdict } = speaker.messages;
  const print = printer(speaker);
  const time = (seconds: number) => print.amount(seconds, 's', { style: 'short' });
  const bytes = (value: number) => print.amount(value, 'B', { binary: true });
  type Row = Pick<TrainReport['pareto'][number], 'strategy' | 'step' | 'peakMemory'>;
  const said = (row: Row) =>
    [degreesLine(row.strategy), otherChoices(speaker, row.strategy, best)].filter(Boolean).join(', ');
  const chosen = { strategy: best, step: figures.step, peakMemory: memory.peak.value };
  const all = [...pareto, chosen];
  const front = all
    .filter((row) => !all.some((other) => other.peakMemory < row.peakMemory && other.step.value <= row.step.value))
    .sort((a, b) => a.peakMemory - b.peakMemory);
  const onFront = new Set(front.map(({ strategy }) => JSON.stringify(strategy)));
  const others = alternatives.filter(({ strategy }) => !onFront.has(JSON.stringify(strategy)));
  const steps = [...front, ...others].map(({ step }) => step.value);
  const [fastest, slowest] = [Math.min(...steps), Math.max(...steps)];
  const dot = (row: Row, look: Pick<Dot, 'tone' | 'hollow' | 'radius'>): Dot => ({
    ...look,
    x: row.peakMemory,
    y: row.step.value,
    title: `${said(row)}: ${time(row.step.value)}, ${bytes(row.peakMemory)}`,
  });
  return {
    id: 'strategy-front',
    title: words.front,
    sentence: words.frontSays({
      count: formatCount(front.length),
      best: time(Math.min(...front.map(({ step }) => step.value))),
      lean: time(front[0]!.step.value),
    }),
    x: { label: words.peak, unit: 'B' },
    y: { label: words.stepTime, unit: 's', domain: [fastest - (slowest - fastest) * 0.08, slowest] },
    marks: [
      {
        kind: 'line',
        tone: 'cool-3',
        thin: true,
        points: front.flatMap((row, i): [number, number][] => [
          ...(i > 0 ? [[row.peakMemory, front[i - 1]!.step.value] as [number, number]] : []),
          [row.peakMemory, row.step.value],
        ]),
      },
      {
        kind: 'rule',
        along: 'x',
        at: memory.capacity,
        tone: 'ink',
        dashed: true,
        label: words.capacity({ bytes: bytes(memory.capacity) }),
      },
      { kind: 'dots', dots: others.map((row) => dot(row, { tone: 'quiet', hollow: true })) },
      { kind: 'dots', dots: front.map((row) => dot(row, { tone: 'cool' })) },
      {
        kind: 'dots',
        dots: [
          {
            x: memory.peak.value,
            y: figures.step.value,
            tone: 'warm',
            shape: 'diamond',
            radius: 5,
            label: words.chosen,
            title: verdict.given({ strategy: degreesLine(best) }),
          },
        ],
      },
    ],
    warnings: [],
    table: {
      columns: [
        { key: 'strategy', label: words.strategy },
        { key: 'step', label: words.stepTime, unit: 's' },
        { key: 'memory', label: words.peak, unit: 'B' },
      ],
      rows: [...front, ...others].map((row) => [said(row), row.step.value, row.peakMemory]),
    },
  };
}
