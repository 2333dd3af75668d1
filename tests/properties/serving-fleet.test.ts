import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ReplicaPool,
  type RequestRecord,
  ROUTERS,
  type SchedulerName,
  type ServingOptions,
  simulateServing,
  type Trace,
  traceSource,
} from '../../engine/src/serving/index.ts';
import { HELD } from '../../engine/src/serving/simulate/columns.ts';
import type { TrafficSource } from '../../engine/src/serving/traffic/request.ts';
import { holds } from './holds.ts';
import { checkReplica, plainTimer } from './serving-check.ts';
import { casesOf, settingsOf } from './serving-traces.ts';

const ENGINES: readonly SchedulerName[] = ['vllm-v1', 'vllm-v0', 'sarathi', 'sglang', 'trtllm'];
const settings = fc.constantFrom(...ENGINES).chain(settingsOf);

const frontEnd = fc.option(fc.constant({ request: 1 / 64, inputToken: 1 / 4096 }), { nil: undefined });

const pool = (role: ReplicaPool['role']): fc.Arbitrary<ReplicaPool> =>
  fc
    .record({ settings, count: fc.integer({ min: 1, max: 3 }), frontEnd, scales: fc.boolean() })
    .map(({ scales, ...rest }) => ({
      ...rest,
      role,
      timer: plainTimer(),
      ...(scales && { scale: { least: 1, everySeconds: 1 / 32, startSeconds: 1 / 16, above: 4, below: 2 } }),
    }));

interface Case {
  readonly trace: Trace;
  readonly closed: boolean;
  readonly options: Omit<ServingOptions, 'source'>;
}

const cases: fc.Arbitrary<Case> = fc.record({
  trace: casesOf('vllm-v1').map(({ trace }) => trace),
  closed: fc.boolean(),
  options: fc.record({
    pools: fc.oneof(
      fc.tuple(pool('both')),
      fc.tuple(pool('both'), pool('both')),
      fc.tuple(pool('prefill'), pool('decode')),
    ),
    router: fc.constantFrom(...ROUTERS),
    transfer: fc.constant({ seconds: 1 / 128, secondsPerToken: 1 / 8192 }),
    failures: fc.array(
      fc.record({
        replica: fc.integer({ min: 0, max: 2 }),
        seconds: fc.integer({ min: 1, max: 400 }).map((n) => n / 1024),
        repairSeconds: fc.constantFrom(1 / 16, 1),
      }),
      { maxLength: 3 },
    ),
  }),
});

/** Clients that send their next request when they have the answer of the one before: the requests of a trace, without its times. */
function clients(trace: Trace, count: number): TrafficSource {
  const ready = Array.from({ length: count }, () => 0);
  let at = 0;
  return {
    total: trace.count,
    peek: () => (at < trace.count && ready.length > 0 ? ready[0]! : Number.POSITIVE_INFINITY),
    next(into) {
      if (at >= trace.count || ready.length === 0) return false;
      Object.assign(into, { id: at, arrival: ready.shift()!, input: trace.input[at], output: trace.output[at] });
      Object.assign(into, { session: -1, priority: 0, adapter: -1, prefixFrom: 0, prefixTo: 0 });
      at++;
      return true;
    },
    finished(_, __, seconds) {
      ready.push(seconds + 1 / 32);
      ready.sort((a, b) => a - b);
    },
  };
}

function run({ trace, closed, options }: Case, more: Partial<ServingOptions> = {}) {
  const records: RequestRecord[] = [];
  const result = simulateServing({
    ...options,
    ...more,
    source: closed ? clients(trace, 5) : traceSource(trace),
    sink: { record: (r) => void records.push({ ...r }) },
  });
  return { records, result };
}

describe('a system of replicas loses nothing', () => {
  holds(
    'with roles, front ends, scaling and failures',
    cases,
    (c) => {
      let now = 0;
      const { records, result } = run(c, {
        onEvent(replicas, { arrived, finished, refused, travelling }) {
          let here = 0;
          for (const replica of replicas) {
            checkReplica(replica);
            for (const state of replica.requests.state) here += state > 0 && state !== HELD ? 1 : 0;
          }
          if (arrived !== finished + refused + travelling + here) {
            throw new Error(`${arrived} came; ${finished} + ${refused} ended, ${travelling} travel, ${here} are here`);
          }
          now++;
        },
      });
      expect(now).toBeGreaterThan(0);
      expect(result.verdict).toBe('finished');
      expect(result.arrived).toBe(c.trace.count);
      expect(records.map(({ id }) => id).sort((a, b) => a - b)).toEqual([...Array(c.trace.count).keys()]);
      for (const r of records) {
        if (r.refused) continue;
        expect(r.arrival <= r.scheduled && r.scheduled < r.firstToken && r.firstToken <= r.finished).toBe(true);
        expect(r.output).toBe(c.trace.output[r.id]);
      }
      return true;
    },
    150,
  );

  holds(
    'and gives the same answer event by event, step by step, and as fast as it can',
    cases,
    (c) => {
      const fast = run(c);
      expect(run(c, { stepwise: true })).toEqual(fast);
      const slow = run(c, { onEvent: () => undefined });
      expect(slow.records.sort((a, b) => a.id - b.id)).toEqual(fast.records.sort((a, b) => a.id - b.id));
      return true;
    },
    100,
  );

  it('and meets retries, moves between replicas and new ones', () => {
    const met = { retried: 0, moved: 0, paidLess: 0 };
    for (const c of fc.sample(cases, { seed: 3, numRuns: 100 })) {
      const { records, result } = run(c);
      met.retried += records.some(({ retries }) => retries > 0) ? 1 : 0;
      const { pools } = c.options;
      met.moved +=
        pools[0]!.role === 'prefill' && records.some((r) => !r.refused && r.replica >= pools[0]!.count) ? 1 : 0;
      met.paidLess += result.totals.upSeconds < 0.99 * result.seconds * result.replicas.length ? 1 : 0;
    }
    for (const [what, n] of Object.entries(met)) expect(n, what).toBeGreaterThan(10);
  });
});
