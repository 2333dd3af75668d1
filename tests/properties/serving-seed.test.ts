import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RequestRecord, SCHEDULERS, type StepTimer, simulateReplica } from '../../engine/src/serving/index.ts';
import { FIXED_SEED } from '../effort.ts';
import { casesOf } from './serving-traces.ts';

/** Twelve digits: what a different order of additions or another version of a function of Math would show. */
const canonical = (r: RequestRecord): string =>
  Object.values(r)
    .map((v) => (typeof v === 'number' ? Number(v.toPrecision(12)) : v))
    .join(',');

/** Seconds that no sum holds exactly. */
const timer: StepTimer = {
  seconds: (s) =>
    1e-3 + 1.1e-5 * s.decodes + 2.3e-5 * s.chunkTokens + 3.7e-8 * s.decodeContext + 1e-7 * Math.sqrt(s.chunkPairs),
};

/** Of the cases below; changes with them and with what a scheduler does. */
const DIGEST = 'd4c0dd433f5a403c2d775da913f600caca25850ef4898ac5f2dbf09eaba16b9a';

function digest(seed: number): string {
  const hash = createHash('sha256');
  for (const scheduler of SCHEDULERS) {
    for (const { trace, settings } of fc.sample(casesOf(scheduler), { seed: FIXED_SEED, numRuns: 30 })) {
      const { totals } = simulateReplica(trace, settings, timer, {
        seed,
        sink: { record: (r) => void hash.update(`${canonical(r)}\n`) },
      });
      hash.update(`${totals.steps},${Number(totals.busySeconds.toPrecision(12))}\n`);
    }
  }
  return hash.digest('hex');
}

it('the same seed gives the same answer, here as on every Node; another seed another', () => {
  expect(digest(1)).toBe(DIGEST);
  expect(digest(2)).not.toBe(digest(1));
});
