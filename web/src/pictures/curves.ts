import type { CrossoverPoint, CrossoverReport } from '@ridgepoint/engine/report';
import { amounts, crossoverVerdict, isShare, type Speaker } from '@ridgepoint/engine/wording';
import type { Axis, ChartMoney, ChartSpec, Mark } from '../charts/index.ts';

/** Values that span more than this are drawn in ratios. */
const LOG_FROM = 12;
/** What is many times the better one is cut off: it would press everything else flat. */
const MOST_TIMES = 12;

/** An axis of an input as a picture's axis. */
export function axisOfInput(
  { path, unit, log, low, high, step, places, of }: CrossoverReport['over'],
  name: string,
  { money }: Pick<Speaker, 'money'>,
): Axis & { readonly domain: readonly [number, number] } {
  return {
    label: name || path,
    unit,
    log,
    ...paid(unit, money),
    domain: [low, high],
    ...(isShare({ unit, high, step }) && { share: true }),
    ...(places && { places }),
    ...(of && {}),
  };
}

/** Of amounts of money: in which currency they are told. */
export const paid = (unit: string, money: Speaker['money']): { readonly money?: ChartMoney } =>
  money && unit.startsWith('USD') ? { money } : {};

/** Both curves along the input, the flips with the stretch in which each may lie, and where the two stand. */
export function curves(
  report: CrossoverReport,
  names: { readonly x: string; readonly y: string },
  speaker: Speaker,
): ChartSpec | null {
  const { over, on, flips, a, b } = report;
  const points = trimmed(report);
  const values = points.flatMap((point) => [point.a, point.b]).filter((value) => value !== null);
  if (values.length < 2) return null;
  const log = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > LOG_FROM;
  const place = amounts(speaker, { unit: over.unit, share: isShare(over) });
  const line = (side: 'a' | 'b'): Mark => ({
    kind: 'line',
    tone: side === 'a' ? 'cool' : 'warm',
    points: points.map((point) => [point.x, point[side]]),
    label: report[side].name,
  });
  const marks: Mark[] = [
    ...flips.map(({ low, high }): Mark => ({ kind: 'band', along: 'x', from: low, to: high, tone: 'quiet' })),
    ...standing(report).map((at): Mark => ({ kind: 'rule', along: 'x', at, tone: 'quiet', dashed: true })),
    line('a'),
    line('b'),
    ...flips.map(({ at }): Mark => ({ kind: 'rule', along: 'x', at, tone: 'ink', label: place.one(at) })),
    {
      kind: 'dots',
      dots: flips.flatMap(({ at, before }) =>
        before.a === null ? [] : [{ x: at, y: before.a, tone: 'ink', hollow: true, radius: 4, title: place.one(at) }],
      ),
    },
  ];
  const column = (key: string, label: string, unit: string, share = false) => ({
    key,
    label,
    unit,
    ...paid(unit, speaker.money),
    ...(share && { share }),
  });
  return {
    id: 'crossover',
    title: speaker.messages.crossover.title({ a: a.name, b: b.name }),
    sentence: crossoverVerdict(report, speaker),
    x: axisOfInput(over, names.x, speaker),
    y: {
      label: names.y,
      unit: on.unit,
      log,
      ...paid(on.unit, speaker.money),
      ...(!log && startsAtZero(values) && { zero: true }),
    },
    marks,
    note: speaker.messages.crossover.curvesNote,
    warnings: report.complete ? [] : [speaker.messages.crossover.stopped],
    table: {
      columns: [
        column('x', names.x, over.unit, isShare(over)),
        column('a', a.name, on.unit),
        column('b', b.name, on.unit),
      ],
      rows: points.map(({ x, a: ofA, b: ofB }) => [x, ofA, ofB]),
    },
  };
}

/** Places where the scenarios stand on the axis. */
function standing({ a, b, over }: CrossoverReport): number[] {
  const places = new Set([a.stands, b.stands].filter((at) => at !== null));
  return [...places].filter((at) => at > over.low && at < over.high);
}

const startsAtZero = (values: readonly number[]): boolean => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low >= 0 && low < high / 2;
};

function trimmed({ curves: points, on }: CrossoverReport): readonly CrossoverPoint[] {
  if (on.better !== 'smaller') return points;
  const better = points
    .flatMap(({ a, b }) => (a === null && b === null ? [] : [Math.min(a ?? Infinity, b ?? Infinity)]))
    .sort((p, q) => p - q);
  const most = (better[Math.floor(better.length / 2)] ?? Infinity) * MOST_TIMES;
  const cut = (value: number | null) => (value !== null && value > most ? null : value);
  return points.map(({ x, a, b }) => ({ x, a: cut(a), b: cut(b) }));
}
