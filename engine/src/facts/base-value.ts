import type { Fact } from './fact.ts';

/**
 * What one of each unit is in base units. Data sizes and data rates become bytes, work becomes operations, time seconds,
 * power watts, length metres, area square metres, frequency hertz, shares plain numbers. Money stays USD and USD/h and
 * carbon stays gCO2e/kWh: nobody thinks of either per second or per joule.
 */
export const UNIT_SCALE: Readonly<Record<string, number>> = {
  '1': 1,
  share: 1,
  '%': 1e-2,
  'GFLOP/s': 1e9,
  'TFLOP/s': 1e12,
  'PFLOP/s': 1e15,
  'GOP/s': 1e9,
  'TOP/s': 1e12,
  'POP/s': 1e15,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  'MB/s': 1e6,
  'GB/s': 1e9,
  'TB/s': 1e12,
  'PB/s': 1e15,
  'GiB/s': 2 ** 30,
  'Gbit/s': 1e9 / 8,
  'Tbit/s': 1e12 / 8,
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  h: 3600,
  year: 365 * 86_400,
  W: 1,
  kW: 1e3,
  MW: 1e6,
  GW: 1e9,
  J: 1,
  kJ: 1e3,
  Wh: 3600,
  kWh: 3.6e6,
  MWh: 3.6e9,
  GWh: 3.6e12,
  TWh: 3.6e15,
  MHz: 1e6,
  GHz: 1e9,
  nm: 1e-9,
  mm2: 1e-6,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  parameters: 1,
  USD: 1,
  'USD/h': 1,
  'gCO2e/kWh': 1,
};

const LINK_UNITS = ['MB/s', 'GB/s', 'TB/s', 'PB/s', 'GiB/s', 'Gbit/s', 'Tbit/s'];

/** Thrown when a fact's unit is not in {@link UNIT_SCALE}. */
export class UnknownUnit extends Error {
  constructor(readonly unit: string) {
    super(`unit "${unit}" is not known; known: ${Object.keys(UNIT_SCALE).join(', ')}`);
    this.name = 'UnknownUnit';
  }
}

/**
 * A fact's value in base units: FLOP/s or OP/s, bytes, bytes/s, seconds, watts, joules, Hz, metres; USD, USD/h and
 * gCO2e/kWh stay as they are. A data rate printed for both directions together is halved, so that every rate that
 * leaves here is one-way. Throws {@link UnknownUnit}.
 */
export function baseValue(fact: Pick<Fact, 'value' | 'unit' | 'direction'>): number {
  if (!Object.hasOwn(UNIT_SCALE, fact.unit)) throw new UnknownUnit(fact.unit);
  const value = fact.value * (UNIT_SCALE[fact.unit] ?? Number.NaN);
  return fact.direction === 'both-ways' && LINK_UNITS.includes(fact.unit) ? value / 2 : value;
}
