import { assumed, cited } from '../human/figure.ts';
import { exactly, type Preset } from './preset.ts';

/** A robot's or vehicle's loop: at each beat one picture and a task in, one action out, nothing remembered. */
export const controlLoop: Preset = {
  id: 'control-loop',
  modalities: ['image', 'action'],
  turns: exactly(assumed(1)),
  system: assumed(30),
  first: exactly(cited(256, 'openvla', 'patches')),
  next: exactly(assumed(1)),
  output: exactly(cited(7, 'openvla', 'sevenDimensions')),
  think: exactly(assumed(0)),
  context: assumed(2048),
  tasksPerDay: assumed(6 * 3600 * 8),
  peakToMean: assumed(3),
  beat: cited(6, 'openvla', 'actionsRtx4090'),
  promise: { e2e: { percentile: 0.99, seconds: cited(1 / 6, 'openvla', 'oneBeat') } },
};
