import { printer, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec } from '../charts/index.ts';

/** Iteration, loss of its batch, learning rate. */
type Step = readonly [iteration: number, loss: number, rate: number, ...rest: readonly number[]];

interface Judged {
  readonly iteration: number;
  readonly train: number;
  readonly val: number;
}

/** More points than this no eye tells apart: steps that follow one another are drawn as their mean. */
const MOST_POINTS = 240;
const HEIGHT = 290;
const LOW = 150;

/** Loss and learning rate along the steps of a run that goes to step `end`. */
export function learningCurve(
  steps: readonly Step[],
  judged: readonly Judged[],
  end: number,
  speaker: Speaker,
): readonly ChartSpec[] {
  const { labPage: words } = speaker.messages;
  const print = printer(speaker);
  const loss = (value: number): string => value.toFixed(3);
  const rate = (value: number): string => print.amount(value, '1', { digits: 2 });
  const drawn = thinned(steps);
  const x = { label: words.step, unit: '1', domain: [0, Math.max(1, end)] } as const;
  const first = judged[0]?.train ?? drawn[0]?.[1] ?? 0;
  const last = judged.at(-1)?.train ?? drawn.at(-1)?.[1] ?? first;
  const val = judged.at(-1)?.val;
  const columns = [{ key: 'step', label: words.step, unit: '1' }];
  return [
    {
      id: 'learning-curve',
      title: words.loss,
      sentence: words.lossSays({ first: loss(first), last: loss(last), val: val === undefined ? '' : loss(val) }),
      x,
      y: { label: words.lossAxis, unit: '1' },
      marks: [
        { kind: 'line', tone: 'cool-3', points: drawn.map(([at, value]) => [at, value]), thin: true },
        { kind: 'line', tone: 'cool', points: judged.map((each) => [each.iteration, each.train]), label: words.train },
        { kind: 'line', tone: 'warm', points: judged.map((each) => [each.iteration, each.val]), label: words.val },
      ],
      note: words.batch,
      warnings: [],
      height: HEIGHT,
      table: {
        columns: [
          ...columns,
          { key: 'train', label: words.train, unit: '1' },
          { key: 'val', label: words.val, unit: '1' },
        ],
        rows: judged.map((each) => [each.iteration, each.train, each.val]),
      },
    },
    {
      id: 'learning-rate',
      title: words.rate,
      sentence: words.rateSays({
        highest: rate(steps.reduce((high, [, , value]) => Math.max(high, value), 0)),
        last: rate(steps.at(-1)?.[2] ?? 0),
      }),
      x,
      y: { label: words.rate, unit: '1', zero: true },
      marks: [{ kind: 'line', tone: 'cool', points: drawn.map(([at, , value]) => [at, value]), thin: true }],
      warnings: [],
      height: LOW,
      table: {
        columns: [...columns, { key: 'rate', label: words.rate, unit: '1' }],
        rows: drawn.map(([at, , value]) => [at, value]),
      },
    },
  ];
}

/** Means of so many steps each. */
function thinned(steps: readonly Step[]): readonly (readonly [at: number, loss: number, rate: number])[] {
  const each = Math.ceil(steps.length / MOST_POINTS);
  if (each <= 1) return steps.map(([at, loss, rate]) => [at, loss, rate]);
  return Array.from({ length: Math.ceil(steps.length / each) }, (_, i) => {
    const group = steps.slice(i * each, (i + 1) * each);
    const mean = (of: 1 | 2): number => group.reduce((sum, step) => sum + step[of], 0) / group.length;
    return [group.at(-1)![0], mean(1), mean(2)] as const;
  });
}
