import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPricer, estimateTraining, SCHEDULES } from '../../engine/src/training/index.ts';
import { pipelineSpec } from '../../engine/src/training/pipeline-spec.ts';
import { microBatchesOf } from '../../engine/src/training/pricer.ts';
import { pipelineSpecSeconds, simulate } from '../../engine/src/training/schedule/index.ts';
import { blockingSeconds, pipelineTime } from '../../engine/src/training/step.ts';
import { FIXED_SEED, FRESH_SEED } from '../effort.ts';
import { type Case, cases } from './cases.ts';
import { atMost, holds, near } from './holds.ts';

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The same pipeline in the search's six numbers, along the schedule's longest path, and event by event. */
function threeWays({ problem, strategy }: Case) {
  const pricer = createPricer(problem);
  const spec = pipelineSpec(pricer, strategy);
  const m = microBatchesOf(problem, strategy);
  const searched = pipelineTime(pricer.shape(strategy), pricer.pass(strategy), m, pricer.hop(strategy));
  return { searched, followed: pipelineSpecSeconds(spec).seconds, simulated: simulate(spec).seconds };
}

/** Value under which a share of the list lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/**
 * Share of 200 random strategies whose step is followed to 1 % of the event simulation, and how far the search's formula may stray. These are
 * small networks with large heads on many stages, far more uneven than what anyone trains; the search ranks by the formula and shows the path.
 */
const EXPECTED: Readonly<
  Record<(typeof SCHEDULES)[number], { readonly within: number; readonly median: number; readonly p90: number }>
> = {
  '1f1b': { within: 0.94, median: 0.001, p90: 0.05 },
  interleaved: { within: 0.95, median: 0.02, p90: 0.13 },
  gpipe: { within: 1, median: 0.001, p90: 0.005 },
  'zero-bubble': { within: 0.85, median: 0.001, p90: 0.06 },
  'zb-v': { within: 0.92, median: 0.02, p90: 0.1 },
  dualpipe: { within: 0.94, median: 0.02, p90: 0.1 },
};

describe('a strategy on a pipeline', () => {
  for (const schedule of SCHEDULES) {
    const piped = cases({ schedule }).filter(({ strategy: s }) => s.pp > 1);
    for (const [name, seed] of [
      ['fixed', FIXED_SEED],
      ['fresh', FRESH_SEED],
    ] as const) {
      it(`${schedule} agrees with the simulation, ${name} seed`, () => {
        const ways = fc.sample(piped, { numRuns: 200, seed }).map(threeWays);
        const off = ways.map((w) => Math.abs(w.followed / w.simulated - 1));
        const rough = ways.map((w) => Math.abs(w.searched / w.simulated - 1));
        const { within, median, p90 } = EXPECTED[schedule];
        expect(off.filter((d) => d <= 0.01).length / off.length).toBeGreaterThanOrEqual(within);
        expect(Math.max(...off)).toBeLessThan(0.2);
        expect(quantile(rough, 0.5)).toBeLessThan(median);
        expect(quantile(rough, 0.9)).toBeLessThan(p90);
      });
    }
  }
});

const piped = cases().filter(({ strategy: s }) => s.pp > 1);

describe('what a pipeline is made of', () => {
  holds('chunks hold the same seconds as stages', piped, ({ problem, strategy }) => {
    const pricer = createPricer(problem);
    const spec = pipelineSpec(pricer, strategy);
    const pass = pricer.pass(strategy);
    const blocking = blockingSeconds(pricer.shape(strategy), pricer.hop(strategy)) * strategy.pp;
    const pairs = [
      ['forward', total(spec.forward), pass.forward + blocking],
      ['input', total(spec.backwardInput), pass.input + blocking],
      ['weight', total(spec.backwardWeight), pass.weight],
    ] as const;
    for (const [name, chunks, stages] of pairs)
      expect(near(chunks, stages), `${name}: chunks ${chunks}, stages ${stages}`).toBe(true);
  });

  holds('no stage works less than its micro-batches', piped, (c) => {
    const { followed, simulated } = threeWays(c);
    const pass = createPricer(c.problem).pass(c.strategy);
    const busiest = microBatchesOf(c.problem, c.strategy) * (pass.slowForward + pass.slowInput + pass.slowWeight);
    expect(atMost(busiest, simulated), `busiest ${busiest}, simulated ${simulated}`).toBe(true);
    expect(atMost(busiest, followed), `busiest ${busiest}, followed ${followed}`).toBe(true);
  });

  holds('the estimate follows the longest path, and the bubble takes the difference', piped, (c) => {
    const { searched, followed } = threeWays(c);
    const priced = createPricer(c.problem).price(c.strategy).seconds;
    return (
      near(estimateTraining(c.problem, c.strategy).step.value - priced, followed - searched, 1e-6) ||
      Math.abs(followed - searched) < 1e-9 * priced
    );
  });

  holds('one stage has no bubble and no sends', cases({ pp: 1 }), ({ problem, strategy }) => {
    const { parts } = estimateTraining(problem, strategy);
    return parts.exposedPp === 0 && Math.abs(parts.bubble) < 1e-9 * Object.values(parts).reduce((a, b) => a + b, 0);
  });
});
