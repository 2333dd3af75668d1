/** A simulation on a page: its pictures, and what plays it. */
export const playback = {
  title: 'Request by request',
  waiting: 'Simulating …',
  spread: (what: string) => `${what} by percentile of requests`,
  spreadSays: (v: { what: string; p50: string; p90: string; p99: string }) =>
    `${v.what}: half of the requests within ${v.p50}, nine in ten within ${v.p90}, 99 in 100 within ${v.p99}.`,
  share: 'percentile of requests',
  limit: (v: { value: string }) => `limit ${v.value}`,
  low: 'low end',
  high: 'high end',
  band: 'Shaded: the 90 % range.',
  inFlight: 'Requests over time',
  inFlightSays: (v: { running: string; waiting: string; time: string }) =>
    `In ${v.time} at most ${v.running} requests ran at once and at most ${v.waiting} waited.`,
  cache: 'KV cache over time',
  cacheSays: (v: { most: string; time: string }) => `In ${v.time} at most ${v.most} of the cache was in use.`,
  time: 'time since the first request',
  requests: 'requests',
  used: 'KV cache in use',
  play: 'Play',
  pause: 'Pause',
  player: 'Play the simulation',
  scrub: 'moment of the simulation',
  speed: 'speed',
  at: (v: { now: string; all: string }) => `${v.now} of ${v.all}`,
  moment: (v: { now: string; waiting: string; running: string; cache: string }) =>
    `${v.now}: ${v.waiting} waiting, ${v.running} running, cache ${v.cache}`,
  now: 'At this moment',
};
