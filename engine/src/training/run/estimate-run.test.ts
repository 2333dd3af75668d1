import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reliability } from '../problem.ts';
import { estimateRun, type RunInput } from './estimate-run.ts';
import { secondsBetweenInterruptions, secondsLostPerInterruption } from './terms.ts';

const RUNS = { numRuns: 1000 };
const NEVER: Reliability = {
  acceleratorHoursPerInterruption: Number.POSITIVE_INFINITY,
  restartSeconds: 600,
  checkpointSeconds: 0,
  checkpointEverySeconds: null,
};
const exactly = (value: number) => ({ value, low: value, high: value, unit: 's' });

const reliability = fc.record({
  acceleratorHoursPerInterruption: fc.double({ min: 1e3, max: 1e7, noNaN: true }),
  restartSeconds: fc.double({ min: 0, max: 3600, noNaN: true }),
  checkpointSeconds: fc.double({ min: 0, max: 900, noNaN: true }),
  checkpointEverySeconds: fc.option(fc.double({ min: 60, max: 86_400, noNaN: true })),
});
const input: fc.Arbitrary<RunInput> = fc
  .record({
    step: fc.double({ min: 0.01, max: 300, noNaN: true }),
    spread: fc.double({ min: 1, max: 2, noNaN: true }),
    tokens: fc.double({ min: 1e6, max: 1e14, noNaN: true }),
    tokensPerStep: fc.integer({ min: 1024, max: 2 ** 26 }),
    accelerators: fc.integer({ min: 1, max: 200_000 }),
    reliability,
  })
  .map(({ step, spread, ...rest }) => ({
    ...rest,
    step: { value: step, low: step / spread, high: step * spread, unit: 's' },
  }));

describe('a run that never fails and saves nothing', () => {
  test('lasts exactly as long as its steps', () => {
    fc.assert(
      fc.property(input, (given) => {
        const run = estimateRun({ ...given, reliability: NEVER });
        expect(run.wallSeconds).toEqual(run.productiveSeconds);
        expect(run.goodput).toBe(1);
        expect(run.interruptions).toBe(0);
        expect(run.checkpointSeconds).toBe(0);
      }),
      RUNS,
    );
  });
});

describe('a run', () => {
  test('never takes less than its steps; goodput lies in (0, 1]; the range is ordered', () => {
    fc.assert(
      fc.property(input, (given) => {
        const run = estimateRun(given);
        if (run.wallSeconds.value === Number.POSITIVE_INFINITY) return;
        expect(run.goodput).toBeGreaterThan(0);
        expect(run.goodput).toBeLessThanOrEqual(1);
        const slack = 1 + 1e-12;
        expect(run.wallSeconds.low).toBeLessThanOrEqual(run.wallSeconds.value * slack);
        expect(run.wallSeconds.value).toBeLessThanOrEqual(run.wallSeconds.high * slack);
      }),
      RUNS,
    );
  });

  test('never ends sooner for failing more often, restarting slower or saving longer', () => {
    const worse = fc.double({ min: 1, max: 20, noNaN: true });
    fc.assert(
      fc.property(input, worse, worse, worse, (given, failures, restart, save) => {
        const { reliability: mild } = given;
        const harsh = {
          ...mild,
          acceleratorHoursPerInterruption: mild.acceleratorHoursPerInterruption / failures,
          restartSeconds: mild.restartSeconds * restart,
          checkpointSeconds: mild.checkpointSeconds * save,
        };
        const before = estimateRun(given).wallSeconds.value;
        const after = estimateRun({ ...given, reliability: harsh }).wallSeconds.value;
        // Daly's interval is an approximate optimum: where it sets the pace the order holds to 1e-3, else to rounding.
        const slack = mild.checkpointEverySeconds === null ? 1e-3 : 1e-9;
        expect(after).toBeGreaterThanOrEqual(before * (1 - slack));
      }),
      RUNS,
    );
  });

  test('is twice as long for twice the step time, where it is long against its checkpoint interval', () => {
    fc.assert(
      fc.property(input, (given) => {
        const long = { ...given, tokens: 1e14, tokensPerStep: 1024, step: exactly(given.step.value) };
        const once = estimateRun(long);
        const twice = estimateRun({ ...long, step: exactly(given.step.value * 2) });
        // With steps twice as long, interruptions may come too often for a run that just ended.
        if (![once, twice].every(({ wallSeconds }) => Number.isFinite(wallSeconds.value))) return;
        expect(twice.wallSeconds.value / once.wallSeconds.value).toBeCloseTo(2, 9);
      }),
      RUNS,
    );
  });

  test('loses a restart and half an interval at each interruption, where those are rare', () => {
    const given = { step: exactly(5), tokens: 1e13, tokensPerStep: 2 ** 22, accelerators: 1024 };
    const { checkpointEverySeconds: every, ...run } = estimateRun({
      ...given,
      reliability: { ...NEVER, acceleratorHoursPerInterruption: 1e6, checkpointSeconds: 30 },
    });
    const lost = run.wallSeconds.value - run.productiveSeconds.value - run.checkpointSeconds;
    expect(lost / run.interruptions / secondsLostPerInterruption(600, every, 30)).toBeCloseTo(1, 2);
  });

  test('counts a short last step as a step, and saves once where it is shorter than the interval', () => {
    const run = estimateRun({
      step: exactly(2),
      tokens: 1001,
      tokensPerStep: 100,
      accelerators: 8,
      reliability: { ...NEVER, checkpointSeconds: 3 },
    });
    expect(run.steps).toBe(11);
    expect(run.productiveSeconds.value).toBe(22);
    expect(run.checkpointEverySeconds).toBe(22);
    expect(run.wallSeconds.value).toBeCloseTo(25, 12);
  });

  test.each([
    [{ tokens: 0 }, 'tokens 0 is not above 0'],
    [{ accelerators: -1 }, 'accelerators -1 is not above 0'],
    [{ reliability: { ...NEVER, checkpointEverySeconds: 0 } }, 'checkpointEverySeconds 0 is not above 0'],
    [{ reliability: { ...NEVER, restartSeconds: -1 } }, 'restartSeconds -1 is below 0'],
    [{ step: { value: 3, low: 4, high: 5, unit: 's' } }, 'step 3 s lies outside its range 4 to 5 s'],
  ])('refuses %o', (wrong, message) => {
    const right = { step: exactly(1), tokens: 1e6, tokensPerStep: 1e3, accelerators: 8, reliability: NEVER };
    expect(() => estimateRun({ ...right, ...wrong })).toThrow(message);
  });
});

test('a machine that fails long before it can restart never ends', () => {
  const hopeless = { ...NEVER, acceleratorHoursPerInterruption: 1, restartSeconds: 3600 };
  const run = estimateRun({
    step: exactly(1),
    tokens: 1e9,
    tokensPerStep: 1e6,
    accelerators: 1e4,
    reliability: hopeless,
  });
  expect(run.wallSeconds.value).toBe(Number.POSITIVE_INFINITY);
  expect(run.goodput).toBe(0);
});

test('interruptions are the wall time over the mean time between them', () => {
  const given = { step: exactly(5), tokens: 1e12, tokensPerStep: 2 ** 22, accelerators: 1024 };
  const run = estimateRun({ ...given, reliability: { ...NEVER, acceleratorHoursPerInterruption: 5e4 } });
  expect(run.interruptions).toBeCloseTo(run.wallSeconds.value / secondsBetweenInterruptions(5e4, 1024), 9);
});
