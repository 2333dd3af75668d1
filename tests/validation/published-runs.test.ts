import { describe, expect, it } from 'vitest';
import { estimateRunOf, fullOverCausal, hoursOf, hoursOverUnknown, PUBLISHED_RUNS } from './published-runs.ts';

interface Range {
  readonly low: number;
  readonly high: number;
}

const within = (value: number, range: Range) => value >= range.low && value <= range.high;

const HALF_A_PER_CENT = 0.005;

/** A range that is half as wide again, by its logarithms around its middle: nine of ten figures lie within the stated one, all within this. */
const widened = ({ low, high }: Range): Range => {
  const more = (high / low) ** 0.25;
  return { low: low / more, high: high * more };
};

/** A figure that was published, and the ranges that may hold it: several where the source does not say what it counts. */
interface Held {
  readonly name: string;
  readonly value: number;
  readonly ranges: readonly Range[];
  /** Why it lies outside, where that is known. */
  readonly beyond?: string | undefined;
}

const all: readonly Held[] = PUBLISHED_RUNS.flatMap((run): Held[] => {
  const { mfu, hfu, step, hours } = run.published;
  const estimate = estimateRunOf(run);
  // Attention that is half masked may be counted whole; MFU is printed to a whole per cent.
  const counts = run.countingUnstated ? [1, fullOverCausal(run)] : [1];
  const { low, high } = estimate.mfu;
  return [
    ...(mfu === undefined
      ? []
      : [
          {
            name: `${run.id}: model FLOP utilisation ${mfu}`,
            value: mfu,
            ranges: counts.map((k) => ({ low: k * low - HALF_A_PER_CENT, high: k * high + HALF_A_PER_CENT })),
          },
        ]),
    ...(hfu === undefined
      ? []
      : [
          { name: `${run.id}: utilisation with recomputation`, value: hfu, ranges: [estimate.hfu], beyond: run.beyond },
        ]),
    ...(step === undefined
      ? []
      : [{ name: `${run.id}: a step in ${step} s`, value: step, ranges: [estimate.step], beyond: run.beyond }]),
    ...(hours === undefined
      ? []
      : [
          {
            name: `${run.id}: ${hours / 1e6} M hours, ${run.unknown ? 'over the clusters and batches that are not published' : 'failures and goodput included'}`,
            value: hours,
            ranges: [run.unknown === undefined ? hoursOf(run) : hoursOverUnknown(run)!],
          },
        ]),
  ];
});

const isHeld = ({ value, ranges }: Held): boolean => ranges.some((range) => within(value, range));

describe('published runs', () => {
  it.each(all.filter(({ beyond }) => beyond === undefined))(
    '$name lie within half as much again as the stated range',
    ({ value, ranges }) =>
      expect(
        ranges.some((range) => within(value, widened(range))),
        JSON.stringify(ranges),
      ).toBe(true),
  );

  it.each(all.filter(({ beyond }) => beyond !== undefined))(
    '$name lies outside the stated range, as is written beside it, and within a third of the figure',
    ({ value, ranges: [range] }) => {
      expect(within(value, range!)).toBe(false);
      expect(Math.max(value / range!.high, range!.low / value)).toBeLessThan(4 / 3);
    },
  );

  it('lie within the stated range for three in four at least, those beyond it counted', () => {
    const outside = all.filter((figure) => !isHeld(figure));
    expect(outside.length, outside.map(({ name }) => name).join()).toBeLessThanOrEqual(all.length / 4);
  });

  for (const run of PUBLISHED_RUNS) {
    const { interruptions54Days } = run.published;
    const estimate = estimateRunOf(run);
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
