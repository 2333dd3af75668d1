// Built beside the program and loaded when a workbook is asked for: few commands are.
import type { Sheet } from '@ridgepoint/engine/wording';
import writeWorkbook from 'write-excel-file/universal';

/** Sheets as the bytes of an .xlsx file. */
export const writeSheets = async (sheets: readonly Sheet[]): Promise<Uint8Array> =>
  new Uint8Array(await (await writeWorkbook([...sheets]).toBlob()).arrayBuffer());
