import { describe, expect, it } from 'vitest';
import { estimateRunOf, fullOverCausal, hoursOf, hoursOverUnknown, PUBLISHED_RUNS } from './published-runs.ts';

const within = (value: number, range: { low: number; high: number }) => value >= range.low && value <= range.high;

const HALF_A_PER_CENT = 0.005;

describe('published runs', () => {
  for (const run of PUBLISHED_RUNS) {
    const estimate = estimateRunOf(run);
    const { mfu, hours, interruptions54Days } = run.published;
    if (mfu !== undefined) {
      const full = run.countingUnstated ? fullOverCausal(run) : 1;
      it(`${run.id}: model FLOP utilisation ${mfu} lies within the stated range${full > 1 ? ', by one of the two counts of attention' : ''}`, () => {
        const { low, high } = estimate.mfu;
        // Printed to a whole per cent.
        const inside = [1, full].map((k) =>
          within(mfu, { low: k * low - HALF_A_PER_CENT, high: k * high + HALF_A_PER_CENT }),
        );
        expect(inside, `${low}-${high}, and ${full} times that`).toContain(true);
      });
    }
    if (hours !== undefined && run.unknown === undefined) {
      it(`${run.id}: ${hours / 1e6} M hours lie within the stated range, failures and goodput included`, () => {
        expect(within(hours, hoursOf(run)), JSON.stringify(hoursOf(run))).toBe(true);
      });
    }
    if (hours !== undefined && run.unknown !== undefined) {
      it(`${run.id}: ${hours / 1e6} M hours lie within the range over the clusters and batches that are not published`, () => {
        const range = hoursOverUnknown(run)!;
        expect(within(hours, range), JSON.stringify(range)).toBe(true);
      });
    }
    if (interruptions54Days !== undefined) {
      it(`${run.id}: interruptions of a 54-day window within 20 %`, () => {
        const days = estimate.run.wallSeconds.value / 86_400;
        expect(Math.abs((estimate.run.interruptions / days) * 54 - interruptions54Days)).toBeLessThan(
          0.2 * interruptions54Days,
        );
      });
    }
  }
  it('the 131k-token stage and DeepSeek-V3 fit their accelerators within the stated memory range', () => {
    for (const id of ['llama-3.1-405b, long context', 'deepseek-v3']) {
      const estimate = estimateRunOf(PUBLISHED_RUNS.find((r) => r.id === id)!);
      expect(estimate.memory.peak.low).toBeLessThan(estimate.memory.capacity);
    }
  });
});
