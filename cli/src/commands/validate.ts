import { refuse } from '@ridgepoint/engine/operations';
import {
  cellMape,
  interfaceOf,
  REPAIRS,
  type Repair,
  RowsProblem,
  readUserRows,
  refusalLines,
  scoreRows,
  summaryTable,
  sweepCells,
  validateRows,
  worstRows,
  worstTable,
} from '@ridgepoint/engine/trust';
import { cutDisplay, padDisplay } from '@ridgepoint/engine/units';
import { loadWithKernels } from '../catalogue.ts';
import type { Face } from '../face.ts';
import { writeWhole } from '../files.ts';
import { readRowFile } from '../row-file.ts';
import { reasonSentence } from '../terminal/calibration.ts';
import { wrap } from '../terminal/wrap.ts';

export interface ValidateOptions {
  /** A corpus file: a JSON array of rows, or CSV; gzipped or not. */
  readonly rows: string;
  /** Where the predictions go as JSON. */
  readonly json?: string;
  /** Keep families that start so. */
  readonly family?: string;
  /** The user's own YAML. */
  readonly overlay?: string;
  /** How many of the worst rows to print. */
  readonly worst?: number;
}

/** A corpus holds some thousands. */
const MOST_ROWS = 1_000_000;

/** Predicts every row of a corpus file and prints the errors by family and by accelerator. Throws InputError when the file is no corpus. */
export async function validateCommand(
  options: ValidateOptions,
  face: Face,
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
  const words = face.messages.face.validate;
  const rows = readRows(options.rows, face);
  const score = validateRows(rows, await loadWithKernels(options.overlay), options.family ?? '');
  if (options.json) writeWhole(options.json, `${JSON.stringify(interfaceOf(score))}\n`);
  const byAccelerator = scoreRows(score.rows, (row) => row.accelerator).summary.filter((s) => s.n > 0);
  const cells = sweepCells(rows, score.rows);
  print(`${summaryTable(score.summary, words)}\n`);
  if (cells.length > 0) {
    const error = `${(100 * cellMape(cells)).toFixed(1)} %`;
    print(`${words.sweep({ cells: String(cells.length), error })}\n`);
  }
  print(`\n${summaryTable(byAccelerator, words, words.chip)}\n\n${wrap(words.legend, face.width).join('\n')}\n`);
  const refused = refusalLines(score.rows, words, face.width);
  if (refused.length > 0) print(`\n${words.refusals}\n${refused.join('\n')}\n`);
  if (options.worst) print(`\n${worstTable(worstRows(score.rows, options.worst), words)}\n`);
  const ids = new Set(score.rows.map((row) => row.id));
  const repairs = REPAIRS.filter((repair) => repair.ids.some((id) => ids.has(id)));
  if (repairs.length > 0)
    print(`\n${words.repairs}\n${repairs.map((repair) => repairLine(repair, face)).join('\n')}\n`);
  return 0;
}

function repairLine({ action, ids, reason }: Repair, face: Face): string {
  const more = ids.length > 1 ? ` +${ids.length - 1}` : '';
  const done = padDisplay(face.messages.face.validate.actions[action], 16);
  return cutDisplay(
    `${done}${ids[0]}${more}${face.locale === 'en' ? ': ' : '：'}${face.messages.face.validate.fault(reason)}`,
    face.width,
  );
}

function readRows(path: string, face: Face): unknown[] {
  const text = readRowFile(path);
  try {
    return readUserRows(text, MOST_ROWS).map(({ row }) => row);
  } catch (error) {
    if (!(error instanceof RowsProblem)) throw error;
    throw refuse('rows', path, { values: { reason: reasonSentence(error.reason, face) } });
  }
}
