import type { SimulationReport } from '@ridgepoint/engine/report';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec, Mark } from '../charts/index.ts';

const TAILS = [2, 10, 100, 1000];
const NAMES = ['p50', 'p90', 'p99', 'p99.9'];
/** So many requests, of which one is slower than at this share: equal steps towards the tail are equal factors. */
const placeOf = (share: number): number => 1 / (1 - share);

/** Within what time which share of requests stays: the tail stretched, the range shaded, limits marked. */
export function latencySpread(
  { spread, promises }: SimulationReport,
  name: 'ttft' | 'tpot' | 'e2e',
  speaker: Speaker,
): ChartSpec | null {
  const points = spread[name];
  if (points.length < 3) return null;
  const { playback: words, simulation } = speaker.messages;
  const print = printer(speaker);
  const what = simulation.latencies[name];
  const say = (seconds: number) => print.amount(seconds, 's', { style: 'short' });
  const at = (share: number) => say(points.findLast((point) => point[0] <= share)![1]);
  const limits = promises
    .filter(({ quantity }) => quantity === name)
    .flatMap(({ limit, percentile }): Mark[] => [
      { kind: 'rule', along: 'y', at: limit, tone: 'warm', label: words.limit({ value: say(limit) }) },
      { kind: 'rule', along: 'x', at: placeOf(percentile), tone: 'quiet', dashed: true },
    ]);
  const last = placeOf(points.at(-1)![0]);
  return {
    id: `latency-${name}`,
    title: words.spread(what),
    sentence: words.spreadSays({ what, p50: at(0.5), p90: at(0.9), p99: at(0.99) }),
    x: { label: words.share, unit: '', log: true, domain: [1, last], places: TAILS, names: NAMES },
    y: { label: what, unit: 's', zero: true },
    marks: [
      { kind: 'area', tone: 'cool', points: points.map(([share, , low, high]) => [placeOf(share), low, high]) },
      { kind: 'line', tone: 'cool', points: points.map(([share, seconds]) => [placeOf(share), seconds]) },
      ...limits,
    ],
    note: words.band,
    warnings: [],
    height: 250,
    table: {
      columns: [
        { key: 'share', label: words.share, unit: '1', share: true },
        { key: name, label: what, unit: 's' },
        { key: 'low', label: words.low, unit: 's' },
        { key: 'high', label: words.high, unit: 's' },
      ],
      rows: points.map((point) => [...point]),
    },
  };
}
