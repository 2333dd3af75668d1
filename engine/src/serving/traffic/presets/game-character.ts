import { PACE, secondsPerToken } from '../human/characters.ts';
import { PEAK_TO_MEAN } from '../human/day-shape.ts';
import { assumed, cited } from '../human/figure.ts';
import type { Preset } from './preset.ts';

/** A character in a game: a persona and the state of its world, a line from the player, a line back, spoken. */
export const gameCharacter: Preset = {
  id: 'game-character',
  modalities: ['text', 'speech'],
  turns: { median: assumed(6), p95: assumed(20) },
  system: assumed(1500),
  first: { median: assumed(200), p95: assumed(500) },
  next: { median: assumed(20), p95: assumed(60) },
  output: { median: assumed(40), p95: assumed(110) },
  think: { median: assumed(15), p95: assumed(60) },
  context: assumed(8192),
  tasksPerDay: assumed(8),
  peakToMean: PEAK_TO_MEAN,
  promise: {
    ttft: { percentile: 0.95, seconds: assumed(0.5) },
    tpot: {
      percentile: 0.99,
      seconds: cited(secondsPerToken(PACE.speakEnglishWords), 'reading', 'asSpoken'),
    },
  },
};
