import { type Assumed, csvOf, inCurrency, type Table, withAges } from '@ridgepoint/engine/report';
import { oldFacts, oldFactsSentence, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSource } from '../charts/spec.ts';
import type { Asked } from '../engine/protocol.ts';
import { tablesOf } from './answer-tables.ts';
import { csvFile, jsonFile, save } from './file.ts';
import { workbookOf } from './workbook.ts';

interface Wanted {
  readonly operation: Asked;
  readonly answer: unknown;
  readonly kind: 'json' | 'csv' | 'xlsx';
  /** Of the file, without its ending. */
  readonly name: string;
  /** The same question for a terminal. */
  readonly command: string;
  readonly sources: readonly ChartSource[];
}

/** An answer as a file: JSON and CSV as the terminal writes them; a workbook holds its other tables and the sources too. */
export async function saveAnswer(wanted: Wanted, said: Speaker): Promise<void> {
  save(`${wanted.name}.${wanted.kind}`, await contentOf(wanted, said));
}

async function contentOf({ operation, answer, kind, command, sources }: Wanted, said: Speaker): Promise<Blob> {
  if (kind === 'json') return jsonFile(answer);
  const { assumed = [] } = answer as { readonly assumed?: readonly Assumed[] };
  const tables = tablesOf(operation, answer).map(
    (table): Table => withAges(inCurrency(table, answer), oldFacts({ assumed })),
  );
  if (kind === 'csv') return csvFile(csvOf(tables[0]!));
  const warnings = [oldFactsSentence({ assumed }, said)].filter((text) => text !== '');
  const around = { title: command, sentence: '', notes: [], warnings, sources, link: location.href };
  return workbookOf(tables, around, said);
}
