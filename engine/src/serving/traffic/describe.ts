import { type LengthStats, lengthStats } from './length-stats.ts';
import { type PrefixStats, PrefixTally } from './prefix-tally.ts';
import { emptyRequest, type TrafficSource } from './request.ts';

/** Traffic in figures. Rates in requests/s, tokens/s; shares from 0 to 1; null where there is too little to say. */
export interface TrafficDescription {
  readonly requests: number;
  /** From the first arrival to the last. */
  readonly seconds: number;
  /** `peak` = busiest of the `window` seconds long stretches that follow each other from the first arrival on. */
  readonly rate: { readonly mean: number | null; readonly peak: number | null; readonly window: number };
  /** Standard deviation over mean of the gaps between arrivals: 0 = even, 1 = Poisson, above = bursts. */
  readonly gapCv: number | null;
  /** Variance over mean of the requests in each window: 1 = Poisson; grows where the rate itself moves. */
  readonly dispersion: number | null;
  readonly input: LengthStats;
  readonly output: LengthStats;
  /** Of the logarithms of prompt and answer. */
  readonly correlation: number | null;
  readonly tokensPerSecond: { readonly input: number | null; readonly output: number | null };
  /** What a prefix cache without end would find; null = the traffic says nothing of prefixes. */
  readonly prefix: PrefixStats | null;
  readonly sessions: { readonly count: number; readonly turnsMean: number; readonly turnsMax: number } | null;
  /** Requests in up to 60 equal stretches of the whole. */
  readonly series: { readonly seconds: number; readonly counts: readonly number[] };
  /** Mean requests/s by hour of the day, null for hours that did not occur; only for traffic of three hours or more. */
  readonly hours: readonly (number | null)[] | null;
  /** Hour 0 is midnight by the trace's clock; false = it is the trace's first hour. */
  readonly dated: boolean;
}

const WINDOW = 60;
const STRETCHES = 60;
const HOURS_FROM = 3 * 3600;

export interface DescribeOptions {
  /** Seconds after midnight at time 0. */
  readonly startOfDay?: number;
  /** Stop after so many. */
  readonly most?: number;
  readonly seen?: (requests: number) => void;
}

/** Describes a source by running through it once: 16 bytes a request, and a bit for each prefix block. For sources that wait for nothing. */
export function describeTraffic(
  source: TrafficSource,
  { startOfDay, most = 50_000_000, seen }: DescribeOptions = {},
): TrafficDescription {
  const request = emptyRequest();
  const prefix = new PrefixTally();
  const turns = new Map<number, number>();
  let room = 1 << 10;
  let arrival = new Float64Array(room);
  let input = new Int32Array(room);
  let output = new Int32Array(room);
  let count = 0;
  while (count < most && source.next(request)) {
    if (count === room) {
      room *= 2;
      arrival = larger(arrival, new Float64Array(room));
      input = larger(input, new Int32Array(room));
      output = larger(output, new Int32Array(room));
    }
    arrival[count] = request.arrival;
    input[count] = request.input;
    output[count] = request.output;
    prefix.take(request);
    if (request.session >= 0) turns.set(request.session, (turns.get(request.session) ?? 0) + 1);
    count++;
    if (seen && (count & 0xffff) === 0) seen(count);
  }
  const times = arrival.subarray(0, count);
  const [inputs, outputs] = [input.subarray(0, count), output.subarray(0, count)];
  const first = times[0] ?? 0;
  const seconds = count > 0 ? times[count - 1]! - first : 0;
  const windows = windowsOf(times, seconds);
  const correlation = correlationOf(inputs, outputs);
  const stats = [lengthStats(inputs), lengthStats(outputs)] as const;
  const perSecond = (amount: number) => (seconds > 0 ? amount / seconds : null);
  const step = seconds > 0 ? seconds / STRETCHES : 0;
  return {
    requests: count,
    seconds,
    rate: {
      mean: perSecond(count),
      peak: seconds >= WINDOW ? windows.most / WINDOW : null,
      window: WINDOW,
    },
    gapCv: gapCvOf(times),
    dispersion: seconds >= 10 * WINDOW ? windows.dispersion : null,
    input: stats[0],
    output: stats[1],
    correlation,
    tokensPerSecond: { input: perSecond(stats[0].mean * count), output: perSecond(stats[1].mean * count) },
    prefix: prefix.stats(),
    sessions:
      turns.size > 0
        ? { count: turns.size, turnsMean: sum(turns.values()) / turns.size, turnsMax: greatest(turns.values()) }
        : null,
    series: { seconds: step, counts: step > 0 ? [...countsOf(times, first, step, STRETCHES)] : [count] },
    hours: seconds >= HOURS_FROM ? hoursOf(times, startOfDay ?? 0) : null,
    dated: startOfDay !== undefined,
  };
}

/** Requests in each of `parts` stretches from `first` on; what lies at the very end counts to the last. */
function countsOf(times: Float64Array, first: number, width: number, parts: number): Float64Array {
  const counts = new Float64Array(parts);
  for (const time of times) counts[Math.min(parts - 1, Math.max(0, Math.floor((time - first) / width)))]!++;
  return counts;
}

function gapCvOf(times: Float64Array): number | null {
  const gaps = times.length - 1;
  if (gaps < 2) return null;
  const mean = (times[gaps]! - times[0]!) / gaps;
  if (!(mean > 0)) return null;
  let squares = 0;
  for (let i = 0; i < gaps; i++) squares += (times[i + 1]! - times[i]! - mean) ** 2;
  return Math.sqrt(squares / gaps) / mean;
}

/** Most requests of one window, and variance over mean of the whole windows; times are in order, so one count is held at a time. */
function windowsOf(times: Float64Array, seconds: number): { most: number; dispersion: number | null } {
  const whole = Math.floor(seconds / WINDOW);
  let [most, at, inWindow, total, squares] = [0, 0, 0, 0, 0];
  const close = () => {
    most = Math.max(most, inWindow);
    if (at >= whole) return;
    total += inWindow;
    squares += inWindow * inWindow;
  };
  for (const time of times) {
    const window = Math.floor((time - times[0]!) / WINDOW);
    if (window !== at) {
      close();
      at = window;
      inWindow = 0;
    }
    inWindow++;
  }
  close();
  const mean = total / whole;
  return { most, dispersion: mean > 0 ? (squares / whole - mean * mean) / mean : null };
}

function correlationOf(inputs: Int32Array, outputs: Int32Array): number | null {
  const n = inputs.length;
  if (n < 3) return null;
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [Math.log(inputs[i]!), Math.log(outputs[i]!)];
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const spread = (xx - (x * x) / n) * (yy - (y * y) / n);
  // What is left of equal lengths is rounding.
  return spread > 1e-12 * n * n ? (xy - (x * y) / n) / Math.sqrt(spread) : null;
}

function hoursOf(times: Float64Array, startOfDay: number): (number | null)[] {
  const counts = new Float64Array(24);
  const lasted = new Float64Array(24);
  const [begins, ends] = [times[0]! + startOfDay, times[times.length - 1]! + startOfDay];
  const days = Math.floor((ends - begins) / 86_400);
  if (days > 0) lasted.fill(days * 3600);
  for (let at = begins + days * 86_400; at < ends; ) {
    const next = Math.min(ends, (Math.floor(at / 3600) + 1) * 3600);
    lasted[Math.floor(at / 3600) % 24]! += next - at;
    at = next;
  }
  for (const time of times) counts[Math.floor((time + startOfDay) / 3600) % 24]!++;
  // Less than ten minutes of an hour are too little to call its rate.
  return Array.from(counts, (n, hour) => (lasted[hour]! >= 600 ? n / lasted[hour]! : null));
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function greatest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}

function larger<T extends Float64Array | Int32Array>(column: T, into: T): T {
  into.set(column);
  return into;
}
