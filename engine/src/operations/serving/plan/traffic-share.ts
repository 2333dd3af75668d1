import { emptyRequest, type PeekableSource, type TraceRead } from '../../../serving/index.ts';
import { type Bounds, bounded } from '../bounded-traffic.ts';
import { type ServingTraffic, servingTraffic } from '../serving-traffic.ts';
import type { ServingSetting } from '../settle-serving.ts';

/** Requests that a replica is tried with, and seconds of them that are not counted: it fills up. */
export const TRIED_REQUESTS = 1500;
export const WARM_UP = 0.1;

/**
 * What some of all replicas get: made traffic comes at their share of the rate; of a trace they get every so many-th request, whole
 * conversations together.
 */
export function trafficShare(
  { scenario }: ServingSetting,
  traffic: ServingTraffic,
  share: number,
  bounds: Bounds,
  readTrace: (() => TraceRead) | undefined,
): PeekableSource {
  const words = scenario.traffic ?? {};
  if (words.trace !== undefined)
    return bounded(thinned(traffic.source(), share), { ...bounds, requests: Number.POSITIVE_INFINITY });
  if (share === 1) return bounded(traffic.source(), bounds);
  const own = servingTraffic({ ...words, rate: traffic.perSecond! * share }, readTrace, traffic)!;
  return bounded(own.source(), bounds);
}

/** One request (or conversation) in so many, evenly. */
function thinned(source: PeekableSource, share: number): PeekableSource {
  if (share >= 1) return source;
  const mine = (number: number) => Math.floor((number + 1) * share) > Math.floor(number * share);
  let ahead = false;
  let at = Number.POSITIVE_INFINITY;
  let id = 0;
  const request = emptyRequest();
  const find = (): boolean => {
    while (!ahead && source.next(request)) {
      if (!mine(request.session >= 0 ? request.session : request.id)) continue;
      ahead = true;
      at = request.arrival;
    }
    return ahead;
  };
  return {
    peek: () => (find() ? at : Number.POSITIVE_INFINITY),
    next(into) {
      if (!find()) return false;
      Object.assign(into, request);
      into.id = id++;
      ahead = false;
      return true;
    },
  };
}
