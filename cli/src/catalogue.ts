import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CatalogueProblem, mergeCatalogue, parseCatalogue, readOverlay } from '@ridgepoint/catalogue';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { refuse } from '@ridgepoint/engine/operations';
import { readText } from './files.ts';

/** The catalogue that lies beside the bundle, with the user's own facts on top where a file is given. Throws InputError. */
export function loadCatalogue(overlay?: string): Catalogue {
  const base = parseCatalogue(readFileSync(fileURLToPath(new URL('./catalogue.json', import.meta.url)), 'utf8'));
  if (overlay === undefined) return base;
  const text = readText(overlay);
  if (text.trim() === '') throw refuse('text-empty', overlay);
  try {
    return mergeCatalogue(base, readOverlay(text, overlay, base));
  } catch (error) {
    if (!(error instanceof CatalogueProblem)) throw error;
    throw refuse('overlay', overlay, { values: { where: error.path, rule: error.reason } });
  }
}
