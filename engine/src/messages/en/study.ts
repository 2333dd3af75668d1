import { chip, dataflow, supply } from './study-chips.ts';
import { scaling } from './study-scaling.ts';
import { worth } from './study-worth.ts';
import { type Near, nearest } from './words.ts';

/** Words that answers about carbon, chips, budgets and worth share. */
export const study = {
  assumed: 'Assumed',
  why: 'Why',
  means: 'That is',
  chip,
  dataflow,
  supply,
  scaling,
  worth,
  rules: {
    'hours-of-day': (v: { what: string; value: string }) =>
      `${v.what} "${v.value}" is no stretch of a day; nearest: 9-17, or 22-6 over midnight`,
    'no-hours': (v: { grid: string; nearest: Near }) =>
      `nobody's hours of ${v.grid} are in the catalogue${nearest(v.nearest, 'grids with hours')}`,
    'no-power': (v: { chip: string }) => `no power of ${v.chip} is published; nearest: your own with --watts "500 W"`,
    'no-silicon': (v: { chip: string; nearest: Near }) =>
      `the catalogue does not say what ${v.chip} is made of${nearest(v.nearest)}; or give --area and --node`,
    'no-die': (v: { area: string | number }) =>
      `a die of ${v.area} mm2 does not fit on a wafer of 300 mm; nearest: several dies, with --dies`,
    'not-served': (v: { model: string; chip: string }) =>
      `${v.model} is not served on ${v.chip} as asked; nearest: ridgepoint fit serve says what runs there, or give --tokens-per-second`,
    'no-plan': (v: { count: string | number; chip: string }) =>
      `no strategy trains it on ${v.count} × ${v.chip}; nearest: ridgepoint plan train with the same words says why`,
  },
};
