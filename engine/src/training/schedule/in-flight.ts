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
 * Peak number of activations held on `stage`, in units of one chunk's activations of one micro-batch: from the start of its forward to the
 * end of its input gradient. Equal to what `simulate` counts.
 * - gpipe: m v
 * - 1f1b and zero-bubble (H1): min(m, p - s) (Narayanan et al. 2021, arXiv:2104.04473, section 2.2.1)
 * - interleaved: warm-up 2 (p - s - 1) + (v - 1) p, plus one; on stage 0 p v + p - 1, the factor 1 + (p - 1)/(p v) of Korthikanti et al. 2022
 *   (arXiv:2205.05198, section 4.2.3); fewer where the last group is not full
 * - zb-v: 2 p half-size chunks (Qi et al. 2024, arXiv:2401.10241, section 6)
 * - dualpipe: p + 1 micro-batches (DeepSeek-V3, arXiv:2412.19437, table 2) of `chunks` chunks
 * What a put-off weight gradient still needs is not in it: see `awaitingWeight`.
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
      return Math.min(2 * p, 2 * m, m + 1 + stage);
    case SCHEDULE_CODE.dualpipe:
      return dualpipeInFlight(p, m, stage) * chunks;
    case SCHEDULE_CODE.interleaved:
      return chunks === 1 ? Math.min(m, p - stage) : interleavedInFlight(p, chunks, m, stage);
    default:
      return Math.min(m, p - stage);
  }
}

/**
 * Peak number of chunk micro-batches on `stage` whose input gradient is done while their weight gradient is not; their layer inputs and output
 * gradients are still held. 0 for schedules that compute both at once. At least as many as `simulate` counts; equal for m >= 2 p but for DualPipe.
 */
export function awaitingWeight(
  schedule: number,
  stages: number,
  chunks: number,
  microBatches: number,
  stage: number,
): number {
  const p = stages;
  const m = microBatches;
  switch (schedule) {
    case SCHEDULE_CODE['zero-bubble']:
      return Math.min(m, stage + 1);
    case SCHEDULE_CODE['zb-v']:
      return Math.min(2 * m, 2 * stage + 1);
    case SCHEDULE_CODE.dualpipe:
      return p === 1 ? 0 : Math.min(m, Math.min(stage, p - 1 - stage) + 1) * chunks;
    default:
      return 0;
  }
}

/** The stream that enters nearer holds up to p - n, the other n + 1, n steps from the nearer end; the first stream takes the odd micro-batch. */
function dualpipeInFlight(p: number, m: number, stage: number): number {
  if (p === 1) return 1;
  const n = Math.min(stage, p - 1 - stage);
  const nearer = stage < p / 2 ? Math.ceil(m / 2) : Math.floor(m / 2);
  return Math.min(nearer, p - n) + Math.min(m - nearer, n + 1);
}

/** Forwards up to the one that pairs with the first backward, those left out of groups that are not full not counted. */
function interleavedInFlight(p: number, v: number, m: number, stage: number): number {
  const forwards = 2 * (p - 1 - stage) + (v - 1) * p + 1;
  if (m >= p) return forwards <= v * p ? forwards : v * p + Math.min(forwards - v * p, m - p);
  const blocks = Math.floor(forwards / p);
  return Math.min(m * v, blocks * m + Math.min(forwards - blocks * p, m));
}
