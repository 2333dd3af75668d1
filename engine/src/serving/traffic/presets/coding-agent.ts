import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** An agent that changes a repository: many short steps, each with the whole history before it; tools run between them. */
export const codingAgent: Preset = {
  id: 'coding-agent',
  modalities: ['text'],
  turns: { median: assumed(25), p95: assumed(100) },
  system: assumed(8000),
  first: { median: assumed(1500), p95: assumed(12_000) },
  next: { median: cited(800, 'vllm-mooncake', 'turn30'), p95: assumed(8000) },
  output: { median: cited(250, 'vllm-mooncake', 'ratio131'), p95: assumed(1200) },
  think: { median: assumed(3), p95: assumed(45) },
  context: assumed(131_072),
  tasksPerDay: assumed(12),
  peakToMean: assumed(4),
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(3) },
    tpot: { percentile: 0.99, seconds: cited(0.04, 'mlperf-5.0', 'llama2Interactive') },
  },
};
