import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type RequestRecord,
  SCHEDULERS,
  type SchedulerName,
  type ServingResult,
  simulateReplica,
} from '../../engine/src/serving/index.ts';
import { holds } from './holds.ts';
import { checkReplica, plainTimer } from './serving-check.ts';
import { type Case, casesOf } from './serving-traces.ts';

/** Random traces of each scheduler: the four whose steps differ most get most of them. */
const RUNS = 125;
const MOST: readonly SchedulerName[] = ['vllm-v1', 'vllm-v0', 'sarathi', 'sglang'];

interface Run {
  readonly records: readonly RequestRecord[];
  readonly result: ServingResult;
  readonly joules: number;
  readonly gaps: number;
}

function run({ trace, settings }: Case, options: { stepwise?: boolean; checked?: boolean } = {}): Run {
  const records: RequestRecord[] = [];
  const timer = plainTimer();
  let gaps = 0;
  let clock = 0;
  const result = simulateReplica(trace, settings, timer, {
    seed: 7,
    stepwise: options.stepwise,
    sink: {
      record: (r) => void records.push({ ...r }),
      gap: (seconds, weight) => {
        if (!(seconds > 0)) throw new Error(`a gap of ${seconds} s`);
        gaps += weight;
      },
    },
    ...(options.checked && {
      onEvent: (replicas, { arrived, finished, refused }) => {
        let here = 0;
        for (const replica of replicas) {
          if (replica.clock < clock) throw new Error(`the clock went back from ${clock} to ${replica.clock}`);
          clock = replica.clock;
          checkReplica(replica);
          here += replica.requests.count;
        }
        if (arrived !== finished + refused + here) throw new Error(`${arrived} came, ${here} are here`);
      },
    }),
  });
  return { records, result, joules: timer.joules, gaps };
}

describe('nothing is lost', () => {
  for (const scheduler of SCHEDULERS) {
    holds(
      `under ${scheduler}`,
      casesOf(scheduler),
      (c) => {
        const { records, result, joules, gaps } = run(c, { checked: true });
        const { totals, seconds } = result;
        expect(result.verdict).toBe('finished');
        expect(records.length).toBe(c.trace.count);
        expect(result.waiting + result.running).toBe(0);
        expect(new Set(records.map(({ id }) => id)).size).toBe(c.trace.count);
        const served = records.filter(({ refused }) => refused === null);
        for (const r of served) {
          expect(r.arrival <= r.scheduled && r.scheduled < r.firstToken && r.firstToken <= r.finished).toBe(true);
          expect(r.output === 1 || r.firstToken < r.finished).toBe(true);
        }
        const asked = served.reduce((sum, { output }) => sum + output, 0);
        // Vidur generates anew what a half-computed prompt lost, and a prompt may grow until it never fits again.
        if (!c.settings.scheduler.startsWith('vidur')) {
          expect(records.filter(({ refused }) => refused === 'never-fits')).toEqual([]);
          expect(totals.outputTokens).toBe(asked);
          if (c.settings.speculativeTokens === 0) expect(gaps).toBe(asked - served.length);
        }
        const idle = 64 * (seconds - totals.busySeconds);
        expect(Math.abs(totals.joules - joules - idle)).toBeLessThan(1e-9 * totals.joules + 1e-12);
        return true;
      },
      MOST.includes(scheduler) ? 4 * RUNS : RUNS,
    );
  }
});

describe('many steps at once are the same as one by one', () => {
  for (const scheduler of SCHEDULERS) {
    holds(
      `under ${scheduler}`,
      casesOf(scheduler),
      (c) => {
        const fast = run(c);
        expect(run(c, { stepwise: true })).toEqual(fast);
        return true;
      },
      RUNS,
    );
  }
});

/** What a property never meets it does not check. */
const MET = { finished: 0, refused: 0, preempted: 0, cached: 0, moved: 0 };

describe('the cases', () => {
  it.each(['vllm-v1', 'vllm-v0', 'sglang', 'sarathi'] as const)(
    'preempt, refuse, share and swap under %s',
    (scheduler) => {
      const met = { ...MET };
      for (const c of fc.sample(casesOf(scheduler), { seed: 5, numRuns: 150 })) {
        const { records, result } = run(c);
        met.finished += result.finished;
        met.refused += result.refused;
        met.preempted += result.totals.preemptions;
        met.cached += records.some(({ cachedTokens }) => cachedTokens > 0) ? 1 : 0;
        met.moved += result.totals.moveSeconds > 0 ? 1 : 0;
      }
      for (const [what, n] of Object.entries(met)) expect(n, what).toBeGreaterThan(10);
    },
  );
});
