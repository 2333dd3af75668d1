import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '../../../../tests/effort.ts';
import { SCHEDULES, type Schedule } from '../strategy.ts';
import {
  awaitingWeight,
  inFlight,
  type PipelineSpec,
  pipelineSeconds,
  pipelineSpecSeconds,
  SCHEDULE_CODE,
  simulate,
  summarise,
  TASK,
  type Timeline,
} from './index.ts';

/**
 * What is asked of the closed forms on random pipelines: 1-32 stages, 1-8 chunks, 1-256 micro-batches (often fewer than stages), even layers or
 * some chunks one layer longer or shorter, embedding and head up to 0.4 and 0.8 of a stage, hop up to 20 % of a stage's time.
 */
const FIXED_SEED = 20261123;
const freshSeed = Number(process.env.RIDGEPOINT_SEED ?? Date.now() % 2 ** 31);
console.log(`schedule: fresh seed ${freshSeed}`);

function specs(schedule: Schedule, even: boolean): fc.Arbitrary<PipelineSpec> {
  const chunks =
    schedule === 'zb-v'
      ? fc.constant(2)
      : schedule === 'interleaved' || schedule === 'gpipe'
        ? fc.integer({ min: 1, max: 8 })
        : fc.constant(1);
  const share = (most: number): fc.Arbitrary<number> =>
    fc.oneof(fc.constant(0), fc.double({ min: 0, max: most, noNaN: true }));
  return fc
    .record({
      stages: fc.integer({ min: 1, max: 32 }).map((p) => (schedule === 'dualpipe' ? 2 * Math.ceil(p / 2) : p)),
      chunks,
      microBatches: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 256 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 32 }) },
      ),
      layers: fc.integer({ min: 1, max: 6 }),
      layout: fc.constantFrom('even', 'ends', 'some'),
      odd: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 256, maxLength: 256 }),
      f: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
      b: fc.double({ min: 0.7, max: 1.7, noNaN: true }),
      w: fc.double({ min: 0.5, max: 1.3, noNaN: true }),
      embedding: share(0.4),
      head: share(0.8),
      hop: share(0.2),
    })
    .map((x) => {
      const n = x.stages * x.chunks;
      const each = x.layers + 1;
      const layers = Array.from({ length: n }, (_, c) => {
        if (even || x.layout === 'even') return each;
        if (x.layout === 'ends') return c === 0 || c === n - 1 ? each - 1 : each;
        return each + (c % 3 === 0 ? x.odd[c]! : 0);
      });
      const stage = each * x.chunks;
      const forward = layers.map((l) => l * x.f);
      const backwardInput = layers.map((l) => l * x.f * x.b);
      const backwardWeight = layers.map((l) => l * x.f * x.w);
      if (!even) {
        forward[0]! += 0.3 * x.embedding * stage * x.f;
        backwardWeight[0]! += x.embedding * stage * x.f * x.w;
        forward[n - 1]! += x.head * stage * x.f;
        backwardInput[n - 1]! += x.head * stage * x.f * x.b;
        backwardWeight[n - 1]! += x.head * stage * x.f * x.w;
      }
      const sum = [...forward, ...backwardInput, ...backwardWeight].reduce((a, y) => a + y, 0);
      return {
        schedule,
        stages: x.stages,
        chunks: x.chunks,
        microBatches: x.microBatches,
        forward,
        backwardInput,
        backwardWeight,
        hop: (x.hop * sum) / x.stages,
      };
    });
}

const searched = (spec: PipelineSpec): number => {
  const x = summarise(spec);
  return pipelineSeconds(
    SCHEDULE_CODE[spec.schedule],
    spec.stages,
    spec.chunks,
    spec.microBatches,
    x.forward,
    x.input,
    x.weight,
    x.slowForward,
    x.slowInput,
    x.slowWeight,
    x.slowStage,
    spec.hop,
  );
};

interface Simulated {
  readonly spec: PipelineSpec;
  readonly seconds: number;
  readonly peakInFlight: readonly number[];
  readonly peakAwaitingWeight: readonly number[];
}

/** Random specs as they are simulated: once for all that is asked of them. */
function simulated(schedule: Schedule, even: boolean, seed: number): readonly Simulated[] {
  const key = `${schedule} ${even} ${seed}`;
  const known = KNOWN.get(key);
  if (known) return known;
  const made = fc.sample(specs(schedule, even), { seed, numRuns: inputs(200, 200) }).map((spec) => {
    const { seconds, peakInFlight, peakAwaitingWeight } = simulate(spec);
    return { spec, seconds, peakInFlight: [...peakInFlight], peakAwaitingWeight: [...peakAwaitingWeight] };
  });
  KNOWN.set(key, made);
  return made;
}
const KNOWN = new Map<string, readonly Simulated[]>();

/** Sorted distances |estimate / simulated - 1| of random specs. */
function distances(
  schedule: Schedule,
  even: boolean,
  seed: number,
  estimate: (spec: PipelineSpec) => number,
): number[] {
  return simulated(schedule, even, seed)
    .map(({ spec, seconds }) => Math.abs(estimate(spec) / seconds - 1))
    .sort((a, b) => a - b);
}
const within = (list: readonly number[], distance: number): number =>
  list.filter((x) => x <= distance).length / list.length;

// Not every spec is within 1 %: where hops or put-off weight gradients make the path change stages often, the best path is missed. Measured on
// 4,000 specs: 1f1b 100 %, gpipe exact, interleaved 99.4, zero-bubble 99.4, zb-v 99.6, dualpipe 99.0 % within 1 %; worst 5.3 % (zero-bubble, m < p), 11.7 % on fresh seeds.
describe.each(SCHEDULES)('%s', (schedule) => {
  test.each([
    ['fixed', FIXED_SEED],
    ['fresh', freshSeed],
  ])('seconds of a spec agree with the simulation: %s seed', (_, seed) => {
    const list = distances(schedule, false, seed, (spec) => pipelineSpecSeconds(spec).seconds);
    expect(within(list, 0.01)).toBeGreaterThanOrEqual(0.95);
    expect(list[list.length - 1]).toBeLessThan(0.15);
    if (schedule === 'gpipe') expect(list[list.length - 1]).toBeLessThan(1e-9);
  });

  test('the numbers of the search agree with the simulation on even stages', () => {
    const list = distances(schedule, true, FIXED_SEED, searched);
    expect(within(list, 0.01)).toBeGreaterThanOrEqual(EVEN_FLOOR[schedule]);
    expect(list[list.length - 1]).toBeLessThan(0.15);
  });

  test('the numbers of the search stay near the simulation on uneven stages', () => {
    const list = distances(schedule, false, FIXED_SEED, searched);
    expect(within(list, 0.1)).toBeGreaterThanOrEqual(0.9);
    expect(list[list.length >> 1]).toBeLessThan(0.02);
  });

  test.each([
    ['fixed', FIXED_SEED],
    ['fresh', freshSeed],
  ])('activations in flight equal those of the simulation: %s seed', (_, seed) => {
    for (const { spec, peakInFlight, peakAwaitingWeight } of simulated(schedule, false, seed)) {
      const code = SCHEDULE_CODE[schedule];
      const args = [code, spec.stages, spec.chunks, spec.microBatches] as const;
      expect(peakInFlight).toEqual(peakInFlight.map((_x, s) => inFlight(...args, s)));
      peakAwaitingWeight.forEach((n, s) => {
        expect(awaitingWeight(...args, s)).toBeGreaterThanOrEqual(n);
      });
    }
  });

  test('tasks obey their order: none overlap on a stage, none starts before its data is there, each runs once', () => {
    for (const spec of fc.sample(specs(schedule, false), { seed: FIXED_SEED, numRuns: inputs(20, 5) })) {
      checkTimeline(spec, simulate(spec));
    }
  });

  test('a step is no shorter than the busiest stage, scales with its times, and grows with micro-batches', () => {
    for (const spec of fc.sample(specs(schedule, false), { seed: FIXED_SEED, numRuns: inputs(60, 5) })) {
      const timeline = simulate(spec);
      const { seconds } = timeline;
      expect(Math.min(...timeline.idle)).toBeGreaterThanOrEqual(-1e-9 * seconds);
      const { seconds: formed, bubble } = pipelineSpecSeconds(spec);
      expect(bubble).toBeGreaterThanOrEqual(0);
      expect(bubble).toBeLessThan(1);
      const k = 3.7;
      const by = (list: readonly number[]): number[] => list.map((x) => x * k);
      const scaled = {
        ...spec,
        forward: by(spec.forward),
        backwardInput: by(spec.backwardInput),
        backwardWeight: by(spec.backwardWeight),
        hop: spec.hop * k,
      };
      expect(simulate(scaled).seconds / seconds).toBeCloseTo(k, 9);
      expect(pipelineSpecSeconds(scaled).seconds / formed).toBeCloseTo(k, 9);
      expect(searched(scaled) / searched(spec)).toBeCloseTo(k, 9);
      const more = { ...spec, microBatches: spec.microBatches + 1 };
      expect(simulate(more).seconds).toBeGreaterThanOrEqual(seconds * (1 - 1e-12));
    }
  });
});

/** Share of even specs that the search's formula must put within 1 %. */
const EVEN_FLOOR: Record<Schedule, number> = {
  '1f1b': 0.98,
  interleaved: 0.8,
  gpipe: 1,
  'zero-bubble': 0.93,
  'zb-v': 0.85,
  dualpipe: 0.85,
};

function checkTimeline(spec: PipelineSpec, timeline: Timeline): void {
  const { tasks } = timeline;
  const p = spec.stages;
  const split = spec.schedule === 'zero-bubble' || spec.schedule === 'zb-v' || spec.schedule === 'dualpipe';
  const v = spec.schedule === 'dualpipe' ? 2 : spec.chunks;
  // where a stage's chunk lies on a micro-batch's way
  const place = (stage: number, chunk: number): number => {
    if (spec.schedule === 'dualpipe') return chunk === 0 ? stage : p - 1 - stage;
    return spec.schedule === 'zb-v' && chunk === 1 ? 2 * p - 1 - stage : chunk * p + stage;
  };
  const key = (kind: number, at: number, chunk: number, i: number): string =>
    `${kind === TASK.forward ? 'F' : kind === TASK.weight ? 'W' : 'B'} ${at} ${spec.schedule === 'dualpipe' ? chunk : ''} ${i}`;
  const ends = new Map<string, number>();
  const stages = new Map<string, number>();
  const wrong: string[] = [];
  for (let q = 0; q < tasks.length; q++) {
    const name = key(tasks.kind[q]!, place(tasks.stage[q]!, tasks.chunk[q]!), tasks.chunk[q]!, tasks.microBatch[q]!);
    if (ends.has(name)) wrong.push(`${name} twice`);
    ends.set(name, tasks.end[q]!);
    stages.set(name, tasks.stage[q]!);
    if (q > 0 && tasks.stage[q] === tasks.stage[q - 1] && tasks.start[q]! < tasks.end[q - 1]!)
      wrong.push(`${name} overlaps`);
  }
  const passes = spec.schedule === 'dualpipe' && p > 1 ? p : p * v;
  const names = [...ends.keys()];
  const forwards = names.filter((name) => name.startsWith('F')).length;
  expect(forwards).toBe(spec.schedule === 'dualpipe' && p === 1 ? spec.microBatches : passes * spec.microBatches);
  expect(names.filter((name) => name.startsWith('B')).length).toBe(forwards);
  if (!split) expect(names.some((name) => name.startsWith('W'))).toBe(false);
  for (let q = 0; q < tasks.length; q++) {
    const [kind, chunk, i] = [tasks.kind[q]!, tasks.chunk[q]!, tasks.microBatch[q]!];
    const at = place(tasks.stage[q]!, chunk);
    const needs =
      kind === TASK.forward
        ? [key(TASK.forward, at - 1, chunk, i)]
        : kind === TASK.weight
          ? [key(TASK.input, at, chunk, i)]
          : [key(TASK.forward, at, chunk, i), key(TASK.input, at + 1, chunk, i)];
    for (const need of needs) {
      const end = ends.get(need);
      if (end === undefined) continue;
      const travel = stages.get(need) === tasks.stage[q] ? 0 : spec.hop;
      if (tasks.start[q]! - end - travel < -1e-9 * timeline.seconds)
        wrong.push(`${need} comes after ${kind} ${at} ${i}`);
    }
  }
  expect(wrong).toEqual([]);
}
