import { PEAK_TO_MEAN } from '../human/day-shape.ts';
import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** A question answered from passages that a search found: a long prompt that no two questions share, a short answer. */
export const ragSearch: Preset = {
  id: 'rag-search',
  modalities: ['text'],
  turns: { median: assumed(1), p95: assumed(4) },
  system: assumed(400),
  first: { median: assumed(3000), p95: assumed(8000) },
  next: { median: assumed(2500), p95: assumed(7000) },
  output: { median: cited(129, 'azure-2023', 'conversationTrace'), p95: cited(451, 'azure-2023', 'conversationTrace') },
  think: { median: assumed(45), p95: assumed(240) },
  context: assumed(32_768),
  tasksPerDay: assumed(4),
  peakToMean: PEAK_TO_MEAN,
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(1) },
    tpot: { percentile: 0.99, seconds: cited(0.04, 'mlperf-5.0', 'llama2Interactive') },
  },
};
