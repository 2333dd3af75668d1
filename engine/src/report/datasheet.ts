import type { Catalogue, Chip } from '../facts/index.ts';
import { type Age, ageOf } from './age.ts';
import { type CitedFact, entryOf } from './entry.ts';

/** One fact of a chip's datasheet, as printed, with where and when it was said. */
export interface DatasheetLine
  extends Pick<CitedFact, 'value' | 'unit' | 'low' | 'high' | 'grade' | 'note' | 'title' | 'url'> {
  /** `peak.bf16`, `memory.bandwidth` */
  readonly path: string;
  readonly date: string;
  readonly age: Age | null;
  /** Whether other sources say otherwise. */
  readonly disputed: boolean;
}

/** The cited facts of a chip but what it is made of, in the catalogue's order. */
export function datasheetOf(
  catalogue: Pick<Catalogue, 'sources'>,
  chip: Chip,
  today: string | undefined,
): DatasheetLine[] {
  const { silicon: _, ...plain } = chip;
  return entryOf(catalogue, 'chips', plain).lines.flatMap(({ path, fact }) => {
    if (!fact) return [];
    const { value, unit, low, high, grade, note, title, url, date, others } = fact;
    return [
      {
        path,
        value,
        unit,
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
        grade,
        ...(note !== undefined && { note }),
        title,
        url,
        date,
        age: ageOf(date, today),
        disputed: others.length > 0,
      },
    ];
  });
}
