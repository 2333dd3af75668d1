import type { Chip } from '../../facts/index.ts';
import { FITTED_POWER } from './fitted-power.generated.ts';
import { POWER_PARAMETERS, type PowerName, type PowerParameters } from './parameters.ts';

/** Half-widths of ln(measured / predicted) that hold 80 and 90 % of rows of models that were not in the fit. */
export interface PowerWidths {
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
}

/** The law's parameters for a chip and how far they are to be trusted. */
export interface PowerFamily {
  readonly id: FamilyId | 'other';
  readonly parameters: PowerParameters;
  readonly widths: PowerWidths;
  /** Measured on this chip, on a relative of its architecture, or on neither. */
  readonly grade: 'silicon' | 'family' | 'datasheet';
}

/** Families with measurements of their own. */
export const POWER_FAMILIES = {
  hopper: { chip: 'h100-sxm', architectures: ['hopper'] },
  blackwell: { chip: 'b200-sxm', architectures: ['blackwell', 'blackwell-ultra'] },
} as const;
export type FamilyId = keyof typeof POWER_FAMILIES;
const IDS: readonly FamilyId[] = ['hopper', 'blackwell'];

/** Geometric mean of the measured families, name by name: what stands in for a chip of neither. Zero where one of them is zero. */
export function meanParameters(all: readonly PowerParameters[]): PowerParameters {
  const entries = POWER_PARAMETERS.map(({ name }): [PowerName, number] => [
    name,
    all.reduce((product, p) => product * p[name], 1) ** (1 / all.length),
  ]);
  return Object.fromEntries(entries) as Record<PowerName, number>;
}

const OTHER = meanParameters(IDS.map((id) => FITTED_POWER[id].values));

/**
 * Parameters for a chip: its family's, scaled by its own TDP, bandwidth and peak; for a chip of no measured family the mean of the
 * families, with the errors seen when one family is predicted from the other.
 */
export function powerFamilyOf(chip: Chip): PowerFamily {
  const id = IDS.find((one) => (POWER_FAMILIES[one].architectures as readonly string[]).includes(chip.architecture));
  if (!id) return { id: 'other', parameters: OTHER, widths: FITTED_POWER.other.widths, grade: 'datasheet' };
  const { values, widths } = FITTED_POWER[id];
  if (POWER_FAMILIES[id].chip === chip.id) return { id, parameters: values, widths, grade: 'silicon' };
  // A relative has another power limit for its clocks: half-way to what an unmeasured family gets.
  return { id, parameters: values, widths: between(widths, FITTED_POWER.other.widths), grade: 'family' };
}

function between(a: PowerWidths, b: PowerWidths): PowerWidths {
  const half = (p: 'p80' | 'p90') => ({ low: (a[p].low + b[p].low) / 2, high: (a[p].high + b[p].high) / 2 });
  return { p80: half('p80'), p90: half('p90') };
}
