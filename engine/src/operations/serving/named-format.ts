import { formatFor, type NamedFormat, UnknownFormat } from '../../serving/index.ts';
import { refuse } from '../input-error.ts';

/** The weight format that a name means. Throws InputError with the nearest names. */
export function namedFormat(typed: string, path: string): NamedFormat {
  try {
    return formatFor(typed);
  } catch (error) {
    if (!(error instanceof UnknownFormat)) throw error;
    throw refuse('unknown-name', path, { value: typed, values: { kind: 'format' }, nearest: error.nearest });
  }
}
