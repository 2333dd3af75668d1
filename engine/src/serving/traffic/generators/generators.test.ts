import { describe, expect, it } from 'vitest';
import { readTrace } from '../read-trace.ts';
import { emptyRequest, type Request, type TrafficSource } from '../request.ts';
import { traceLines, traceOf } from '../write-trace.ts';
import {
  type ArrivalSpec,
  arrivalsOf,
  clients,
  closedLoop,
  histogramOf,
  type LengthSpec,
  limited,
  meanOf,
  merged,
  openLoop,
  quantileOf,
  sessions,
  sinusoidDay,
  turnsPerSession,
  weibullShape,
} from './index.ts';
import { chanceFor, normalQuantile, normalShare } from './random.ts';

const ONE = { input: { kind: 'constant', tokens: 100 }, output: { kind: 'constant', tokens: 10 } } as const;
const COUNT = 40_000;

function gapsOf(spec: ArrivalSpec): { rate: number; cv: number } {
  const next = arrivalsOf(spec, 7);
  let [last, sum, squares, least] = [0, 0, 0, 0];
  for (let i = 0; i < COUNT; i++) {
    const at = next();
    const gap = at - last;
    least = Math.min(least, gap);
    sum += gap;
    squares += gap * gap;
    last = at;
  }
  const mean = sum / COUNT;
  expect(least).toBe(0);
  return { rate: 1 / mean, cv: Math.sqrt(squares / COUNT - mean * mean) / mean };
}

describe('arrivals', () => {
  it.each<[ArrivalSpec, number]>([
    [{ perSecond: 5 }, 1],
    [{ perSecond: 5, gaps: { kind: 'constant' } }, 0],
    ...[0.3, 0.7, 1, 2, 4].map((cv): [ArrivalSpec, number] => [{ perSecond: 0.2, gaps: { kind: 'gamma', cv } }, cv]),
    ...[0.3, 0.7, 1, 2, 4].map((cv): [ArrivalSpec, number] => [{ perSecond: 20, gaps: { kind: 'weibull', cv } }, cv]),
  ])('%j have their mean rate and the CV of their gaps', (spec, wanted) => {
    const { rate, cv } = gapsOf(spec);
    // Five standard errors of the mean; the CV of a heavy tail is seen late.
    expect(Math.abs(rate / spec.perSecond - 1)).toBeLessThan((5 * Math.max(wanted, 0.01)) / Math.sqrt(COUNT));
    expect(Math.abs(cv - wanted)).toBeLessThan(0.06 * Math.max(wanted, 0.1));
  });

  it('follow the hours of the day', () => {
    const weights = Array.from({ length: 24 }, (_, h) => (h >= 9 && h < 18 ? 5 : 1));
    const next = arrivalsOf({ perSecond: 1, shape: { kind: 'daily', weights, startHour: 6 } }, 3);
    const hours = new Array<number>(24).fill(0);
    let total = 0;
    for (let at = next(); at < 4 * 86_400; at = next()) {
      hours[Math.floor(at / 3600 + 6) % 24]!++;
      total++;
    }
    expect(total / (4 * 86_400)).toBeCloseTo(1, 1);
    const mean = weights.reduce((sum, w) => sum + w, 0) / 24;
    for (const [h, count] of hours.entries())
      expect(Math.abs(count / (4 * 3600 * (weights[h]! / mean)) - 1)).toBeLessThan(0.08);
  });

  it('come only while on, at the mean rate', () => {
    const { rate, cv } = gapsOf({ perSecond: 10, shape: { kind: 'on-off', onSeconds: 2, offSeconds: 6 } });
    expect(Math.abs(rate / 10 - 1)).toBeLessThan(0.12);
    expect(cv).toBeGreaterThan(2);
  });

  it('a sinusoid has its peak where it is asked for', () => {
    const day = sinusoidDay(1.8, 15);
    expect(day.reduce((sum, x) => sum + x, 0) / 96).toBeCloseTo(1, 12);
    expect(Math.max(...day)).toBeCloseTo(1.8, 2);
    expect(day.indexOf(Math.max(...day)) / 4).toBeCloseTo(14.75, 0);
    for (const [i, x] of day.entries())
      expect(x).toBeCloseTo(1 + 0.8 * Math.cos(2 * Math.PI * ((i + 0.5) / 96 - 15 / 24)), 12);
  });

  it('Weibull shapes are those of the tables', () => {
    expect(weibullShape(1)).toBeCloseTo(1, 6);
    expect(weibullShape(Math.sqrt(5))).toBeCloseTo(0.5, 6);
    expect(weibullShape(0.5227232)).toBeCloseTo(2, 5);
  });
});

describe('lengths', () => {
  const quantiles = (spec: LengthSpec, ...at: number[]) => at.map(quantileOf(spec));
  it('have the quantiles that name them', () => {
    expect(quantiles({ kind: 'lognormal', median: 1000, p95: 4000 }, 0.5, 0.95)).toEqual([1000, 4000]);
    expect(meanOf({ kind: 'lognormal', mean: 1000, p95: 3000 })).toBeCloseTo(1000, -1);
    expect(quantiles({ kind: 'lognormal', mean: 1000, p95: 3000 }, 0.95)[0]).toBeCloseTo(3000, -1);
    expect(quantiles({ kind: 'lognormal', median: 10, p95: 90, low: 5, high: 50 }, 0.001, 0.999)).toEqual([5, 50]);
    expect(quantiles({ kind: 'uniform', low: 3, high: 5 }, 0.01, 0.5, 0.99)).toEqual([3, 4, 5]);
    expect(quantiles({ kind: 'zipf', exponent: 1, low: 1, high: 3 }, 0.5, 0.6, 0.99)).toEqual([1, 2, 3]);
    expect(
      quantiles(
        {
          kind: 'histogram',
          histogram: histogramOf([
            [7, 1],
            [2, 3],
          ]),
        },
        0.1,
        0.74,
        0.76,
      ),
    ).toEqual([2, 2, 7]);
    expect(quantiles({ kind: 'constant', tokens: 0 }, 0.5)).toEqual([1]);
  });
  it('refuse what says nothing', () => {
    expect(() => quantileOf({ kind: 'histogram', histogram: histogramOf([]) })).toThrow(RangeError);
    expect(() => quantileOf({ kind: 'lognormal', p95: 3 })).toThrow(RangeError);
  });
  it('go together as they are told to', () => {
    const spec: LengthSpec = { kind: 'lognormal', median: 100, p95: 400 };
    const correlationOf = (correlation: number) => {
      const trace = traceOf(
        openLoop({
          seed: 2,
          arrivals: { perSecond: 1 },
          lengths: { input: spec, output: spec, correlation },
          requests: 8000,
        }),
      );
      const [x, y] = [trace.input, trace.output].map((column) => [...column].map(Math.log));
      const mean = (list: readonly number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
      const [mx, my] = [mean(x!), mean(y!)];
      const cov = mean(x!.map((v, i) => (v - mx) * (y![i]! - my)));
      return cov / Math.sqrt(mean(x!.map((v) => (v - mx) ** 2)) * mean(y!.map((v) => (v - my) ** 2)));
    };
    for (const r of [-0.6, 0, 0.8]) expect(correlationOf(r)).toBeCloseTo(r, 1);
  });
  it('drawn from a trace come in its pairs', () => {
    const trace = traceOf(openLoop({ seed: 1, arrivals: { perSecond: 1 }, lengths: ONE, requests: 3 }));
    trace.input.set([1, 2, 3]);
    trace.output.set([10, 20, 30]);
    const drawn = traceOf(openLoop({ seed: 5, arrivals: { perSecond: 1 }, lengths: { trace }, requests: 300 }));
    expect([...drawn.input].every((input, i) => drawn.output[i] === 10 * input)).toBe(true);
    expect(new Set(drawn.input).size).toBe(3);
  });
  it('the normal law and its inverse are one', () => {
    for (const p of [1e-6, 0.001, 0.02, 0.3, 0.5, 0.9, 0.999]) expect(normalShare(normalQuantile(p))).toBeCloseTo(p, 6);
  });
});

describe('sources', () => {
  const drain = (source: TrafficSource, most = 1e5): Request[] => {
    const all: Request[] = [];
    const request = emptyRequest();
    while (all.length < most && source.next(request))
      all.push({ ...request, prefixIds: request.prefixIds.slice(request.prefixFrom, request.prefixTo) });
    return all;
  };

  it('the same seed gives the same requests, another seed others; one request does not hang on the others', () => {
    const spec = {
      arrivals: { perSecond: 3 },
      lengths: { input: { kind: 'zipf', exponent: 1.1, low: 10, high: 4000 }, output: ONE.output },
      requests: 500,
    } as const;
    const first = drain(openLoop({ seed: 1, ...spec }));
    expect(drain(openLoop({ seed: 1, ...spec }))).toEqual(first);
    expect(drain(openLoop({ seed: 2, ...spec }))).not.toEqual(first);
    const gamma = drain(openLoop({ seed: 1, ...spec, arrivals: { perSecond: 9, gaps: { kind: 'gamma', cv: 2 } } }));
    expect(gamma.map(({ input }) => input)).toEqual(first.map(({ input }) => input));
  });

  it('streams of neighbouring numbers have nothing in common', () => {
    const firsts = Array.from({ length: 20_000 }, (_, i) => chanceFor(1, 2, i).uniform());
    const mean = firsts.reduce((sum, x) => sum + x, 0) / firsts.length;
    const lag = firsts.slice(1).reduce((sum, x, i) => sum + (x - mean) * (firsts[i]! - mean), 0) / firsts.length;
    expect(mean).toBeCloseTo(0.5, 1.5);
    expect(Math.abs(lag * 12)).toBeLessThan(0.035);
    expect(new Set(firsts).size).toBe(20_000);
  });

  it('end at their seconds or requests', () => {
    const all = drain(openLoop({ seed: 1, arrivals: { perSecond: 2 }, lengths: ONE, seconds: 100, sharedTokens: 130 }));
    expect(all.at(-1)!.arrival).toBeLessThanOrEqual(100);
    expect(all.length).toBeGreaterThan(150);
    expect(all[5]).toMatchObject({
      id: 5,
      input: 230,
      output: 10,
      session: -1,
      prefixTokens: 64,
      prefixIds: Int32Array.of(0, 1),
    });
  });

  /** Plays an engine that answers after so many seconds, and watches how many requests are under way. */
  function play(source: TrafficSource & { peek(): number }, service: (request: Request) => number) {
    const request = emptyRequest();
    const under: { id: number; session: number; ends: number }[] = [];
    const arrivals: number[] = [];
    let most = 0;
    for (let clock = 0; ; ) {
      const ends = under.reduce((least, x) => Math.min(least, x.ends), Number.POSITIVE_INFINITY);
      const comes = source.peek();
      const now = Math.min(ends, comes);
      if (now === Number.POSITIVE_INFINITY) return { arrivals, most };
      expect(now).toBeGreaterThanOrEqual(clock);
      clock = now;
      if (ends <= comes) {
        const [done] = under.splice(
          under.findIndex((x) => x.ends === ends),
          1,
        );
        source.finished?.(done!.id, done!.session, ends);
      } else {
        expect(source.next(request)).toBe(true);
        expect(request.arrival).toBe(comes);
        expect(request.id).toBe(arrivals.length);
        arrivals.push(request.arrival);
        under.push({ id: request.id, session: request.session, ends: comes + service(request) });
        most = Math.max(most, under.length);
      }
    }
  }

  it.each([1, 3, 16])('a closed loop of %i never has more under way, and sends all', (count) => {
    const think = { kind: 'exponential', mean: 2 } as const;
    for (const spec of [{}, { think }, { think, rampSeconds: 5 }]) {
      const { arrivals, most } = play(
        closedLoop({ seed: 4, clients: count, lengths: ONE, requests: 200, ...spec }),
        ({ id }) => 1 + (id % 7),
      );
      expect(arrivals).toHaveLength(200);
      expect(most).toBeLessThanOrEqual(count);
      if (!('think' in spec)) expect(most).toBe(count);
    }
  });

  it('a semaphore holds any source to its concurrency; the first come at once', () => {
    const burst = openLoop({ seed: 1, arrivals: { perSecond: 1e9 }, lengths: ONE, requests: 300 });
    const { arrivals, most } = play(limited(burst, 8), ({ id }) => 1 + (id % 3));
    expect(most).toBe(8);
    expect(arrivals).toHaveLength(300);
    expect(arrivals[7]).toBeLessThan(1e-6);
    expect(arrivals[8]).toBeGreaterThan(0.99);
    const slow = openLoop({ seed: 1, arrivals: { perSecond: 0.1 }, lengths: ONE, requests: 50 });
    const free = openLoop({ seed: 1, arrivals: { perSecond: 0.1 }, lengths: ONE, requests: 50 });
    expect(play(limited(slow, 50), () => 1).arrivals).toEqual(drain(free).map(({ arrival }) => arrival));
  });

  const TALK = {
    turns: { kind: 'uniform', low: 1, high: 5 },
    systemTokens: 200,
    first: { kind: 'constant', tokens: 100 },
    next: { kind: 'constant', tokens: 50 },
    output: { kind: 'constant', tokens: 150 },
    think: { kind: 'exponential', mean: 20 },
  } as const;
  const ANSWER = { firstSeconds: 1, secondsPerToken: 0.02 };

  it('sessions grow by what was said, share their blocks, and keep the rate from the start', () => {
    const perSecond = 2 / turnsPerSession(TALK);
    const all = drain(sessions({ seed: 3, ...TALK, arrivals: { perSecond }, answer: ANSWER, seconds: 4000 }));
    expect(all.length / 4000).toBeCloseTo(2, 0);
    expect(all.filter(({ arrival }) => arrival < 400).length / 400).toBeGreaterThan(1.6);
    const turns = new Map<number, Request[]>();
    for (const request of all) turns.set(request.session, [...(turns.get(request.session) ?? []), request]);
    for (const talk of turns.values())
      talk.forEach((request, i) => {
        const before = talk[i - 1];
        expect(request.prefixIds.length).toBe(Math.floor(request.input / 64));
        expect([...request.prefixIds.slice(0, 3)]).toEqual([0, 1, 2]);
        if (!before) return;
        expect(request.input).toBe(before.input + 150 + 50);
        expect(request.arrival).toBeGreaterThanOrEqual(before.arrival + 4);
        expect(request.prefixIds.slice(0, before.prefixIds.length)).toEqual(before.prefixIds);
      });
    const own = [...turns.values()].map((talk) => talk[0]!.prefixIds[3]);
    expect(new Set(own).size).toBe(own.length);
  });

  it('sessions that wait ask on only when answered, and stop at the context', () => {
    const spec = {
      seed: 3,
      ...TALK,
      arrivals: { perSecond: 0.5 },
      answer: 'wait',
      warm: false,
      contextTokens: 700,
      requests: 300,
    } as const;
    const { arrivals } = play(sessions(spec), ({ input, output }) => {
      expect(input + output).toBeLessThanOrEqual(700);
      return 3;
    });
    expect(arrivals).toHaveLength(300);
    const silent = drain(sessions({ ...spec, requests: undefined, seconds: 100 }));
    expect(new Set(silent.map(({ session }) => session)).size).toBe(silent.length);
  });

  it('sources laid over each other keep order, number and waits', () => {
    const parts = () => [
      openLoop({ seed: 1, arrivals: { perSecond: 1 }, lengths: ONE, requests: 100 }),
      closedLoop({ seed: 2, clients: 3, think: { kind: 'constant', seconds: 1 }, lengths: ONE, requests: 60 }),
      sessions({ seed: 3, ...TALK, arrivals: { perSecond: 0.2 }, answer: 'wait', requests: 40 }),
    ];
    expect(play(merged(parts()), ({ id }) => 0.5 + (id % 5)).arrivals).toHaveLength(200);
  });

  it('ServeGen clients send at their windows’ rates with their lengths', () => {
    const histogram = (...values: number[]) => histogramOf(values.map((value): [number, number] => [value, 1]));
    const window = (from: number, perSecond: number, cv: number) => ({
      from,
      to: from + 600,
      perSecond,
      cv,
      gaps: 'gamma' as const,
    });
    const profiles = [
      {
        client: 0,
        windows: [window(0, 2, 1), window(600, 0, 1), window(1200, 4, 2)],
        lengths: [
          { from: 0, input: histogram(10), output: histogram(1) },
          { from: 1200, input: histogram(20), output: histogram(2) },
        ],
      },
      { client: 1, windows: [window(0, 1, 0.5)], lengths: [{ from: 0, input: histogram(30), output: histogram(3) }] },
      { client: 2, windows: [window(0, 9, 1)], lengths: [] },
    ];
    const all = drain(clients({ seed: 1, profiles }));
    const count = (from: number, input: number) =>
      all.filter((r) => r.arrival >= from && r.arrival < from + 600 && r.input === input).length;
    expect(Math.abs(count(0, 10) / 1200 - 1)).toBeLessThan(0.15);
    expect(count(600, 10) + count(600, 20)).toBe(0);
    expect(Math.abs(count(1200, 20) / 2400 - 1)).toBeLessThan(0.2);
    expect(Math.abs(count(0, 30) / 600 - 1)).toBeLessThan(0.1);
    expect(all.every(({ output, input }) => output * 10 === input)).toBe(true);
    expect(drain(clients({ seed: 1, profiles, fromSeconds: 1200, scale: 0.5, seconds: 100 })).length).toBeLessThan(320);
  });

  it('written and read again they are the same, but for microseconds', () => {
    const made = traceOf(sessions({ seed: 9, ...TALK, arrivals: { perSecond: 1 }, answer: ANSWER, requests: 400 }));
    for (const file of ['csv', 'jsonl'] as const) {
      const source = sessions({ seed: 9, ...TALK, arrivals: { perSecond: 1 }, answer: ANSWER, requests: 400 });
      const { trace, repairs } = readTrace([...traceLines(source, file)].join(''));
      expect(repairs).toEqual([]);
      expect([trace.input, trace.output]).toEqual([made.input, made.output]);
      expect([...trace.session!].length).toBe(400);
      expect(Math.max(...trace.arrival.map((at, i) => Math.abs(at - made.arrival[i]!)))).toBeLessThan(1e-6);
      if (file === 'jsonl')
        expect([trace.prefixIds, trace.prefixStart, trace.prefixTokens]).toEqual([
          made.prefixIds,
          made.prefixStart,
          64,
        ]);
    }
  });
});
