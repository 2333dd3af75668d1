import type { Table } from '@ridgepoint/engine/report';
import { type Speaker, workbookSheets } from '@ridgepoint/engine/wording';
import writeWorkbook from 'write-excel-file/universal';
import type { Surroundings } from './surroundings.ts';

/** Tables as a workbook, a sheet each; the last sheet says where they come from. */
export const workbookOf = (tables: readonly Table[], around: Surroundings, said: Speaker): Promise<Blob> =>
  writeWorkbook(workbookSheets(tables, around, said)).toBlob();
