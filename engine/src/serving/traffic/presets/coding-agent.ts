import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** An agent that changes a repository: many short steps, each with the whole history before it; tools run between them. */
export const codingAgent: Preset = {
  id: 'coding-agent',
  modalities: ['text'],
  turns: { median: assumed(25), p95: assumed(100) },
  system: assumed(8000),
  first: { median: assumed(1500), p95: assumed(12_000) },
  next: { median: assumed(400), p95: assumed(5000) },
  output: {
    median: cited(120, 'mooncake', 'toolAgentMean'),
    p95: assumed(520),
  },
  think: { median: assumed(3), p95: assumed(45) },
  context: assumed(131_072),
  tasksPerDay: assumed(12),
  peakToMean: assumed(4),
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(3) },
    tpot: { percentile: 0.99, seconds: cited(0.03, 'mlperf-5.1', 'llama31Interactive') },
  },
};
