import type { Convention } from './conventions.ts';
import type { TrainingRow } from './row.ts';

/** The framework preset of a row: its convention's, which the recipe of the row may refine. */
export function presetOfRow(_row: TrainingRow, convention: Convention): string {
  return convention.preset;
}
