import { assumption, type Because } from '../../because/index.ts';
import type { Preset } from '../presets.ts';

/** A node whose value was computed by the pricing functions; its inputs say from what. */
export const node = (
  name: string,
  value: number,
  unit: string,
  formula: string,
  source: string,
  inputs: readonly Because[],
): Because => ({
  name,
  value,
  unit,
  kind: 'formula',
  formula,
  source,
  inputs,
});

/** What the framework is taken to do. */
export const ofPreset = (preset: Preset, name: string, value: number, unit: string): Because =>
  assumption(name, value, unit, `${preset.name}: ${preset.source}`);
