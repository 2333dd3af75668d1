import { describe, expect, test } from 'vitest';
import { checkpointInterval, secondsBetweenInterruptions, wallSeconds, youngInterval } from './terms.ts';

const MINUTE = 60;
const HOUR = 3600;

describe("Daly's interval", () => {
  // Daly (2006), captions of Figures 3 to 5: δ = 5 min, R = 10 min.
  test.each([
    [24 * HOUR, 117],
    [6 * HOUR, 57],
    [15 * MINUTE, 9.1],
  ])('is the published one at a mean time between interruptions of %d s', (mtbf, minutes) => {
    const digits = minutes < 10 ? 1 : 0;
    expect((checkpointInterval(5 * MINUTE, mtbf) / MINUTE).toFixed(digits)).toBe(minutes.toFixed(digits));
  });

  test('lies at the minimum of the wall time', () => {
    const wall = (every: number) => wallSeconds(500 * HOUR, every, 5 * MINUTE, 6 * HOUR, 10 * MINUTE);
    const best = wall(checkpointInterval(5 * MINUTE, 6 * HOUR));
    for (let every = MINUTE; every < 5 * HOUR; every += MINUTE) expect(wall(every)).toBeGreaterThan(best * (1 - 1e-6));
  });

  test("is close to Young's where saving is cheap and not where it is dear", () => {
    expect(checkpointInterval(1, 1e6) / youngInterval(1, 1e6)).toBeCloseTo(1, 3);
    expect(checkpointInterval(100, 100)).toBeLessThan(0.7 * youngInterval(100, 100));
    expect(checkpointInterval(300, 100)).toBe(100);
  });

  test('is endless where nothing fails', () => {
    expect(checkpointInterval(10, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(checkpointInterval(0, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(checkpointInterval(0, 100)).toBe(0);
    expect(youngInterval(0, Number.POSITIVE_INFINITY)).toBe(0);
  });
});

describe('mean time between interruptions', () => {
  // arXiv 2410.21680: 6.50 failures per 1000 node-days of 8 GPUs; the paper projects 1.8 h and 0.23 h.
  test.each([
    [16_384, 1.8, 0.01],
    [131_072, 0.23, 0.03],
  ])('of %d GPUs is what Meta projects for RSC-1', (gpus, hours, share) => {
    const found = secondsBetweenInterruptions((8 * 24) / 0.0065, gpus) / HOUR;
    expect(Math.abs(found / hours - 1)).toBeLessThan(share);
  });
});

test('the wall time agrees with a simulation of random failures', () => {
  const [every, save, mtbf, restart, work] = [600, 60, 2000, 300, 600 * 50];
  let state = 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const nextFailure = () => -mtbf * Math.log(uniform());
  let total = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++)
    for (let done = 0; done < work; done += every) {
      // One segment: training and its save must pass without a failure; a restart can fail too.
      for (let running = true; ; running = true) {
        const failure = nextFailure();
        if (failure >= every + save) {
          total += every + save;
          break;
        }
        total += failure;
        while (running) {
          const again = nextFailure();
          running = again < restart;
          total += Math.min(again, restart);
        }
      }
    }
  expect(Math.abs(total / runs / wallSeconds(work, every, save, mtbf, restart) - 1)).toBeLessThan(0.02);
});
