import { defineTerm } from '../../because/index.ts';

const MILLION = 1e6;
const HOUR = 3600;

/** USD of a million tokens of one kind. */
export const perMillion = defineTerm<[number, number, number]>(
  {
    term: 'serving.per-million',
    formula: 'usd · share · 1e6 / (3600 · rate)',
    unit: 'USD',
    symbols: {
      usd: { unit: 'USD/h', meaning: 'all accelerators for an hour' },
      share: { unit: 'share', meaning: 'of the time of iterations that these tokens take' },
      rate: { unit: 'token/s', meaning: 'such tokens a second' },
    },
    source:
      'prompts pay for the seconds that they add to iterations, cached tokens for reading them, answers for the rest',
  },
  (usd, share, rate) => (usd * share * MILLION) / (HOUR * rate),
);

/** USD of an hour of all accelerators. */
export const hourly = defineTerm<[number, number]>(
  {
    term: 'serving.hourly',
    formula: 'N · p',
    unit: 'USD/h',
    symbols: {
      N: { unit: '1', meaning: 'accelerators' },
      p: { unit: 'USD/h', meaning: 'price of one for an hour' },
    },
    source: 'definition',
  },
  (accelerators, price) => accelerators * price,
);

/** Joules of one output token, all energy counted. */
export const joulesPerToken = defineTerm<[number, number]>(
  {
    term: 'serving.joules-per-token',
    formula: 'W / rate',
    unit: 'J/token',
    symbols: {
      W: { unit: 'W', meaning: 'power' },
      rate: { unit: 'token/s', meaning: 'output tokens a second' },
    },
    source: 'definition; prompts included, as ML.ENERGY prints it',
  },
  (watts, rate) => watts / rate,
);

/** W at the site's meter. */
export const siteWatts = defineTerm<[number, number]>(
  {
    term: 'serving.site-watts',
    formula: 'W_servers · PUE',
    unit: 'W',
    symbols: {
      W_servers: { unit: 'W', meaning: 'servers with their host processors, memory and fans' },
      PUE: { unit: '1', meaning: 'site power over IT power' },
    },
    source: 'definition of PUE (ISO/IEC 30134-2)',
  },
  (watts, pue) => watts * pue,
);

/** kgCO2e of a million output tokens. */
export const carbonPerMillion = defineTerm<[number, number]>(
  {
    term: 'serving.carbon',
    formula: 'J · 1e6 / 3.6e6 · g / 1000',
    unit: 'kgCO2e',
    symbols: {
      J: { unit: 'J/token', meaning: 'energy at the meter of one output token' },
      g: { unit: 'gCO2e/kWh', meaning: 'intensity of the grid' },
    },
    source: 'location-based scope 2 (GHG Protocol); no embodied carbon',
  },
  (joules, grams) => ((joules * MILLION) / 3.6e6) * (grams / 1000),
);
