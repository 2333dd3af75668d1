import type { CrossoverReport } from '@ridgepoint/engine/report';
import { mapTitle, printer, type Speaker } from '@ridgepoint/engine/wording';
import type { Box, ChartSpec, Tone } from '../charts/index.ts';
import { axisOfInput, paid } from './curves.ts';

const TONES: Readonly<Record<'a' | 'b' | 'tie' | 'neither', Tone>> = {
  a: 'cool-3',
  b: 'warm-3',
  tie: 'idle',
  neither: 'free',
};

/** Who wins where over two inputs, with the place where the scenarios stand. */
export function winners(
  report: CrossoverReport,
  names: { readonly x: string; readonly y: string },
  speaker: Speaker,
): ChartSpec | null {
  const { map, over } = report;
  if (!map) return null;
  const words = speaker.messages.crossover;
  const print = printer(speaker);
  const who = (leader: 'a' | 'b' | 'tie' | 'neither') =>
    leader === 'neither' ? words.neither : leader === 'tie' ? words.tie : words.wins(report[leader].name);
  const boxes = map.rows.flatMap(({ y, stretches }, i): Box[] => {
    const ends = [edge(map, i), edge(map, i + 1)] as const;
    return stretches.map(({ low, high, leader }) => ({
      x: [low, high],
      y: ends,
      tone: TONES[leader],
      title: `${who(leader)}, ${y}`,
    }));
  });
  const shares = (['a', 'b'] as const).map((side) =>
    words.share({ name: report[side].name, share: print.percent(map.share[side]) }),
  );
  const { x, y } = map.stands;
  return {
    id: 'winners',
    title: mapTitle(report, speaker),
    sentence: shares.join('; '),
    x: axisOfInput(over, names.x, speaker),
    y: { ...axisOfInput(map.over, names.y, speaker), domain: [edge(map, 0), edge(map, map.rows.length)] },
    marks: [
      { kind: 'boxes', boxes },
      { kind: 'texts', texts: labelsOf(report, words.neither) },
      ...(x !== null && y !== null
        ? [{ kind: 'dots', dots: [{ x, y, tone: 'ink', shape: 'diamond', radius: 6, label: words.here }] } as const]
        : []),
    ],
    warnings: report.complete ? [] : [words.stopped],
    table: {
      columns: [
        { key: 'y', label: names.y, unit: map.over.unit, ...paid(map.over.unit, speaker.money) },
        {
          key: 'low',
          label: `${names.x} ${words.tornadoColumns.low}`,
          unit: over.unit,
          ...paid(over.unit, speaker.money),
        },
        {
          key: 'high',
          label: `${names.x} ${words.tornadoColumns.high}`,
          unit: over.unit,
          ...paid(over.unit, speaker.money),
        },
        { key: 'leader', label: words.leader },
      ],
      rows: map.rows.flatMap(({ y: at, stretches }) =>
        stretches.map(({ low, high, leader }) => [at, low, high, who(leader)]),
      ),
    },
    note: shares.join(' · '),
  };
}

type Map = NonNullable<CrossoverReport['map']>;

/** Rows meet half-way; the first and last end at the axis' own ends. */
function edge({ rows, over }: Map, i: number): number {
  const [below, above] = [rows[i - 1]?.y, rows[i]?.y];
  if (below === undefined) return Math.min(over.low, rows[0]!.y);
  if (above === undefined) return Math.max(over.high, rows.at(-1)!.y);
  return over.log ? Math.sqrt(below * above) : (below + above) / 2;
}

/** Each winner's name in the middle of its widest stretch. */
function labelsOf(report: CrossoverReport, neither: string) {
  const { map, over } = report;
  const at = (value: number) => (over.log ? Math.log(value) : value);
  const back = (value: number) => (over.log ? Math.exp(value) : value);
  return (['a', 'b', 'neither'] as const).flatMap((side) => {
    const own = map!.rows.flatMap(({ y, stretches }) =>
      stretches.filter(({ leader }) => leader === side).map((s) => ({ y, ...s })),
    );
    if (own.length === 0) return [];
    const wide = ({ low, high }: (typeof own)[number]) => at(high) - at(low);
    const most = Math.max(...own.map(wide));
    const candidates = own.filter((s) => wide(s) >= most * 0.9);
    const best = candidates[Math.floor(candidates.length / 2)]!;
    return [
      {
        x: back((at(best.low) + at(best.high)) / 2),
        y: best.y,
        text: side === 'neither' ? neither : report[side].name,
        tone: 'ink' as const,
      },
    ];
  });
}
