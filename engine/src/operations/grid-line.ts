import type { Because } from '../because/index.ts';
import type { Catalogue } from '../facts/index.ts';
import type { Assumed } from '../report/index.ts';
import { placeNamed } from './scenario/money.ts';

/**
 * The grid that an answer is reckoned with, its source and age; also of one that was named, for its figure is the catalogue's. A city
 * or a state without a figure of its own has that of its nation, and the line says so.
 */
export function gridLine(
  catalogue: Catalogue,
  typed: string | undefined,
  id: string,
  { source, date }: Pick<Because, 'source' | 'date'>,
): Assumed {
  const ofNation = typed !== undefined && isNation(id) && placeNamed(catalogue, typed) !== undefined;
  return {
    key: ofNation ? 'national_grid' : 'grid',
    value: id,
    source: [source, date].filter(Boolean).join(', '),
    ...(date && { date }),
    ...(ofNation && { of: typed }),
    ...(typed === undefined && { usual: true }),
  };
}

/** A grid by the three letters of a country: a city in it has no figure of its own. */
const isNation = (grid: string): boolean => /^[A-Z]{3}$/.test(grid);
