import { CatalogueProblem, mergeCatalogue, readOverlay } from '@ridgepoint/catalogue';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { refuse } from '@ridgepoint/engine/operations';
import { type Calibration, calibrateRows, overlayText, RowsProblem, readUserRows } from '@ridgepoint/engine/trust';
import { loadWithKernels } from '../catalogue.ts';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { MAX_BYTES, writeWhole } from '../files.ts';
import { readRowFile } from '../row-file.ts';
import { calibrationPage, reasonSentence, unusedLine } from '../terminal/calibration.ts';
import { shareDone } from '../terminal/share-done.ts';

export interface CalibrateCommandOptions {
  /** The user's rows: JSON or CSV, gzipped or not. */
  readonly rows: string;
  /** Where the overlay goes. */
  readonly out?: string;
  /** Where everything goes as JSON. */
  readonly json?: string;
  readonly date?: string;
  /** The user's own YAML: chips that the catalogue lacks. */
  readonly overlay?: string;
}

/** A user's own measurements are a few hundred lines. */
const MAX_ROW_BYTES = 32 * 2 ** 20;

/** Fits, prints, and writes the overlay where a file is given. Throws InputError when nothing could be fitted; then nothing is written. */
export async function calibrateCommand(options: CalibrateCommandOptions, face: Face): Promise<number> {
  const catalogue = await loadWithKernels(options.overlay);
  const calibration = fitted(options, catalogue, face);
  const overlay = overlayText(calibration);
  checkOverlay(overlay, options.out ?? calibration.file, catalogue, face);
  if (options.out !== undefined) writeWhole(options.out, overlay);
  if (options.json !== undefined) writeWhole(options.json, `${JSON.stringify(calibration, null, 1)}\n`);
  const used =
    options.out === undefined ? [] : [...(options.overlay === undefined ? [] : [options.overlay]), options.out];
  process.stdout.write(calibrationPage(calibration, face, used));
  for (const path of [options.out, options.json])
    if (path !== undefined) process.stderr.write(`${face.messages.face.written(path)}\n`);
  return EXIT.ok;
}

function fitted({ rows, date }: CalibrateCommandOptions, catalogue: Catalogue, face: Face): Calibration {
  const progress = shareDone(face, (share) => face.messages.calibrate.progress({ share }));
  try {
    return calibrateRows(readUserRows(readRowFile(rows, MAX_ROW_BYTES)), catalogue, {
      file: rows,
      ...(date === undefined ? {} : { date }),
      seen: progress.seen,
    });
  } catch (error) {
    if (!(error instanceof RowsProblem)) throw error;
    throw refuse('rows', rows, { values: { reason: rowsSentence(error, face) } });
  } finally {
    progress.end();
  }
}

const MOST_OTHERS = 3; // reasons told beside the one of most rows

/** Why nothing could be read of a file or fitted to it: the reason of most rows, then those of others. */
export function rowsSentence({ reason, others }: RowsProblem, face: Face): string {
  const words = face.messages.calibrate;
  const sentence = reasonSentence(reason, face);
  const { lines, line } = reason.values;
  const whole = lines === undefined || line === undefined ? sentence : words.inRows({ sentence, lines, line });
  const rest = others.slice(0, MOST_OTHERS).map((one) => unusedLine(one, face));
  return rest.length === 0 ? whole : whole + words.others({ lines: rest.join(' · ') });
}

/** What is written must be read again: the overlay goes once through its own reader. */
function checkOverlay(text: string, name: string, catalogue: Catalogue, face: Face): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    const reason = face.messages.calibrate.tooBig({ bytes: String(bytes), max: String(MAX_BYTES) });
    throw refuse('rows', name, { values: { reason } });
  }
  try {
    mergeCatalogue(catalogue, readOverlay(text, name, catalogue));
  } catch (error) {
    if (!(error instanceof CatalogueProblem)) throw error;
    throw refuse('overlay', name, { values: { where: error.path, rule: error.reason } });
  }
}
