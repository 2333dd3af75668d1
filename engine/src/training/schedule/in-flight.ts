import type { SCHEDULES } from '../strategy.ts';

/** Number of a schedule in hot loops: its place in SCHEDULES. */
export const SCHEDULE_CODE = {
  '1f1b': 0,
  interleaved: 1,
  gpipe: 2,
  'zero-bubble': 3,
  'zb-v': 4,
  dualpipe: 5,
} as const satisfies Record<(typeof SCHEDULES)[number], number>;

/**
 * Peak number of activations held on `stage`, in units of one chunk's activations of one micro-batch (an activation lives from the start of
 * its forward to the end of its input gradient).
 * - 1f1b: min(m, p - s) (Narayanan et al. 2021, section 2.2.1); interleaved: warm-up 2 (p - s - 1) + (v - 1) p, plus one
 *   (stage 0: p v + p - 1, the 1 + (p - 1)/(p v) of Korthikanti et al. 2022, arXiv:2205.05198, section 4.2.3)
 * - gpipe: m v; zero-bubble (H1): as 1f1b; zb-v: 2 p half-size chunks; dualpipe: p + 1 micro-batches of `chunks` chunks.
 */
export function inFlight(
  schedule: number,
  stages: number,
  chunks: number,
  microBatches: number,
  stage: number,
): number {
  const p = stages;
  const m = microBatches;
  switch (schedule) {
    case SCHEDULE_CODE.gpipe:
      return m * chunks;
    case SCHEDULE_CODE['zb-v']:
      return Math.min(m, p) * 2;
    case SCHEDULE_CODE.dualpipe:
      return Math.min(m, p + 1) * chunks;
    case SCHEDULE_CODE['zero-bubble']:
      return Math.min(m, p - stage);
    default:
      if (chunks === 1) return Math.min(m, p - stage);
      return Math.min(m * chunks, (p - stage - 1) * 2 + (chunks - 1) * p + 1);
  }
}
