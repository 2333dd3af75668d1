import { PEAK_TO_MEAN } from '../human/day-shape.ts';
import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** A doctor of one's own: the patient's record is read each time, and the answer is thought through before it is given. */
export const medicalAssistant: Preset = {
  id: 'medical-assistant',
  modalities: ['text'],
  turns: { median: assumed(4), p95: assumed(12) },
  system: assumed(1500),
  first: { median: assumed(4000), p95: assumed(20_000) },
  next: { median: assumed(60), p95: assumed(400) },
  output: {
    median: cited(792, 'servegen', 'reasoning'),
    p95: cited(5701, 'servegen', 'reasoning'),
  },
  think: { median: assumed(60), p95: assumed(300) },
  context: assumed(65_536),
  tasksPerDay: assumed(0.2),
  peakToMean: PEAK_TO_MEAN,
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(2) },
    tpot: { percentile: 0.99, seconds: cited(0.04, 'mlperf-5.0', 'llama2Interactive') },
  },
};
