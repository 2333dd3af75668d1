import { PACE, secondsPerToken } from '../human/characters.ts';
import { PEAK_TO_MEAN } from '../human/day-shape.ts';
import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

const SPOKEN = secondsPerToken(PACE.speakEnglishWords);

/**
 * A telephone call: the caller speaks about 12 s, the answer is spoken about 15 s. People leave 0.2 s between turns in every language
 * (Stivers et al.); half a second for recognising and speaking on top leaves the model what is promised here.
 */
export const customerServiceSpeech: Preset = {
  id: 'customer-service-speech',
  modalities: ['speech', 'text'],
  turns: { median: assumed(8), p95: assumed(25) },
  system: assumed(2000),
  first: { median: assumed(50), p95: assumed(200) },
  next: {
    median: cited(12 / SPOKEN, 'reading', 'spoken12'),
    p95: assumed(150),
  },
  output: {
    median: cited(15 / SPOKEN, 'reading', 'spoken15'),
    p95: assumed(180),
  },
  think: { median: assumed(25), p95: assumed(70) },
  context: assumed(16_384),
  tasksPerDay: assumed(0.05),
  peakToMean: PEAK_TO_MEAN,
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(0.3) },
    tpot: {
      percentile: 0.99,
      seconds: cited(SPOKEN, 'reading', 'asSpoken'),
    },
  },
};
