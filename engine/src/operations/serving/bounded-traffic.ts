import type { Assumed } from '../../report/assumed.ts';
import type { PeekableSource, TraceRead } from '../../serving/index.ts';
import type { TrafficWords } from '../scenario/serve-schema.ts';
import { type ServingTraffic, servingTraffic } from './serving-traffic.ts';

/** Where nobody says how long: ten minutes, and as many requests as percentiles need but no more than are looked at with patience. */
const USUAL_SECONDS = 600;
const LEAST_REQUESTS = 2000;
const MOST_REQUESTS = 100_000;
/** Of clients that wait: each asks so often. */
const TURNS_OF_CLIENT = 20;

/** How much of the traffic is simulated. */
export interface Bounds {
  readonly seconds: number;
  readonly requests: number;
}

/** The bounds that a scenario says, or usual ones. A trace has its own end. */
export function boundsOf(
  { trace, duration, requests }: TrafficWords,
  { perSecond, concurrency }: ServingTraffic,
  assumed: Assumed[],
  most = MOST_REQUESTS,
): Bounds {
  const said = { seconds: duration ?? Number.POSITIVE_INFINITY, requests: requests ?? Number.POSITIVE_INFINITY };
  if (trace !== undefined || duration !== undefined || requests !== undefined) return said;
  const wanted = concurrency === null ? (perSecond ?? 1) * USUAL_SECONDS : concurrency * TURNS_OF_CLIENT;
  const count = Math.round(Math.min(most, Math.max(LEAST_REQUESTS, wanted)));
  assumed.push({
    key: 'requests',
    value: count,
    unit: '1',
    source: 'Ridgepoint: ten minutes, 2,000 to 100,000 requests',
  });
  return { ...said, requests: count };
}

/** A source that ends at its bounds; who waits for an answer is told of it as before. */
export function bounded(source: PeekableSource, { seconds, requests }: Bounds): PeekableSource {
  let given = 0;
  const open = () => given < requests && source.peek() <= seconds;
  return {
    ...(source.finished && { finished: source.finished.bind(source) }),
    ...(Number.isFinite(requests) || source.total !== undefined
      ? { total: Math.min(requests, source.total ?? Number.POSITIVE_INFINITY) }
      : {}),
    peek: () => (open() ? source.peek() : Number.POSITIVE_INFINITY),
    next(into) {
      if (!open() || !source.next(into)) return false;
      given++;
      return true;
    },
  };
}

/**
 * People and applications are counted by day; capacity is for their busiest ten minutes. Where a rate was said, or the day is played
 * through, that is what comes.
 */
export function busiest(
  words: TrafficWords,
  traffic: ServingTraffic,
  readTrace: (() => TraceRead) | undefined,
  assumed: Assumed[],
): ServingTraffic {
  const { peakPerSecond, perSecond } = traffic;
  const counted = words.trace === undefined && words.rate === undefined && words.day !== 'daily';
  if (!counted || peakPerSecond === undefined || perSecond === null || peakPerSecond <= perSecond) return traffic;
  assumed.push({ key: 'peak', value: peakPerSecond, unit: '1', source: 'busiest 10 min' });
  return servingTraffic({ ...words, rate: peakPerSecond }, readTrace, traffic) ?? traffic;
}
