import { LATENCIES, type LatencyFigures, type LatencyName } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { bar } from '../bar.ts';
import { inkOf } from '../ink.ts';

type Latencies = Readonly<Record<LatencyName, LatencyFigures | null>>;
const FIGURES = ['mean', 'p50', 'p90', 'p95', 'p99'] as const;
const CELL = 10;
const BAR = 40;

/** A row a latency: mean and percentiles, the range of the last. */
export function latencyTable(latency: Latencies, face: Face): string[] {
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.simulation;
  const names = LATENCIES.filter((name) => latency[name]);
  if (names.length === 0) return [];
  const column = Math.max(displayWidth(words.latency), ...names.map((name) => displayWidth(words.latencies[name])));
  const time = (seconds: number) => print.amount(seconds, 's', { style: 'short', digits: 3 });
  const range = ({ p99 }: LatencyFigures) => (p99.high > p99.low ? `${time(p99.low)}–${time(p99.high)}` : '–');
  // Never against the column before it, however long its words are.
  const last = Math.max(CELL + 8, ...names.map((name) => displayWidth(range(latency[name]!)) + 2));
  const head =
    ink.strong(padDisplay(words.latency, column)) +
    ink.quiet(
      [...FIGURES.map((f) => padDisplay(f === 'mean' ? face.messages.traffic.page.mean : f, CELL, 'right'))].join(''),
    ) +
    ink.quiet(padDisplay(words.range, last, 'right'));
  const lines = names.map((name) => {
    const of = latency[name]!;
    const cells = FIGURES.map((key) => padDisplay(time(of[key].value), CELL, 'right')).join('');
    return `${padDisplay(words.latencies[name], column)}${cells}${padDisplay(range(of), last, 'right')}`;
  });
  return [head, ...lines];
}

/** How a latency is spread over requests: a bar a percentile. */
export function latencyPicture(name: LatencyName, of: LatencyFigures | null, face: Face): string[] {
  if (!of) return [];
  const ink = inkOf(face.colour);
  const print = printer(face);
  const words = face.messages.simulation;
  const rows = (['p50', 'p90', 'p95', 'p99'] as const).map((key) => ({ key: key as string, value: of[key].value }));
  const all = [...rows, { key: face.messages.traffic.page.max, value: of.max }];
  const most = all.reduce((high, { value }) => Math.max(high, value), 0);
  const column = Math.max(...all.map(({ key }) => displayWidth(key)));
  return [
    ink.strong(words.distribution(words.latencies[name])),
    ...all.map(
      ({ key, value }) =>
        `  ${padDisplay(key, column)}  ${ink.cool(padDisplay(bar(most > 0 ? value / most : 0, BAR), BAR))}  ${print.amount(value, 's', { style: 'short' })}`,
    ),
  ];
}
