import { defineTerm } from '../../because/index.ts';
import { SCHEDULE_CODE } from './in-flight.ts';

/**
 * Seconds of one step of a pipeline, on plain numbers, for search loops: no allocation, no work that grows with stages or micro-batches.
 * `schedule` is SCHEDULE_CODE's number. All times are seconds of one micro-batch: `forward`, `input`, `weight` are summed over all
 * chunks of the model; the `slow...` ones are those of the slowest stage (all its chunks together); `slowStage` is its index.
 * `hop` is the delay of a tensor between neighbours.
 */
export function pipelineSeconds(
  schedule: number,
  stages: number,
  chunks: number,
  microBatches: number,
  forward: number,
  input: number,
  weight: number,
  slowForward: number,
  slowInput: number,
  slowWeight: number,
  slowStage: number,
  hop: number,
): number {
  const p = stages;
  const m = microBatches;
  const total = forward + input + weight;
  const slow = slowForward + slowInput + slowWeight;
  if (p === 1) return m * total;
  if (schedule === SCHEDULE_CODE.gpipe) {
    return gpipeSeconds(p, chunks, m, forward, input + weight, slowForward, slowInput + slowWeight, hop);
  }
  if (schedule === SCHEDULE_CODE['zero-bubble']) {
    return m * slow + ((p - 1) / p) * Math.max(0, forward + input - weight) + 2 * (p - 1) * hop;
  }
  if (schedule === SCHEDULE_CODE['zb-v']) return m * slow + 2 * (p - 1) * hop;
  if (schedule === SCHEDULE_CODE.dualpipe)
    return m * slow + ((p / 2 - 1) / p) * Math.max(0, forward + 2 * input - weight) + p * hop;
  if (chunks > 1) return m * slow + (total - slow) / chunks + 2 * (p - 1) * hop;
  return oneForwardOneBackwardSeconds(p, m, total, slow, slowStage, hop);
}

/** GPipe: forward fills and drains, then backward does. */
export const gpipeSeconds = defineTerm(
  {
    term: 'pipeline_gpipe',
    formula: 'F/v + B/v + 2 (p-1) hop + (v-1) (max(m f/v, F/v + p hop) + max(m b/v, B/v + p hop)) + (m-1) (f + b)/v',
    unit: 's',
    symbols: {
      p: { unit: '1', meaning: 'pipeline stages' },
      v: { unit: '1', meaning: 'chunks per stage' },
      m: { unit: '1', meaning: 'micro-batches' },
      F: { unit: 's', meaning: 'forward of one micro-batch, all stages' },
      B: { unit: 's', meaning: 'backward of one micro-batch, all stages' },
      f: { unit: 's', meaning: 'forward of one micro-batch, slowest stage' },
      b: { unit: 's', meaning: 'backward of one micro-batch, slowest stage' },
      hop: { unit: 's', meaning: 'delay of a tensor between neighbouring stages' },
    },
    source: 'flow shop of constant times; uniform case: Narayanan et al. 2021 (arXiv:2104.04473) section 2.2.1',
  },
  (p: number, v: number, m: number, F: number, B: number, f: number, b: number, hop: number): number =>
    (F + B) / v +
    2 * (p - 1) * hop +
    (v - 1) * (Math.max((m * f) / v, F / v + p * hop) + Math.max((m * b) / v, B / v + p * hop)) +
    ((m - 1) * (f + b)) / v,
);

/** 1F1B: fill, the slowest cycle for the rest, drain. */
export const oneForwardOneBackwardSeconds = defineTerm(
  {
    term: 'pipeline_1f1b',
    formula:
      'T + 2 (p-1) hop + (m-1) max(t, (T + 2 (p-1) hop)/p), tail of the stages after the slowest counted once more',
    unit: 's',
    symbols: {
      p: { unit: '1', meaning: 'pipeline stages' },
      m: { unit: '1', meaning: 'micro-batches' },
      T: { unit: 's', meaning: 'forward and backward of one micro-batch, all stages' },
      t: { unit: 's', meaning: 'forward and backward of one micro-batch, slowest stage' },
      s: { unit: '1', meaning: 'index of the slowest stage' },
      hop: { unit: 's', meaning: 'delay of a tensor between neighbouring stages' },
    },
    source:
      'longest path of the schedule (Ridgepoint); uniform case: Narayanan et al. 2021 (arXiv:2104.04473) section 2.2.1',
  },
  (p: number, m: number, T: number, t: number, s: number, hop: number): number => {
    const trip = T + 2 * (p - 1) * hop;
    const after = Math.min(p - 1 - s, m - 1);
    const others = (T - t) / Math.max(1, p - 1);
    const single = trip + after * (others + (after > 0 ? 2 * hop : 0)) + (m - 1 - after) * t;
    const around = trip + ((m - 1) * trip) / p;
    return Math.max(single, Math.min(around, trip + (m - 1) * (others + 2 * hop) + (t - others)));
  },
);
