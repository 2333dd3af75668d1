import { defineTerm } from '../because/index.ts';

const WATTS = { unit: 'W', meaning: 'power of the whole site while training' };

/** USD of holding accelerators, working or not. */
export const rent = defineTerm<[number, number]>(
  {
    term: 'bill.rent',
    formula: 'H · p',
    unit: 'USD',
    symbols: {
      H: { unit: 'h', meaning: 'accelerator-hours held' },
      p: { unit: 'USD/h', meaning: 'price of one accelerator for an hour' },
    },
    source: 'definition',
  },
  (hours, usdPerHour) => hours * usdPerHour,
);

/**
 * Watts of one accelerator's share of its server under load. The rating is never reached: a node's power is linear in the
 * share of time its accelerators are busy, between two measured shares of its rating.
 */
export const serverWatts = defineTerm<[number, number, number, number, number]>(
  {
    term: 'bill.server_watts',
    formula: 'TDP · s · (i + (f − i) · u)',
    unit: 'W',
    symbols: {
      TDP: { unit: 'W', meaning: 'thermal design power of one accelerator' },
      s: { unit: '1', meaning: "rated power of the server over its accelerators' TDP" },
      i: { unit: 'share', meaning: 'power of the idle server over its rating' },
      f: { unit: 'share', meaning: 'power of the fully busy server over its rating' },
      u: { unit: 'share', meaning: 'share of the time in which the accelerators are busy' },
    },
    source:
      'linear between the two states measured in arXiv 2412.08602 (8 x H100: 1.8 kW idle, 8.43 kW full, 10.2 kW rated)',
  },
  (tdp, serverFactor, idle, full, busy) => tdp * serverFactor * (idle + (full - idle) * busy),
);

/** Watts at the meter of the site. */
export const siteWatts = defineTerm<[number, number, number, number]>(
  {
    term: 'bill.site_watts',
    formula: 'N · P · (1 + n) · PUE',
    unit: 'W',
    symbols: {
      N: { unit: '1', meaning: 'accelerators' },
      P: { unit: 'W', meaning: "one accelerator's share of its server" },
      n: { unit: 'share', meaning: 'network, storage and host-only servers over accelerator servers' },
      PUE: { unit: '1', meaning: 'site power over IT power' },
    },
    source: 'definition of PUE (ISO/IEC 30134-2)',
  },
  (accelerators, watts, network, pue) => accelerators * watts * (1 + network) * pue,
);

/** Joules at the meter over the run. */
export const energyJoules = defineTerm<[number, number]>(
  {
    term: 'bill.energy',
    formula: 'P · W',
    unit: 'J',
    symbols: { P: WATTS, W: { unit: 's', meaning: 'wall time of the run' } },
    source: 'definition; restarts and checkpoints are counted as if they drew the power of training',
  },
  (watts, seconds) => watts * seconds,
);

/** kgCO2e of the electricity, by where it is made. */
export const carbonKilograms = defineTerm<[number, number]>(
  {
    term: 'bill.carbon',
    formula: 'E / 3.6e6 · g / 1000',
    unit: 'kgCO2e',
    symbols: {
      E: { unit: 'J', meaning: 'energy at the meter' },
      g: { unit: 'gCO2e/kWh', meaning: 'intensity of the grid' },
    },
    source: 'location-based scope 2 (GHG Protocol); no embodied carbon',
  },
  (joules, gramsPerKilowattHour) => ((joules / 3.6e6) * gramsPerKilowattHour) / 1000,
);

/** Relative half-width of a 90 % interval where only the mean absolute error of a model is known. */
export const halfWidthOfMeanError = defineTerm<[number]>(
  {
    term: 'bill.power_half_width',
    formula: '1.645 · √(π/2) · e',
    unit: 'share',
    symbols: { e: { unit: 'share', meaning: 'mean absolute relative error' } },
    source: 'normal errors: mean |x| = σ √(2/π), 90 % within 1.645 σ',
  },
  (meanError) => 1.645 * Math.sqrt(Math.PI / 2) * meanError,
);
