import * as z from 'zod';
import type { ReportedLatency, TrafficReport } from '../../report/index.ts';
import {
  clients,
  describeTraffic,
  type ReadOptions,
  TRACE_FORMATS,
  type TraceRead,
  traceSource,
} from '../../serving/index.ts';
import { refuse } from '../input-error.ts';
import { operation } from '../operation.ts';
import { columnMap } from '../scenario/column-map.ts';
import { choice, quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';

/** How a trace file is read: the face reads it with these before it asks. */
const readingFields = () => ({
  format: choice(TRACE_FORMATS, { flag: 'format' }).optional(),
  context: quantity('token', { min: 2, max: 1e8, whole: true }, { flag: 'context' }).optional(),
  overContext: choice(['drop', 'cut', 'refuse'], { flag: 'over-context' }).optional(),
  zeroOutput: choice(['one', 'drop', 'refuse'], { flag: 'zero-output' }).optional(),
  badRows: choice(['refuse', 'drop'], { flag: 'bad-rows' }).optional(),
  columns: columnMap().optional(),
  order: choice(['sort', 'refuse'], { flag: 'order' }).optional(),
  withoutArrivals: choice(['refuse', 'burst'], { flag: 'without-arrivals' }).optional(),
  timeUnit: choice(['s', 'ms', 'us', 'ns'], { flag: 'time-unit' }).optional(),
  blockTokens: quantity('token', { min: 1, max: 1e6, whole: true }, { flag: 'block' }).optional(),
  run: text({ flag: 'run' }).optional(),
});
const reading = later(() => z.object(readingFields()));

/** Options of a reader from those fields. */
export function readOptions({ context, ...options }: z.output<typeof reading>): ReadOptions {
  return { ...options, ...(context !== undefined && { contextTokens: context }) };
}
export { reading as readingSchema };

const input = later(() =>
  z.strictObject({
    ...readingFields(),
    name: z.string().max(4096).optional(),
    /** What the face has read; a function, for it is far larger than what a person types. */
    trace: z.custom<() => TraceRead>((value) => typeof value === 'function'),
    seed: quantity('1', { max: 2 ** 53 - 1, whole: true }, { flag: 'seed' }).optional(),
    from: quantity('s', { max: 1e9 }, { flag: 'from' }).optional(),
    duration: quantity('s', { min: 1, max: 1e9 }, { flag: 'duration' }).optional(),
  }),
);

/** A day of a service's clients is tens of millions of requests; this much shows what they are like. */
const CLIENTS_SECONDS = 3600;
const MOST_REQUESTS = 20_000_000;

/** Figures of a trace: rates, bursts, lengths, prefixes, sessions, hours; of ServeGen's clients, of traffic made from them. */
export const trafficDescribe = operation<z.output<typeof input>, TrafficReport>({
  name: 'traffic-describe',
  command: ['traffic', 'describe'],
  sentence: 'trafficDescribe',
  input,
  output: 'traffic',
  run: (_, { trace: read, name = '', seed = 1, from = 0, duration }) => {
    const { trace, format, repairs, startOfDay, concurrency, measured, profiles } = read();
    if (profiles && !profiles.some(({ lengths }) => lengths.length > 0)) throw refuse('trace-rates-only', name);
    const source = profiles
      ? clients({ seed, profiles, fromSeconds: from, seconds: duration ?? CLIENTS_SECONDS })
      : traceSource(trace);
    return {
      kind: 'read',
      name,
      format,
      ...(profiles && { seed, clients: profiles.length }),
      description: describeTraffic(source, { ...(startOfDay !== undefined && { startOfDay }), most: MOST_REQUESTS }),
      repairs,
      ...(measured && { reported: reportedOf(measured) }),
      ...(concurrency !== undefined && { concurrency }),
      figures: [],
      sources: [],
    };
  },
});

function reportedOf({ ttft, e2e }: NonNullable<TraceRead['measured']>): NonNullable<TrafficReport['reported']> {
  const [first, whole] = [ttft && latencyOf(ttft), e2e && latencyOf(e2e)];
  return { ...(first && { ttft: first }), ...(whole && { e2e: whole }) };
}

function latencyOf(seconds: Float64Array): ReportedLatency | undefined {
  const sorted = seconds.filter((x) => !Number.isNaN(x)).sort();
  if (sorted.length === 0) return undefined;
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), requests: sorted.length };
}
