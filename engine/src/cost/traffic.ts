import { defineTerm } from '../because/index.ts';

/** Norms, activations, residuals, rotary, casts, permutes, optimizer: bytes through memory. */
export const trafficSeconds = defineTerm(
  {
    term: 'traffic.seconds',
    formula: 'passes · bytes / bandwidth',
    unit: 's',
    symbols: {
      bytes: { unit: 'B', meaning: 'bytes read and written when every value is moved once an operation' },
      passes: {
        unit: '1',
        meaning: 'passes against that count: < 1 where kernels are fused, > 1 where a framework moves more',
      },
      bandwidth: { unit: 'B/s', meaning: 'achieved memory bandwidth' },
    },
    source: 'memory-bound operators; passes by framework in training/presets',
  },
  (bytes: number, passes: number, bandwidth: number) => (passes * bytes) / bandwidth,
);

/** Backward of element-wise work moves this many times the forward's bytes (the gradient and the kept input). */
export const TRAFFIC_BACKWARD = 1.8; // FITTED_ONCE (machine/fitted-once); by count 1.5: two read and one written for one and one

/** Seconds of GPU work and of launching it: the longer one paces, softly. */
export const paced = defineTerm(
  {
    term: 'launch.paced',
    formula: '(work^3.4 + launch^3.4)^(1/3.4)',
    unit: 's',
    symbols: {
      work: { unit: 's', meaning: 'seconds the kernels take' },
      launch: { unit: 's', meaning: 'seconds the host needs to launch them' },
    },
    source: 'p-norm; p = 3.4 fitted once on the A100 runs of vTrain (arXiv:2312.12391), 2026-11',
  },
  (work: number, launch: number) => {
    if (launch <= 0) return work;
    if (work <= 0) return launch;
    const ratio = Math.min(work, launch) / Math.max(work, launch);
    return Math.max(work, launch) * (1 + ratio ** 3.4) ** (1 / 3.4);
  },
);
