import * as z from 'zod';
import { choice, quantity } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { hoursOfDay } from './hours-of-day.ts';

/** What a question about carbon says besides where it runs: how long, what is drawn, when, and what making machines takes. */
const carbon = later(() =>
  z.strictObject({
    hours: quantity('GPU-h', { min: 1e-6, max: 1e15 }, { flag: 'hours' }).optional(),
    duration: quantity('s', { min: 1, max: 1e11 }, { flag: 'duration' }).optional(),
    power: choice(['load', 'rated'], { flag: 'power' }).optional(),
    watts: quantity('W', { min: 1e-3, max: 1e6 }, { flag: 'watts' }).optional(),
    network_share: quantity('1', { max: 10 }, { flag: 'network-share' }).optional(),
    intensity: quantity('kgCO2e/kWh', { max: 10 }, { flag: 'intensity' }).optional(),
    between: hoursOfDay('between').optional(),
    embodied: quantity('kgCO2e', { max: 1e6 }, { flag: 'embodied' }).optional(),
    years: quantity('year', { min: 0.01, max: 100 }, { flag: 'years' }).optional(),
    use: quantity('1', { min: 0.001, max: 1 }, { flag: 'use' }).optional(),
  }),
);
export type CarbonWords = z.output<typeof carbon>;

/** Accelerator-hours, or a run to be planned; the rest as in a scenario of training. */
export const carbonInput = later(() => {
  const { assert: _, train, ...scenario } = scenarioSchema.shape;
  return z.strictObject({ carbon: carbon.optional(), ...scenario, train: z.optional(train) });
});
export type CarbonInput = z.output<typeof carbonInput>;
