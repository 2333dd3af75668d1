import { PEAK_TO_MEAN } from '../human/day-shape.ts';
import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** Chat about anything, typed. Answers as Azure's conversation trace has them; its prompts (median 1,020 tokens) come out of the turns. */
export const personalAssistant: Preset = {
  id: 'personal-assistant',
  modalities: ['text'],
  turns: { median: assumed(3), p95: assumed(10) },
  system: assumed(300),
  first: { median: assumed(100), p95: assumed(1200) },
  next: { median: assumed(50), p95: assumed(500) },
  output: { median: cited(129, 'azure-2023', 'conversationTrace'), p95: cited(451, 'azure-2023', 'conversationTrace') },
  think: { median: assumed(40), p95: assumed(240) },
  context: assumed(32_768),
  tasksPerDay: cited(18e9 / 700e6 / 7 / 3.95, 'chatgpt', 'messagesPerWeek'),
  peakToMean: PEAK_TO_MEAN,
  promise: {
    ttft: { percentile: 0.99, seconds: cited(0.45, 'mlperf-5.0', 'llama2Interactive') },
    tpot: { percentile: 0.99, seconds: cited(0.04, 'mlperf-5.0', 'llama2Interactive') },
  },
};
