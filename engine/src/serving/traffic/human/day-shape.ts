import { cited } from './figure.ts';

/**
 * Rate by hour of the day over its mean: ServeGen's m-small, 43 clients over 14 days, summed and averaged by hour. The profiles do not say
 * in which time zone their time 0 is; the evening peak suggests midnight at the users' place.
 */
export const DAY_SHAPE = {
  source: 'servegen',
  weights: [
    0.84, 0.71, 0.73, 0.68, 0.71, 0.66, 0.68, 0.85, 1.02, 1.05, 1.13, 1.09, 1.06, 1.07, 1.06, 1.05, 1.09, 1.08, 1.01,
    1.23, 1.46, 1.4, 1.27, 1.06,
  ],
} as const;

/** Busiest ten minutes of those 14 days over their mean. */
export const PEAK_TO_MEAN = cited(3.3, 'servegen', 'busiest14Days');
