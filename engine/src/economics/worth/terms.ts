import { defineTerm } from '../../because/index.ts';

/** USD of training a model again as good as one that costs `cost` today. */
export const reproductionCost = defineTerm<[number, number, number, number]>(
  {
    term: 'worth.reproduction',
    formula: 'C · 2^(−t / ha) · 2^(−t / hc)',
    unit: 'USD',
    symbols: {
      C: { unit: 'USD', meaning: 'cost today' },
      t: { unit: 'a', meaning: 'years from today' },
      ha: { unit: 'a', meaning: 'years in which the compute for the same loss halves, by better algorithms' },
      hc: { unit: 'a', meaning: 'years in which the price of compute halves' },
    },
    source: 'both fall exponentially and independently: A. Ho et al., arXiv 2403.05812; prices of the catalogue',
  },
  (cost, years, algorithms, compute) => cost * 2 ** (-years / algorithms) * 2 ** (-years / compute),
);

/** USD a month that a model must earn for training now to beat waiting. */
export const worthOfNow = defineTerm<[number, number, number]>(
  {
    term: 'worth.now',
    formula: 'C · ln 2 / 12 · (1 / ha + 1 / hc)',
    unit: 'USD',
    symbols: {
      C: { unit: 'USD', meaning: 'cost today' },
      ha: { unit: 'a', meaning: 'halving by algorithms' },
      hc: { unit: 'a', meaning: 'halving of the price of compute' },
    },
    source: 'slope of worth.reproduction at t = 0: what one month of waiting saves',
  },
  (cost, algorithms, compute) => (cost * Math.LN2 * (1 / algorithms + 1 / compute)) / 12,
);

/** Months of waiting after which a further month saves no more than it loses; 0 where waiting never pays. */
export const bestWait = defineTerm<[number, number, number, number]>(
  {
    term: 'worth.wait',
    formula: 'max(0, ln(N / B) · 12 / (ln 2 (1 / ha + 1 / hc))), N = worth.now',
    unit: '1',
    symbols: {
      C: { unit: 'USD', meaning: 'cost today' },
      B: { unit: 'USD', meaning: 'what a month without the model loses' },
      ha: { unit: 'a', meaning: 'halving by algorithms' },
      hc: { unit: 'a', meaning: 'halving of the price of compute' },
    },
    source: 'least of worth.reproduction + t · 12 B',
  },
  (cost, benefit, algorithms, compute) => {
    const rate = (Math.LN2 * (1 / algorithms + 1 / compute)) / 12;
    return benefit <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.log((cost * rate) / benefit) / rate);
  },
);
