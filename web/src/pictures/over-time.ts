import type { SeriesPoints } from '@ridgepoint/engine/serving';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec } from '../charts/index.ts';

const HEIGHT = 190;
const most = (column: readonly number[]): number => column.reduce((high, value) => Math.max(high, value), 0);

/** Blocks in use of those that there are, sample by sample. */
export const cacheShares = ({ usedBlocks, blocks }: SeriesPoints): number[] =>
  usedBlocks.map((used, i) => (blocks[i]! > 0 ? used / blocks[i]! : 0));

/** How many requests ran and waited, and how full the cache was, along the time of a simulation. */
export function overTime(series: SeriesPoints, speaker: Speaker): readonly ChartSpec[] {
  const { playback: words, simulation } = speaker.messages;
  const print = printer(speaker);
  const { seconds, waiting, running } = series;
  const end = seconds.at(-1)!;
  const time = print.amount(end - seconds[0]!, 's', { digits: 2 });
  const cache = cacheShares(series);
  const x = { label: words.time, unit: 's', domain: [seconds[0]!, end] } as const;
  const along = (column: readonly number[]) => column.map((value, i) => [seconds[i]!, value] as const);
  return [
    {
      id: 'requests-over-time',
      title: words.inFlight,
      sentence: words.inFlightSays({ time, running: print.count(most(running)), waiting: print.count(most(waiting)) }),
      x,
      y: { label: words.requests, unit: '', zero: true },
      marks: [
        { kind: 'line', tone: 'cool', points: along(running), label: simulation.rows.running, thin: true },
        { kind: 'line', tone: 'warm', points: along(waiting), label: simulation.rows.waiting, thin: true },
      ],
      warnings: [],
      height: HEIGHT,
      table: {
        columns: [
          { key: 'seconds', label: words.time, unit: 's' },
          { key: 'running', label: simulation.rows.running, unit: '1' },
          { key: 'waiting', label: simulation.rows.waiting, unit: '1' },
        ],
        rows: seconds.map((at, i) => [at, running[i]!, waiting[i]!]),
      },
    },
    {
      id: 'cache-over-time',
      title: words.cache,
      sentence: words.cacheSays({ time, most: print.percent(most(cache)) }),
      x,
      y: { label: words.used, unit: '1', share: true, domain: [0, 1] },
      marks: [
        { kind: 'area', tone: 'cool', points: seconds.map((at, i) => [at, 0, cache[i]!]) },
        { kind: 'line', tone: 'cool-2', points: along(cache), label: simulation.rows.cache, thin: true },
      ],
      warnings: [],
      height: HEIGHT,
      table: {
        columns: [
          { key: 'seconds', label: words.time, unit: 's' },
          { key: 'cache', label: simulation.rows.cache, unit: '1', share: true },
        ],
        rows: seconds.map((at, i) => [at, cache[i]!]),
      },
    },
  ];
}
