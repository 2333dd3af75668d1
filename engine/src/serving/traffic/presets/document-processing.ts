import { assumed, cited } from '../human/figure.ts';
import { exactly, type Preset } from './preset.ts';

/** Long texts read once and summed up, nobody waiting in front of a screen: lengths of scientific papers and their abstracts. */
export const documentProcessing: Preset = {
  id: 'document-processing',
  modalities: ['text'],
  turns: exactly(assumed(1)),
  system: assumed(300),
  first: { median: cited(2730, 'arxiv-summarization'), p95: cited(3813, 'arxiv-summarization') },
  next: exactly(assumed(1)),
  output: { median: cited(167, 'arxiv-summarization'), p95: cited(737, 'arxiv-summarization') },
  think: exactly(assumed(0)),
  context: assumed(32_768),
  tasksPerDay: assumed(20),
  peakToMean: assumed(3),
  promise: { e2e: { percentile: 0.95, seconds: assumed(60) } },
};
