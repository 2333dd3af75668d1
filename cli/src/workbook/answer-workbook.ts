import type { OutputKind } from '@ridgepoint/engine/operations';
import { oldFactsSentence, workbookSheets } from '@ridgepoint/engine/wording';
import { answerTables } from '../answer-tables.ts';
import type { Face } from '../face.ts';
import type * as Written from './write-sheets.ts';

/** Given to the script by what loads it. */
declare const importBeside: (name: string) => Promise<typeof Written>;

/** An answer as a workbook: its tables as the page saves them, and on the last sheet what was asked and what is old. */
export async function answerWorkbook(kind: OutputKind, data: unknown, asked: string, face: Face): Promise<Uint8Array> {
  const warnings = [oldFactsSentence((data ?? {}) as never, face)].filter((text) => text !== '');
  const about = { title: asked, sentence: '', notes: [], warnings, sources: [], link: '' };
  const { writeSheets } = await importBeside('./workbook.js');
  return writeSheets(workbookSheets(answerTables(kind, data), about, face));
}
