import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type VidurTables, vidurTimer } from '../../../engine/src/serving/index.ts';
import { least, simulateReference } from './reference.ts';
import { type Ended, type Simulated, simulated } from './simulated.ts';
import { FIXTURE_RUNS, fixtureOf, readFixture } from './vidur-fixture.ts';
import {
  askedOf,
  FIXTURE,
  layersOf,
  readVidurRuns,
  readVidurTables,
  settingsOf,
  type VidurRequest,
  type VidurRun,
} from './vidur-runs.ts';

type Simulator = (run: VidurRun, tables: VidurTables) => Pick<Simulated, 'jobs' | 'makespan'>;

const byReference: Simulator = (run, tables) =>
  simulateReference(settingsOf(run), vidurTimer(tables, layersOf(run)), askedOf(run), {
    replicas: run.config.cluster_config.num_replicas,
    route: least((replica) => replica.waiting.length),
  });

const bySimulator: Simulator = (run, tables) =>
  simulated(settingsOf(run), vidurTimer(tables, layersOf(run)), askedOf(run), {
    replicas: run.config.cluster_config.num_replicas,
    router: 'vidur-lor',
  });

/** Vidur records microseconds, and its arrivals were rounded to them when they were written down: steps may start that much later. */
const SECONDS = 1e-4;
/** In this one run a request came within a microsecond of the end of a step: one batch starts without it. */
const TIED_SECONDS = { 'B_q2.0': 0.03 };

/** The largest difference of any time of a request, seconds. */
function apart(job: Ended, [, , , ttft, tpot, endToEnd, queue]: VidurRequest): number {
  return Math.max(
    Math.abs(job.firstToken - job.arrival - ttft),
    Math.abs((job.finished - job.firstToken) / job.lastRunOutput - tpot),
    Math.abs(job.finished - job.arrival - endToEnd),
    Math.abs(job.scheduled - job.arrival - queue),
  );
}

function expectSame(jobs: readonly Ended[], requests: readonly VidurRequest[], within: number): void {
  expect(jobs.length).toBe(requests.length);
  jobs.forEach((job, i) => {
    expect(apart(job, requests[i]!), `request ${i}`).toBeLessThan(within);
    expect(job.preemptions, `restarts of request ${i}`).toBe(requests[i]![7]);
  });
}

describe('first requests of four runs of Vidur, committed', () => {
  const { runs } = readFixture();

  describe.each([
    ['the simulator', bySimulator],
    ['the one that steps through plain objects', byReference],
  ])('%s', (_, simulate) => {
    it.each(Object.keys(runs))('%s: the same times and restarts', (name) => {
      const run = runs[name]!;
      const { jobs } = simulate(run as unknown as VidurRun, run.tables);
      const compared = <T>(all: readonly T[]): T[] => run.compared.map((i) => all[i]!);
      expect(run.compared.length).toBeGreaterThan(60);
      expectSame(compared(jobs), compared(run.requests), SECONDS);
    });
  });

  it('has restarts among them', () =>
    expect(runs.A6_preempt!.requests.reduce((n, request) => n + request[7], 0)).toBeGreaterThan(10));

  it('sees a table that is one percent off', () => {
    const run = runs.A2_sat!;
    const up = run.tables.tables.mlp_up_proj!;
    const rows = up.rows.map(([tokens, milliseconds]) => [tokens!, milliseconds! * 1.01]);
    const wrong = { tables: { ...run.tables.tables, mlp_up_proj: { ...up, rows } } };
    // The first prompt alone; nobody else had come by then.
    const [arrival, input, , ttft] = run.requests[0]!;
    const first = { ...run, requests: [[arrival, input, 1, ttft, 0, ttft, 0, 0]] } as unknown as VidurRun;
    expect(apart(bySimulator(first, run.tables).jobs[0]!, first.requests[0]!)).toBeLessThan(SECONDS);
    expect(apart(bySimulator(first, wrong).jobs[0]!, first.requests[0]!)).toBeGreaterThan(SECONDS);
  });

  it('a step that the tables do not have is an error that names it', () => {
    const run = runs.A2_sat!;
    const one = { ...run, requests: [[0, 5000, 2, 0, 0, 0, 0, 0]] } as unknown as VidurRun;
    expect(() => bySimulator(one, run.tables)).toThrow(/attn_prefill has no entry/);
    const { attn_decode: _, ...others } = run.tables.tables;
    expect(() => bySimulator(one, { tables: others })).toThrow(/no rows for attn_decode/);
  });
});

const recorded = readVidurRuns();
if (!recorded)
  console.log('skipped: ../shared/research/data is not here; Vidur is compared on its committed requests only');

describe.skipIf(!recorded)('whole recorded runs of Vidur', () => {
  const runs = recorded?.runs ?? {};

  it('the committed requests are the recorded ones', () => {
    expect(Object.keys(readFixture().runs)).toEqual([...FIXTURE_RUNS]);
    expect(readFileSync(FIXTURE, 'utf8')).toBe(fixtureOf(recorded!));
  });

  it.each(Object.keys(runs))('%s: makespan, restarts and every request', (name) => {
    const run = runs[name]!;
    const { jobs, makespan } = bySimulator(run, readVidurTables(name));
    expect(makespan).toBeCloseTo(run.summary.sim_end_s, 4);
    expect(jobs.reduce((n, { preemptions }) => n + preemptions, 0)).toBe(run.summary.restarts);
    expectSame(jobs, run.requests, TIED_SECONDS[name as keyof typeof TIED_SECONDS] ?? SECONDS);
  });
});
