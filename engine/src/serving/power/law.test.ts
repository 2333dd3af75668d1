import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXED_SEED, inputs } from '../../../../tests/effort.ts';
import { noWork, POWER_PARAMETERS, type PowerParameters, type PowerWork, promptShare, wattsOfWork } from './index.ts';

const chip = { tdp: 700, bandwidth: 3.35e12, peak: 989e12, polls: false, unpacks: false };
/** Any parameters that a fit may give. */
const parameters = fc.record(
  Object.fromEntries(
    POWER_PARAMETERS.map(({ name, low, high }) => [name, fc.double({ min: low, max: high, noNaN: true })]),
  ),
) as unknown as fc.Arbitrary<PowerParameters>;
const amount = (most: number) => fc.double({ min: 0, max: most, noNaN: true });
const work: fc.Arbitrary<PowerWork> = fc.record({
  weightBytes: amount(2e11),
  expertBytes: amount(2e11),
  cacheBytes: amount(2e11),
  decodeFlop: amount(1e14),
  promptFlop: amount(1e14),
  paddedFlop: amount(1e14),
});
const seconds = fc.double({ min: 1e-4, max: 1, noNaN: true });
const runs = { numRuns: inputs(300), seed: FIXED_SEED };
const ROUNDING = 1e-9;

describe('the law of watts', () => {
  it('stays between its bent floor and its limit', () => {
    fc.assert(
      fc.property(parameters, work, seconds, (p, w, t) => {
        const watts = wattsOfWork(p, chip, w, t);
        expect(watts).toBeLessThanOrEqual(p.limit * chip.tdp * (1 + ROUNDING));
        expect(watts).toBeGreaterThanOrEqual(wattsOfWork(p, chip, noWork(), 1) * (1 - ROUNDING));
      }),
      runs,
    );
  });

  it('grows with every part of the work and falls with the time it takes', () => {
    fc.assert(
      fc.property(
        parameters,
        work,
        seconds,
        fc.constantFrom(...(Object.keys(noWork()) as (keyof PowerWork)[])),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (p, w, t, part, times) => {
          const watts = wattsOfWork(p, chip, w, t);
          expect(wattsOfWork(p, chip, { ...w, [part]: w[part] * times }, t)).toBeGreaterThanOrEqual(
            watts - ROUNDING * 700,
          );
          expect(wattsOfWork(p, chip, w, t * times)).toBeLessThanOrEqual(watts + ROUNDING * 700);
        },
      ),
      runs,
    );
  });

  it('has no watts for no time', () => {
    const p = Object.fromEntries(
      POWER_PARAMETERS.map(({ name, start }) => [name, start]),
    ) as unknown as PowerParameters;
    expect(wattsOfWork(p, chip, noWork(), 0)).toBeNaN();
    expect(wattsOfWork(p, chip, noWork(), Number.NaN)).toBeNaN();
  });

  it('gives prompts the time that half of peak takes', () => {
    expect(promptShare({ ...noWork(), promptFlop: 989e12 * 0.1 }, 1, chip.peak)).toBeCloseTo(0.2, 12);
  });
});
