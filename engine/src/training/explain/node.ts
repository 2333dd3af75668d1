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

/** Best first: how near the measurements of an operator's formula are to this chip. */
const GRADES = ['silicon', 'family', 'datasheet'] as const;
export type Grade = (typeof GRADES)[number];

/** The reason of an operator's time with its grade; of several operators, the weakest. */
export function graded(reason: Because, grade?: Grade): Because {
  const worst = Math.max(-1, ...(reason.inputs ?? []).map((i) => GRADES.indexOf(i.grade as Grade)));
  const own = grade ?? GRADES[worst];
  return own ? { ...reason, grade: own } : reason;
}
