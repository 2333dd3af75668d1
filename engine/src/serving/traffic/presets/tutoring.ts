import { PACE, secondsPerToken } from '../human/characters.ts';
import { PEAK_TO_MEAN } from '../human/day-shape.ts';
import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** A lesson: explanations that a pupil reads and answers; faster than it is read helps nobody. */
export const tutoring: Preset = {
  id: 'tutoring',
  modalities: ['text'],
  turns: { median: assumed(12), p95: assumed(40) },
  system: assumed(1200),
  first: { median: assumed(150), p95: assumed(1500) },
  next: { median: assumed(40), p95: assumed(250) },
  output: { median: assumed(220), p95: assumed(700) },
  think: { median: cited(42, 'reading', 'read220'), p95: assumed(240) },
  context: assumed(32_768),
  tasksPerDay: assumed(0.5),
  peakToMean: PEAK_TO_MEAN,
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(1) },
    tpot: {
      percentile: 0.99,
      seconds: cited(secondsPerToken(PACE.readEnglishWords), 'reading', 'asRead'),
    },
  },
};
