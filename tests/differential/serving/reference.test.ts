import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplicaSettings } from '../../../engine/src/serving/index.ts';
import { FIXED_SEED } from '../../effort.ts';
import { holds } from '../../properties/holds.ts';
import { least, leastInTurn, type ReferenceResult, simulateReference } from './reference.ts';
import { SCHEDULES, type ScheduleName } from './reference-schedules.ts';
import { type Simulated, simulated } from './simulated.ts';
import { everySum, type Small, settingsFor, small } from './traces.ts';

const NAMES = Object.keys(SCHEDULES) as ScheduleName[];
/** Traces of each scheduler, and of each router. */
const TRACES = 150;

function expectEqual(fast: Simulated, slow: ReferenceResult): true {
  expect(fast.makespan).toBe(slow.makespan);
  expect(fast.steps).toBe(slow.steps);
  for (const { id, scheduled, firstToken, finished, preemptions, generated, output } of slow.jobs) {
    expect(generated).toBe(output);
    const other = fast.jobs[id]!;
    expect([other.scheduled, other.firstToken, other.finished, other.preemptions], `request ${id}`).toEqual([
      scheduled,
      firstToken,
      finished,
      preemptions,
    ]);
  }
  return true;
}

describe('the simulator gives every time, preemption and step of one that steps through plain objects, to the last bit', () => {
  for (const name of NAMES) {
    holds(
      name,
      small,
      (trace: Small) => {
        const settings = settingsFor(name, trace);
        return expectEqual(
          simulated(settings, everySum, trace.asked),
          simulateReference(settings, everySum, trace.asked),
        );
      },
      TRACES,
    );
  }

  it.each(NAMES.filter((name) => name !== 'static' && name !== 'trtllm'))('%s preempts in these traces', (name) => {
    const traces = fc.sample(small, { seed: FIXED_SEED, numRuns: 40 });
    const preempted = traces.filter((trace) =>
      simulated(settingsFor(name, trace), everySum, trace.asked).jobs.some(({ preemptions }) => preemptions > 0),
    );
    expect(preempted.length).toBeGreaterThan(5);
  });

  const ROUTES = {
    'vidur-lor': () => least(({ waiting }) => waiting.length),
    'least-outstanding': () => leastInTurn(({ waiting, running }) => waiting.length + running.length),
  } as const;
  for (const router of ['vidur-lor', 'least-outstanding'] as const) {
    holds(
      `three replicas behind ${router}`,
      small,
      (trace: Small) => {
        const settings: ReplicaSettings = settingsFor('vidur-sarathi', trace);
        return expectEqual(
          simulated(settings, everySum, trace.asked, { replicas: 3, router }),
          simulateReference(settings, everySum, trace.asked, { replicas: 3, route: ROUTES[router]() }),
        );
      },
      TRACES,
    );
  }
});
