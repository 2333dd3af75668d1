import type { NoteId } from './notes.ts';
import type { SourceId } from './sources.ts';

/** A number with where it comes from. `assumption` = ours: plausible, and to be replaced by what you know. */
export type Figure =
  | { readonly value: number; readonly source: SourceId; readonly note?: NoteId; readonly assumption?: undefined }
  | { readonly value: number; readonly assumption: true; readonly source?: undefined; readonly note?: NoteId };

/** A published number, or one that follows from it as the note says. */
export const cited = (value: number, source: SourceId, note?: NoteId): Figure => ({
  value,
  source,
  ...(note !== undefined && { note }),
});

/** A number of our own. */
export const assumed = (value: number): Figure => ({ value, assumption: true });
