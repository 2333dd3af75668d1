import type { Because } from '../because/index.ts';
import type { HoursOfDay, Layer } from '../economics/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';

/** Energy and carbon of a run: plain data, base units. */
export interface CarbonReport {
  readonly question: {
    readonly chip: string;
    readonly chipName: string;
    /** Null where only accelerator-hours were said. */
    readonly accelerators: number | null;
    readonly hours: Ranged; // GPU-h
    readonly wall: Ranged | null; // s
    /** The network that is trained, where the run was planned. */
    readonly modelName: string | null;
    /** Whose watts: of servers under load, of accelerators at their rating, or the user's. */
    readonly power: 'load' | 'rated' | 'stated';
  };
  readonly figures: {
    readonly energy: Ranged; // J
    readonly operational: Ranged; // kgCO2e
    readonly embodied: Ranged; // kgCO2e
    readonly total: Ranged; // kgCO2e
    readonly wattsPerAccelerator: Ranged; // W
    readonly sitePower: Ranged | null; // W
    readonly pue: number;
    readonly intensity: number; // kgCO2e/kWh
  };
  readonly layers: readonly { readonly key: Layer; readonly joules: number; readonly share: number }[];
  readonly grid: GridOfRun;
  /** The same electricity elsewhere, cleanest first, here among them. */
  readonly elsewhere: readonly Elsewhere[];
  readonly yardsticks: Yardsticks;
  readonly assumed: readonly Assumed[];
  readonly because: Because;
}

export interface GridOfRun {
  /** Null where the user gave the intensity. */
  readonly id: string | null;
  readonly name: string;
  readonly nameZh: string;
  readonly date: string | null;
  /** When the hours were measured. */
  readonly hoursDate: string | null;
  /** kgCO2e/kWh by the hour of the day; null where nobody has them. */
  readonly hourly: readonly number[] | null;
  /** The hours in which the run draws power; null is all of them. */
  readonly between: HoursOfDay | null;
  /** The cleanest eight hours and what they save against all; null without hours. */
  readonly cleanest: (HoursOfDay & { readonly intensity: number; readonly saved: number }) | null;
}

export interface Elsewhere {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  readonly intensity: number; // kgCO2e/kWh
  readonly operational: number; // kgCO2e
  readonly here: boolean;
}

/** Set against what people know. */
export interface Yardsticks {
  /** High-speed trains at full power that draw as much as the site; null without a power. */
  readonly trains: number | null;
  /** Days that one such train runs on the energy. */
  readonly trainDays: number;
  /** Homes that the energy supplies for a year. */
  readonly homeYears: number;
  /** The site's power over the mean power of the grid; null where either is not known. */
  readonly gridShare: number | null;
}

/** The answer for spreadsheets: a number a row. */
export function carbonTable({ figures, layers, elsewhere, yardsticks }: CarbonReport): Table {
  const ranged = (key: string, of: Ranged | null) => [
    key,
    of?.unit ?? '',
    of?.value ?? null,
    of?.low ?? null,
    of?.high ?? null,
  ];
  const plain = (key: string, value: number | null, unit: string) => [key, unit, value, value, value];
  return {
    name: 'carbon',
    columns: [
      { key: 'figure' },
      { key: 'unit' },
      { key: 'value', unit: '1' },
      { key: 'low', unit: '1' },
      { key: 'high', unit: '1' },
    ],
    rows: [
      ranged('energy', figures.energy),
      ranged('operational', figures.operational),
      ranged('embodied', figures.embodied),
      ranged('total', figures.total),
      ranged('watts_per_accelerator', figures.wattsPerAccelerator),
      ranged('site_power', figures.sitePower),
      plain('pue', figures.pue, '1'),
      plain('intensity', figures.intensity, 'kgCO2e/kWh'),
      ...layers.map(({ key, joules }) => plain(`energy_of_${key}`, joules, 'J')),
      ...elsewhere.map(({ id, operational }) => plain(`operational_in_${id}`, operational, 'kgCO2e')),
      plain('trains', yardsticks.trains, '1'),
      plain('train_days', yardsticks.trainDays, '1'),
      plain('home_years', yardsticks.homeYears, '1'),
      plain('grid_share', yardsticks.gridShare, '1'),
    ],
  };
}
