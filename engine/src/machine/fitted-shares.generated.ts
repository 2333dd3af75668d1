/** Fitted to the training corpus of 2026-11. Written by calibration/training.ts; not by hand. */
export const FITTED_SHARES = {
  'ampere.matmul': { value: 0.7879, prior: 0.81, deviation: 0.011, runs: 454, families: 12, identified: true, meaning: 'share of the dense 16-bit peak that large products sustain in training, ampere' },
  'ampere.attention-forward': { value: 0.5411, prior: 0.52, deviation: 0.18, runs: 159, families: 6, identified: false, meaning: 'fused attention forward, share of the 16-bit peak, ampere' },
  'ampere.attention-backward': { value: 0.2667, prior: 0.27, deviation: 0.052, runs: 176, families: 6, identified: true, meaning: 'fused attention backward, share of the 16-bit peak, ampere' },
  'hopper.matmul': { value: 0.6776, prior: 0.69, deviation: 0.015, runs: 366, families: 11, identified: true, meaning: 'share of the dense 16-bit peak that large products sustain in training, hopper' },
  'hopper.attention-forward': { value: 0.4746, prior: 0.37, deviation: 0.26, runs: 282, families: 10, identified: false, meaning: 'fused attention forward, share of the 16-bit peak, hopper' },
  'hopper.attention-backward': { value: 0.2936, prior: 0.31, deviation: 0.071, runs: 366, families: 11, identified: true, meaning: 'fused attention backward, share of the 16-bit peak, hopper' },
  'hopper.fp8': { value: 0.9908, prior: 0.935, deviation: 0.027, runs: 198, families: 8, identified: true, meaning: 'rate of the format as a share of (its own peak x the 16-bit share), casts apart' },
  'blackwell.matmul': { value: 0.5661, prior: 0.55, deviation: 0.026, runs: 137, families: 5, identified: true, meaning: 'share of the dense 16-bit peak that large products sustain in training, blackwell' },
  'blackwell.attention-forward': { value: 0.4543, prior: 0.447, deviation: 0.28, runs: 122, families: 4, identified: false, meaning: 'fused attention forward, share of the 16-bit peak, blackwell' },
  'blackwell.attention-backward': { value: 0.4449, prior: 0.426, deviation: 0.12, runs: 137, families: 5, identified: true, meaning: 'fused attention backward, share of the 16-bit peak, blackwell' },
  'blackwell.fp8': { value: 0.9387, prior: 0.935, deviation: 0.033, runs: 101, families: 5, identified: true, meaning: 'rate of the format as a share of (its own peak x the 16-bit share), casts apart' },
  'blackwell.mxfp8': { value: 0.86, prior: 0.86, deviation: 0.15, runs: 0, families: 0, identified: false, meaning: 'rate of the format as a share of (its own peak x the 16-bit share), casts apart' },
  'blackwell.nvfp4': { value: 0.6882, prior: 0.69, deviation: 0.061, runs: 12, families: 2, identified: true, meaning: 'rate of the format as a share of (its own peak x the 16-bit share), casts apart' },
  'tpu-v6e.matmul': { value: 0.6658, prior: 0.66, deviation: 0.038, runs: 20, families: 1, identified: true, meaning: 'share of the dense 16-bit peak that large products sustain in training, tpu-v6e' },
  'tpu-v6e.attention-forward': { value: 0.4009, prior: 0.4, deviation: 0.29, runs: 17, families: 1, identified: false, meaning: 'fused attention forward, share of the 16-bit peak, tpu-v6e' },
  'tpu-v6e.attention-backward': { value: 0.3055, prior: 0.3, deviation: 0.23, runs: 20, families: 1, identified: false, meaning: 'fused attention backward, share of the 16-bit peak, tpu-v6e' },
};
