import { readAmount, type SettledLine, WorksheetError } from '../../decide/index.ts';
import { sameDimensions } from '../../units/index.ts';

/** An amount typed for a line, in base units; a bare number has the unit of the line. Throws WorksheetError. */
export function readLineAmount(typed: string, line: SettledLine): number {
  const nouns = Object.keys(line.dimensions);
  const { base, unit, dimensions } = readAmount(typed, nouns, line);
  if (!sameDimensions(dimensions, line.dimensions))
    throw new WorksheetError('line-unit', { unit: line.unit, found: unit }, line.name);
  return base;
}
