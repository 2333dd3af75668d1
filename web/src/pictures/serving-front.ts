import type { FrontRow, ServingPlanReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { printer, type Speaker, shortWay } from '@ridgepoint/engine/wording';
import type { ChartSpec, Dot, Tone } from '../charts/spec.ts';

/** Of so many kinds of accelerators each has a colour and a shape of its own. */
const LOOKS: readonly (readonly [Tone, NonNullable<Dot['shape']>])[] = [
  ['cool', 'circle'],
  ['warm-2', 'square'],
  ['quiet', 'triangle'],
  ['cool-2', 'cross'],
];

/** What one user sees against what one accelerator gives: the best that each kind can do at every batch, and what was found. */
export function servingFront({ front, kept }: ServingPlanReport, said: Speaker): ChartSpec | null {
  if (front.length < 2) return null;
  const { solving: words } = said.messages;
  const print = printer(said);
  const rate = (value: number) => print.amount(value, '1', { digits: 3 });
  const chips = [...new Set(front.map(({ chip }) => chip))];
  const look = (chip: string) => LOOKS[chips.indexOf(chip) % LOOKS.length]!;
  const how = (row: FrontRow) =>
    [
      row.chip,
      ...(['tp', 'pp', 'dp', 'ep'] as const)
        .filter((key) => row[key] > 1)
        .map((key) => `${key.toUpperCase()} ${row[key]}`),
      row.weights,
    ].join(' ');
  const [best] = kept;
  return {
    id: 'serving-front',
    title: words.front,
    sentence: words.frontSays({
      fast: rate(Math.max(...front.map(({ perUser }) => perUser))),
      lean: rate(Math.max(...front.map(({ perAccelerator }) => perAccelerator))),
    }),
    x: { label: words.perUser, unit: '1', zero: true },
    y: { label: words.perAccelerator, unit: '1', zero: true },
    ...(chips.length > 1 && { legend: chips.map((chip) => ({ tone: look(chip)[0], text: chip })) }),
    marks: [
      ...chips.map((chip) => ({
        kind: 'dots' as const,
        dots: front
          .filter((row) => row.chip === chip)
          .map(
            (row): Dot => ({
              x: row.perUser,
              y: row.perAccelerator,
              tone: look(chip)[0],
              shape: look(chip)[1],
              title: `${how(row)}: ${rate(row.perUser)}, ${rate(row.perAccelerator)} tok/s`,
            }),
          ),
      })),
      ...(best
        ? [
            {
              kind: 'dots' as const,
              dots: [
                {
                  x: best.perUser,
                  y: best.perAccelerator,
                  tone: 'warm' as const,
                  shape: 'diamond' as const,
                  radius: 5,
                  label: words.planned,
                  title: `${formatCount(best.accelerators)} × ${best.chipName}, ${shortWay(best, said)}`,
                },
              ],
            },
          ]
        : []),
    ],
    warnings: [],
    table: {
      columns: [
        { key: 'deployment', label: said.messages.servingPlan.columns.ways },
        { key: 'running', label: words.running, unit: '1' },
        { key: 'per_user', label: words.perUser, unit: 'token/s' },
        { key: 'per_accelerator', label: words.perAccelerator, unit: 'token/s' },
      ],
      rows: front.map((row) => [how(row), row.running, row.perUser, row.perAccelerator]),
    },
  };
}
