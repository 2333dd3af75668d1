import { defineTerm } from '../../because/index.ts';

/** Hours of a year, as prices by the hour are compared. */
export const HOURS_A_YEAR = 8760;

const CAPEX = {
  unit: 'USD',
  meaning: 'price of one accelerator with its share of server, network, storage and building',
};
const RATE = { unit: '1/a', meaning: 'weighted average cost of capital' };
const YEARS = { unit: 'a', meaning: 'years it is kept' };

/** Equal yearly payments that repay what was paid, less what it is worth at the end. */
export const capitalPerYear = defineTerm<[number, number, number, number]>(
  {
    term: 'own.capital',
    formula: 'C · r (1+r)^n / ((1+r)^n − 1) − R · r / ((1+r)^n − 1); C/n − R/n where r = 0',
    unit: 'USD/a',
    symbols: { C: CAPEX, r: RATE, n: YEARS, R: { unit: 'USD', meaning: 'worth of it at the end' } },
    source: 'capital recovery and sinking fund factors, any textbook of engineering economics',
  },
  (capex, wacc, years, residual) => {
    if (wacc < 1e-12) return (capex - residual) / years; // below, rounding is larger than the interest
    const growth = Math.expm1(years * Math.log1p(wacc));
    return (wacc * (capex * (growth + 1) - residual)) / growth;
  },
);

/** USD of electricity for one accelerator in an hour: all of it while it works, a share of it while it waits. */
export const electricityPerHour = defineTerm<[number, number, number, number, number]>(
  {
    term: 'own.electricity',
    formula: 'P/1000 · PUE · e · (u + (1 − u) · i)',
    unit: 'USD/h',
    symbols: {
      P: { unit: 'W', meaning: "IT power of one accelerator's share of server and network" },
      PUE: { unit: '1', meaning: 'site power over IT power' },
      e: { unit: 'USD/kWh', meaning: 'price of electricity' },
      u: { unit: 'share', meaning: 'share of all hours in which it works' },
      i: { unit: 'share', meaning: 'power while idle over power while working' },
    },
    source: 'definition',
  },
  (watts, pue, usdPerKilowattHour, busy, idle) =>
    (watts / 1000) * pue * usdPerKilowattHour * (busy + (1 - busy) * idle),
);

/** USD of every hour in which an owned accelerator works: what all hours cost, over the hours that are used. */
export const ownedHour = defineTerm<[number, number, number, number]>(
  {
    term: 'own.hour',
    formula: '((K + O) / 8760 + E) / u',
    unit: 'USD/h',
    symbols: {
      K: { unit: 'USD/a', meaning: 'capital a year' },
      O: { unit: 'USD/a', meaning: 'upkeep, staff, floor space and insurance a year' },
      E: { unit: 'USD/h', meaning: 'electricity of an average hour' },
      u: { unit: 'share', meaning: 'share of all hours in which it works' },
    },
    source: 'definition',
  },
  (capital, operating, electricity, busy) => ((capital + operating) / HOURS_A_YEAR + electricity) / busy,
);

/** Share of the hours that must be used for owning to cost what renting only the used hours does. */
export const breakEvenShare = defineTerm<[number, number, number, number, number]>(
  {
    term: 'own.break_even',
    formula: '((K + O) / 8760 + w · i) / (p − w · (1 − i))',
    unit: 'share',
    symbols: {
      K: { unit: 'USD/a', meaning: 'capital a year' },
      O: { unit: 'USD/a', meaning: 'upkeep, staff, floor space and insurance a year' },
      w: { unit: 'USD/h', meaning: 'electricity of an hour of work' },
      i: { unit: 'share', meaning: 'power while idle over power while working' },
      p: { unit: 'USD/h', meaning: 'rent of one accelerator' },
    },
    source: 'own.hour set equal to the rent and solved for the share',
  },
  (capital, operating, working, idle, rent) =>
    ((capital + operating) / HOURS_A_YEAR + working * idle) / (rent - working * (1 - idle)),
);
