import { describe, expect, it } from 'vitest';
import { find } from '../../because/index.ts';
import type { Chip, Fact } from '../../facts/index.ts';
import { buildMachine } from '../../machine/index.ts';
import { makeGpt } from '../../model/index.ts';
import { checkStrategy } from '../legality.ts';
import type { TrainingProblem } from '../problem.ts';
import { findLever } from './lever.ts';
import { defaultStrategy, planTraining } from './plan.ts';
import { searchStrategies } from './search.ts';
import { divisors, fullSpace } from './space.ts';

const fact = (value: number, unit: string): Fact => ({
  value,
  unit,
  date: '2026',
  source: 'https://example.org/made-up',
  grade: 'estimate',
});
const chip: Chip = {
  id: 'c',
  name: 'C',
  vendor: 'nobody',
  architecture: 'hopper',
  kind: 'gpu',
  status: 'available',
  launch: '2026',
  peak: { bf16: fact(1000, 'TFLOP/s') },
  memory: { type: 'HBM', capacity: fact(80, 'GB'), bandwidth: fact(3350, 'GB/s') },
  scaleUp: { name: 'link', bandwidth: fact(450, 'GB/s'), domain: 8, topology: 'switch' },
};

const problemOf = (gigabytes: number, more: Partial<TrainingProblem> = {}): TrainingProblem => ({
  architecture: makeGpt({ layers: 16, hidden: 2048, heads: 16, vocab: 32_000, gated: true, ffn: 8192 }),
  machine: buildMachine({ systems: [] }, { chip, count: 16, memoryBytes: gigabytes * 1e9 }),
  tokens: 1e11,
  sequence: 4096,
  globalBatch: 64,
  precision: { compute: 'bf16', gradients: 'fp32' },
  optimizer: { kind: 'adamw', state: 'fp32', master: true },
  preset: 'megatron-core',
  memoryHeadroom: 0,
  reliability: {
    acceleratorHoursPerInterruption: 50_000,
    restartSeconds: 300,
    checkpointSeconds: 30,
    checkpointEverySeconds: null,
  },
  ...more,
});

describe('a plan', () => {
  const problem = problemOf(80);
  const plan = planTraining(problem);

  it('leads with the fastest of what it returns, legal and within memory', () => {
    expect(plan.complete).toBe(true);
    expect(plan.lever).toBeNull();
    expect(plan.alternatives.length).toBeGreaterThan(3);
    for (const e of [plan.best!, ...plan.alternatives, ...plan.pareto]) {
      expect(checkStrategy(problem, e.strategy)).toEqual([]);
      expect(e.fits).toBe(true);
      expect(find(e.because, 'step_time')!.value).toBe(e.step.value);
    }
    const times = [plan.best!, ...plan.alternatives].map((e) => e.step.value);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('returns as many as are asked for, and the same as the search finds', () => {
    const few = planTraining(problem, {}, { top: 2 });
    expect(few.alternatives).toHaveLength(2);
    expect(planTraining(problem, {}, { top: 0 })).toMatchObject({ alternatives: [], pareto: [] });
    expect(defaultStrategy(problem)).toEqual(searchStrategies(problem, {}, { top: 1 }).best[0]!.strategy);
  });

  it('leads with the same however many are asked for', () => {
    const machine = buildMachine({ systems: [] }, { chip, count: 64, memoryBytes: 80e9 });
    const [alone, first] = [0, 10].map((top) => planTraining(problemOf(80, { machine }), {}, { top }).best!);
    expect(alone!.strategy).toEqual(first!.strategy);
  });

  it('hands progress on, and stops when told', () => {
    const heard: number[] = [];
    const wide = {
      zero: [0, 1, 2, 3],
      tpComm: ['ar', 'rs-ag'],
      gatherAgain: [true, false],
      dpOverlap: [true, false],
    } as const;
    const stopped = planTraining(problem, wide, {
      top: 0,
      onProgress: (n, best) => {
        heard.push(n);
        expect(best === null || best.seconds > 0).toBe(true);
        return false;
      },
    });
    expect(heard).toHaveLength(1);
    expect(stopped.complete).toBe(false);
  });
});

describe('when nothing fits', () => {
  it('the lever names a change that makes it fit', () => {
    const tight = problemOf(8);
    const space = { tp: [1], pp: [1], zero: [0], recompute: ['none'], microBatch: [1] } as const;
    const plan = planTraining(tight, space);
    expect(plan).toMatchObject({ best: null, alternatives: [], pareto: [], fitting: 0 });
    expect(plan.refused.map((r) => r.rule)).toContain('memory');
    expect(plan.lever).not.toBeNull();
    expect(plan.nearest!.memory.peak.value).toBeGreaterThan(plan.nearest!.memory.capacity);
    expect(defaultStrategy(tight, space)).toMatchObject({ tp: 1, pp: 1, zero: 0 }); // the one that misses by least
  });

  it('a constraint that it frees was the one in the way', () => {
    const space = { recompute: ['none'], microBatch: [4], zero: [0] } as const;
    const freed = new Set<string>();
    for (const gigabytes of [12, 16, 20, 24, 28, 32, 40, 48]) {
      const problem = problemOf(gigabytes);
      const lever = findLever(problem, { ...space, tp: [1], pp: [1] });
      if (lever?.to !== 'free') continue;
      freed.add(lever.kind);
      const { [lever.kind as 'zero']: _, ...rest } = { ...space, tp: [1], pp: [1] };
      const { best } = searchStrategies(problem, rest);
      expect(best[0]!.strategy).toMatchObject({ [lever.kind]: lever.values.found });
    }
    expect(freed.size).toBeGreaterThan(0);
  });

  it('with nothing to free it asks for sharding, shorter sequences, more accelerators or more memory', () => {
    const kinds = new Set<string>();
    for (const gigabytes of [1, 3, 5, 5.5, 6, 7, 8, 9, 10]) {
      const lever = findLever(problemOf(gigabytes), { microBatch: [1], recompute: ['full'], tp: [1], pp: [1] });
      if (lever) kinds.add(lever.kind);
      expect(lever === null || lever.from !== lever.to).toBe(true);
    }
    expect(kinds.size).toBeGreaterThan(1);
    // The framework's own 4.5 GiB do not fit 1 GB, whatever is done: only more memory helps.
    expect(findLever(problemOf(1), {})).toMatchObject({ kind: 'memory' });
    expect(findLever(problemOf(0.1), {})).toBeNull();
  });

  it('a batch that no replica can share has no strategy at all', () => {
    const odd = problemOf(80, { globalBatch: 7 });
    expect(defaultStrategy(odd, { tp: [1], pp: [1], cp: [1] })).toBeNull();
  });
});

describe('spaces', () => {
  it.each([
    [1, [1]],
    [12, [1, 2, 3, 4, 6, 12]],
    [16, [1, 2, 4, 8, 16]],
    [49, [1, 7, 49]],
  ])('divisors of %i', (n, list) => expect(divisors(n)).toEqual(list));

  it('what is given replaces the default, what is empty or undefined does not', () => {
    const problem = problemOf(80);
    const open = fullSpace(problem);
    expect(fullSpace(problem, { tp: [3], pp: [], zero: undefined })).toEqual({ ...open, tp: [3] });
    expect(open.ep).toEqual([1]);
    expect(open.pp.every((n) => n <= 16 && 16 % n === 0)).toBe(true);
    const moe = makeGpt({ layers: 4, hidden: 512, heads: 8, vocab: 1000, experts: 12, topk: 2 });
    expect(fullSpace({ ...problem, architecture: moe }).ep).toEqual([1, 2, 3, 4, 6, 12]);
    expect(fullSpace({ ...problem, sequence: 32_768 }).cp).toEqual([1, 2, 4, 8]);
    expect(fullSpace({ ...problem, preset: 'nobody' }).schedule).toEqual(['1f1b', 'interleaved']);
  });

  it('axes that do not fit inside the first tier are refused by name, those that do take its links', () => {
    const problem = problemOf(80);
    const base = { tp: [4], pp: [1], cp: [1], microBatch: [1], zero: [1], recompute: ['full'] } as const;
    const inside = searchStrategies(problem, { ...base, inner: [['tp'], ['dp'], ['tp', 'dp'], ['tp', 'pp']] });
    expect(inside.refused.find((r) => r.rule === 'placement')).toMatchObject({
      example: { values: { axes: 'tp,dp', product: 16, domain: 8 } },
    });
    const orders = new Set(inside.best.map((p) => p.strategy.order?.join()));
    expect([...orders].every((order) => order !== undefined)).toBe(true);
    // Tensor parallelism inside the fast tier and nothing else is the default order.
    const [usual] = searchStrategies(problem, base).best;
    expect(inside.best[0]!.seconds).toBeLessThanOrEqual(usual!.seconds);
  });
});
