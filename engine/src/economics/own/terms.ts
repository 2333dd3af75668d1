import { defineTerm } from '../../because/index.ts';
import { DAYS_A_YEAR } from '../../units/index.ts';

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

/** USD of electricity in an average hour where hours have their own price. */
export const electricityByHour = defineTerm<[number, number, number, number, number, number]>(
  {
    term: 'own.electricity_by_hour',
    formula: 'P/1000 · PUE · (u · e_w + (1 − u) · i · e_i)',
    unit: 'USD/h',
    symbols: {
      P: { unit: 'W', meaning: "IT power of one accelerator's share of server and network" },
      PUE: { unit: '1', meaning: 'site power over IT power' },
      e_w: { unit: 'USD/kWh', meaning: 'mean price of the hours in which it works' },
      e_i: { unit: 'USD/kWh', meaning: 'mean price of the hours in which it waits' },
      u: { unit: 'share', meaning: 'share of all hours in which it works' },
      i: { unit: 'share', meaning: 'power while idle over power while working' },
    },
    source: 'definition',
  },
  (watts, pue, working, waiting, busy, idle) => (watts / 1000) * pue * (busy * working + (1 - busy) * idle * waiting),
);

/** USD of everything that is bought for one accelerator. */
export const hardwarePrice = defineTerm<[number, number, number]>(
  {
    term: 'own.hardware',
    formula: 'S + N + D',
    unit: 'USD',
    symbols: {
      S: { unit: 'USD', meaning: 'accelerator with its share of the server' },
      N: { unit: 'USD', meaning: 'its share of switches, optics and cables' },
      D: { unit: 'USD', meaning: 'its share of shared storage' },
    },
    source: 'sum',
  },
  (server, network, storage) => server + network + storage,
);

/** USD a year of people, for one accelerator. */
export const perYearOfOne = defineTerm<[number, number, number]>(
  {
    term: 'own.staff',
    formula: 'p · w / n',
    unit: 'USD/a',
    symbols: {
      p: { unit: '1', meaning: 'people who run the cluster' },
      w: { unit: 'USD/a', meaning: 'what a person costs in a year' },
      n: { unit: '1', meaning: 'accelerators of the cluster' },
    },
    source: 'definition',
  },
  (people, wage, accelerators) => (people * wage) / accelerators,
);

/** USD a year of the place where one accelerator stands. */
export const housingPerYear = defineTerm<[number, number]>(
  {
    term: 'own.housing',
    formula: 'P/1000 · h',
    unit: 'USD/a',
    symbols: {
      P: { unit: 'W', meaning: 'IT power that is contracted for one accelerator' },
      h: { unit: 'USD/kW/a', meaning: 'room, cooling and supply for a kilowatt, without its electricity' },
    },
    source: 'definition',
  },
  (watts, usdPerKilowattYear) => (watts / 1000) * usdPerKilowattYear,
);

/** USD a year beside capital and electricity. */
export const operatingPerYear = defineTerm<[number, number, number]>(
  {
    term: 'own.operating',
    formula: 'U + W + H',
    unit: 'USD/a',
    symbols: {
      U: { unit: 'USD/a', meaning: 'upkeep and insurance' },
      W: { unit: 'USD/a', meaning: 'staff' },
      H: { unit: 'USD/a', meaning: 'housing' },
    },
    source: 'sum',
  },
  (upkeep, staff, housing) => upkeep + staff + housing,
);

const RENT_FALL = { unit: '1/a', meaning: 'share by which rents fall in a year' };
const PERIOD = { unit: 'a', meaning: 'years of the comparison' };

/** Years between two days. */
export const waitYears = defineTerm<[number, number]>(
  {
    term: 'own.wait',
    formula: '(s − d) / 365.2425',
    unit: 'year',
    symbols: {
      s: { unit: 'date', meaning: 'day from which machines are needed' },
      d: { unit: 'date', meaning: 'today' },
    },
    source: 'mean year of the Gregorian calendar',
  },
  (start, today) => (start - today) / DAYS_A_YEAR,
);

const WAIT = { unit: 'year', meaning: 'years from today until machines are needed' };

/** Rent of an hour for who begins to rent later. */
export const rentAtStart = defineTerm<[number, number, number]>(
  {
    term: 'rent.start',
    formula: 'p · (1−f)^t',
    unit: 'USD/h',
    symbols: { p: { unit: 'USD/h', meaning: "today's rent of one accelerator" }, f: RENT_FALL, t: WAIT },
    source: 'the same fall before the period as within it',
  },
  (price, fall, wait) => price * (1 - fall) ** wait,
);

/** What machines cost who buys them later. */
export const priceAtStart = defineTerm<[number, number, number]>(
  {
    term: 'own.start',
    formula: 'C · 2^(−t / h)',
    unit: 'USD',
    symbols: {
      C: { unit: 'USD', meaning: "today's price of one accelerator with its share of server, network and storage" },
      h: { unit: 'year', meaning: 'years in which the worth of an accelerator halves' },
      t: WAIT,
    },
    source: 'the law of its resale value: a buyer pays what the market pays then',
  },
  (price, halfLife, wait) => price * 2 ** (-wait / halfLife),
);

/** Rent of an hour on average over years in which rents change. */
export const meanRent = defineTerm<[number, number, number]>(
  {
    term: 'rent.mean',
    formula: 'p · ((1−f)^n − 1) / (n · ln(1−f)); p where f = 0',
    unit: 'USD/h',
    symbols: { p: { unit: 'USD/h', meaning: 'rent of one accelerator at the start' }, f: RENT_FALL, n: PERIOD },
    source: 'mean of p (1−f)^t over the period',
  },
  (price, fall, years) => {
    const exponent = years * Math.log1p(-fall);
    return Math.abs(exponent) < 1e-9 ? price : (price * Math.expm1(exponent)) / exponent;
  },
);

/** Rent of a used hour where all hours are paid. */
export const reservedHour = defineTerm<[number, number]>(
  {
    term: 'rent.reserved',
    formula: 'p / u',
    unit: 'USD/h',
    symbols: {
      p: { unit: 'USD/h', meaning: 'rent of one accelerator, paid for every hour of the term' },
      u: { unit: 'share', meaning: 'share of all hours in which it works' },
    },
    source: 'definition',
  },
  (price, busy) => price / busy,
);

/** Rent of an hour of work that counts where the seller may take the machine back. Infinite where nothing would be left. */
export const interruptedHour = defineTerm<[number, number, number]>(
  {
    term: 'rent.spot',
    formula: 'p / (1 − λ · L)',
    unit: 'USD/h',
    symbols: {
      p: { unit: 'USD/h', meaning: 'spot rent of one accelerator' },
      λ: { unit: '1/h', meaning: 'interruptions of a server in an hour' },
      L: { unit: 'h', meaning: 'work lost at each: from the last checkpoint, and until it runs again' },
    },
    source: 'definition; jobs of one server',
  },
  (price, rate, lost) => (rate * lost < 1 ? price / (1 - rate * lost) : Number.POSITIVE_INFINITY),
);

/** What the tokens of an hour of work would cost from somebody else's API. */
export const tokensHour = defineTerm<[number, number]>(
  {
    term: 'api.hour',
    formula: '3600 · r · p / 1e6',
    unit: 'USD/h',
    symbols: {
      r: { unit: 'token/s', meaning: 'output tokens of one accelerator at work' },
      p: { unit: 'USD', meaning: 'price of a million output tokens with their input' },
    },
    source: 'definition',
  },
  (rate, perMillion) => (3600 * rate * perMillion) / 1e6,
);

/** What a million output tokens cost where an hour of work has a price. */
export const millionTokens = defineTerm<[number, number]>(
  {
    term: 'own.million_tokens',
    formula: '1e6 · h / (3600 · r)',
    unit: 'USD',
    symbols: {
      h: { unit: 'USD/h', meaning: 'cost of an hour of work' },
      r: { unit: 'token/s', meaning: 'output tokens of one accelerator at work' },
    },
    source: 'definition',
  },
  (hour, rate) => (1e6 * hour) / (3600 * rate),
);

/** A million output tokens from an API, the input that each of them needs included. */
export const apiMillion = defineTerm<[number, number, number]>(
  {
    term: 'api.million',
    formula: 'o + k · i',
    unit: 'USD',
    symbols: {
      o: { unit: 'USD', meaning: 'price of a million output tokens' },
      k: { unit: '1', meaning: 'input tokens for each output token' },
      i: { unit: 'USD', meaning: 'price of a million input tokens' },
    },
    source: 'definition; no input is cached',
  },
  (output, ratio, input) => output + ratio * input,
);
