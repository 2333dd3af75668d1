import { existsSync } from 'node:fs';
import { CatalogueProblem, checkFits, mergeCatalogue, readOverlay } from '@ridgepoint/catalogue';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { refuse } from '@ridgepoint/engine/operations';
import { readText } from './files.ts';

/** The catalogue with a user's YAML on top; several files with commas between them, the later over the earlier. Throws InputError. */
export function overlaid(base: Catalogue, files: string): Catalogue {
  const list = existsSync(files) ? [files] : files.split(',').map((file) => file.trim());
  const merged = list.reduce(oneOver, base);
  told(files, () => checkFits(merged));
  return merged;
}

function oneOver(base: Catalogue, file: string): Catalogue {
  const text = readText(file);
  if (text.trim() === '') throw refuse('text-empty', file);
  return told(file, () => mergeCatalogue(base, readOverlay(text, file, base)));
}

/** What is wrong with a file's facts, said of that file. */
function told<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CatalogueProblem)) throw error;
    throw refuse('overlay', file, { values: { where: error.path, rule: error.reason } });
  }
}
