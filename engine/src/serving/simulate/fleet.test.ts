import { describe, expect, it } from 'vitest';
import type { StepSums, StepTimer } from '../iteration/step.ts';
import { type Trace, traceSource } from '../traffic/request.ts';
import type { RequestRecord } from './record.ts';
import type { ReplicaPool, ServingOptions } from './serving-options.ts';
import { PLAIN_REPLICA, type ReplicaSettings } from './settings.ts';
import { simulateServing } from './simulate-serving.ts';

const settings: ReplicaSettings = {
  scheduler: 'vllm-v1',
  maxBatch: 1,
  maxBatchedTokens: 64,
  chunkedPrefill: true,
  blockTokens: 4,
  blocks: 20,
  watermark: 0,
  maxModelTokens: 1000,
  ...PLAIN_REPLICA,
};

/** A second a step, 100 W in it and 10 W between. */
const second: StepTimer = { seconds: () => 1, watts: () => 100, idleWatts: 10 };
const pool = (count: number, more: Partial<ReplicaPool> = {}): ReplicaPool => ({
  settings,
  timer: second,
  count,
  ...more,
});

interface Row {
  readonly at: number;
  readonly output?: number;
  readonly session?: number;
  readonly ids?: readonly number[];
}

function traceOf(rows: readonly Row[], input = 4): Trace {
  const starts = [0];
  for (const { ids = [] } of rows) starts.push(starts[starts.length - 1]! + ids.length);
  return {
    count: rows.length,
    arrival: Float64Array.from(rows, ({ at }) => at),
    input: new Int32Array(rows.length).fill(input),
    output: Int32Array.from(rows, ({ output = 2 }) => output),
    session: Int32Array.from(rows, ({ session = -1 }) => session),
    prefixIds: Int32Array.from(rows.flatMap(({ ids = [] }) => ids)),
    prefixStart: Int32Array.from(starts),
    prefixTokens: 4,
  };
}

function run(rows: readonly Row[], pools: readonly ReplicaPool[], options: Partial<ServingOptions> = {}, input = 4) {
  const records: RequestRecord[] = [];
  const result = simulateServing({
    ...options,
    source: traceSource(traceOf(rows, input)),
    pools,
    sink: { ...options.sink, record: (r) => void records.push({ ...r }) },
  });
  records.sort((a, b) => a.id - b.id);
  return { records, result, where: records.map(({ replica }) => replica) };
}

const at = (...times: readonly number[]): Row[] => times.map((t) => ({ at: t }));

describe('routers', () => {
  it('round robin takes turns, least outstanding looks', () => {
    const rows = [{ at: 0, output: 9 }, { at: 0.5 }, { at: 4 }, { at: 4.5 }];
    expect(run(rows, [pool(2)]).where).toEqual([0, 1, 0, 1]);
    expect(run(rows, [pool(2)], { router: 'least-outstanding' }).where).toEqual([0, 1, 1, 0]);
  });

  it('of equals the one that was given a request longest ago is next, so that an idle fleet takes turns', () => {
    const idle = at(0, 10, 20, 30, 40);
    expect(run(idle, [pool(3)], { router: 'least-outstanding' }).where).toEqual([0, 1, 2, 0, 1]);
    expect(run(idle, [pool(3)], { router: 'prefix-aware' }).where).toEqual([0, 1, 2, 0, 1]);
    expect(run(idle, [pool(3)], { router: 'vidur-lor' }).where).toEqual([0, 0, 0, 0, 0]);
  });

  it("Vidur's counts only those that wait", () => {
    const rows = [{ at: 0, output: 9 }, { at: 0.5 }, { at: 0.6 }];
    expect(run(rows, [pool(2)], { router: 'vidur-lor' }).where).toEqual([0, 0, 1]);
  });

  it('a session stays where it is', () => {
    const rows = Array.from({ length: 24 }, (_, i) => ({ at: i * 10, session: i % 6 }));
    const { where } = run(rows, [pool(3)], { router: 'session' });
    for (let i = 6; i < 24; i++) expect(where[i]).toBe(where[i - 6]);
    expect(new Set(where).size).toBe(3);
  });

  it('prefix-aware goes where the prompt is, unless too many are there', () => {
    const ids = Array.from({ length: 100 }, (_, i) => i);
    const cached = { ...settings, prefixCache: 'lru' as const, maxBatchedTokens: 1000, blocks: 1000 };
    const pools = [{ ...pool(3), settings: cached }];
    const other = ids.map((i) => i + 1000);
    const rows = [
      { at: 0, ids: other },
      { at: 0.5, ids },
      { at: 10, ids },
      { at: 10.1, ids },
      { at: 10.2, ids },
    ];
    expect(run(rows, pools, { router: 'prefix-aware' }, 401).where).toEqual([0, 1, 1, 1, 2]);
  });
});

it('pools may differ', () => {
  const fast: StepTimer = { seconds: () => 0.25 };
  const { records } = run(at(0, 0), [pool(1), { ...pool(1), timer: fast }]);
  expect(records.map(({ finished }) => finished)).toEqual([2, 0.5]);
});

it('a front end keeps a request before the engine sees it', () => {
  const { records } = run(at(0), [pool(1, { frontEnd: { request: 0.5, inputToken: 0.125 } })]);
  expect(records[0]).toMatchObject({ arrival: 0, scheduled: 1, firstToken: 2, finished: 3 });
});

describe('prompts and decoding apart', () => {
  const split = [pool(1, { role: 'prefill' }), pool(1, { role: 'decode', settings: { ...settings, maxBatch: 4 } })];
  const transfer = { seconds: 0.5, secondsPerToken: 0.125 };

  it('a request moves with its cache, and nobody decodes while a prompt runs', () => {
    const steps: [number, number, number][] = [];
    const sink = {
      step: (replica: number, { decodes, chunks }: Readonly<StepSums>) => void steps.push([replica, decodes, chunks]),
    };
    const { records, result } = run(
      [
        { at: 0, output: 3 },
        { at: 0, output: 3 },
      ],
      split,
      { transfer, sink },
    );
    // Prompts end at 1 and 2, arrive one second later; the second waits for the step in flight.
    expect(records.map((r) => [r.firstToken, r.finished, r.replica])).toEqual([
      [1, 4, 1],
      [2, 5, 1],
    ]);
    expect(steps.filter(([replica]) => replica === 0)).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(steps.filter(([replica]) => replica === 1).every(([, decodes, chunks]) => decodes > 0 && chunks === 0)).toBe(
      true,
    );
    expect(result.totals).toMatchObject({ promptTokens: 8, outputTokens: 6, finished: 2, cachedTokens: 0 });
  });

  it('its blocks are held until they have moved', () => {
    const tight = [pool(1, { role: 'prefill', settings: { ...settings, blocks: 1 } }), split[1]!];
    const { records } = run(at(0, 0), tight, { transfer });
    expect(records.map(({ scheduled }) => scheduled)).toEqual([0, 2]);
  });

  it('one token needs no second replica', () => {
    expect(run([{ at: 0, output: 1 }], split, { transfer }).where).toEqual([0]);
  });

  it('a replica lost while a cache moves takes it along', () => {
    const { records } = run(at(0), split, { transfer, failures: [{ replica: 0, seconds: 1.5, repairSeconds: 2 }] });
    expect(records[0]).toMatchObject({ retries: 1, scheduled: 3.5, firstToken: 4.5, finished: 6.5 });
  });

  it('needs both, and decoding needs a scheduler that can take a cache in', () => {
    expect(() => run(at(0), [pool(1, { role: 'prefill' })])).toThrow('1 replicas prefill and 0 decode');
    expect(() => run(at(0), [pool(1, { role: 'decode' })])).toThrow('no replica takes new requests');
    const batch = pool(1, { role: 'decode', settings: { ...settings, scheduler: 'static' } });
    expect(() => run(at(0), [pool(1, { role: 'prefill' }), batch])).toThrow('"static"');
  });
});

describe('failures', () => {
  it('requests start anew elsewhere; the step in flight has cost its part', () => {
    const { records, result } = run(at(0, 0, 0), [pool(2)], {
      router: 'least-outstanding',
      failures: [{ replica: 0, seconds: 1.5, repairSeconds: 100 }],
    });
    // 0 and 2 were on the lost replica; the other ends its own at 2.
    expect(records.map((r) => [r.retries, r.replica, r.finished])).toEqual([
      [1, 1, 4],
      [0, 1, 2],
      [1, 1, 6],
    ]);
    expect(result.replicas[0]!).toMatchObject({ busySeconds: 1.5, joules: 150 + 10 * 4.5 });
  });

  it('with nobody left they wait for the repair', () => {
    const { records } = run(at(0), [pool(1)], { failures: [{ replica: 0, seconds: 0.5, repairSeconds: 3 }] });
    expect(records[0]).toMatchObject({ scheduled: 3.5, finished: 5.5, retries: 1 });
  });
});

describe('scaling', () => {
  const scale = { least: 1, everySeconds: 1, startSeconds: 2, above: 3, below: 0.5 };

  it('starts one more when many wait, and ends it when few do', () => {
    const rows = at(0, 0, 0, 0, 0, 0, 30, 40);
    const { records, result } = run(rows, [pool(3, { scale })], { router: 'least-outstanding' });
    // Looked at 1: six are there. It takes what comes from 3 on: nothing until 30.
    expect(records.slice(0, 6).map(({ replica }) => replica)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(result.replicas[1]!.upSeconds).toBeGreaterThan(1);
    expect(result.replicas[1]!.upSeconds).toBeLessThan(20);
    expect(result.replicas[0]!.upSeconds).toBe(result.seconds);
    // Idle power is paid while it is up.
    expect(result.replicas[1]!.joules).toBeCloseTo(10 * result.replicas[1]!.upSeconds, 9);
  });

  it('serves a rising rate with more replicas, and each request once', () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({ at: Math.sqrt(i) * 8 }));
    const { records, result } = run(rows, [pool(6, { scale: { ...scale, above: 2 } })], {
      router: 'least-outstanding',
    });
    expect(new Set(records.map(({ id }) => id)).size).toBe(300);
    expect(new Set(records.map(({ replica }) => replica)).size).toBeGreaterThan(3);
    expect(result.totals.upSeconds).toBeLessThan(6 * result.seconds);
  });
});
