/**
 * catalogue/ - cited facts, one small YAML file a thing, built into checked, typed data.
 * In: the YAML files of this folder (built by build.ts into dist/catalogue.json) or a user's own YAML (overlay.ts).
 * Out: a `Catalogue`, plain data that the engine takes as an argument. Each fact carries value, unit, direction,
 * sparsity, scope, date, source and grade; where sources differ the fact says which is used and why.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Catalogue, type Kernels, mergeKernels } from '@ridgepoint/engine/facts';

export { checkFits } from './check.ts';
export { mergeCatalogue, type Overlay, readOverlay } from './overlay.ts';
export { CatalogueProblem } from './problem.ts';

const LISTS = [
  'sources',
  'chips',
  'systems',
  'fabrics',
  'models',
  'prices',
  'grids',
  'constants',
  'places',
  'tokenPrices',
  'kernels',
  'transfers',
] as const;

/** The catalogue from the JSON that the build wrote. Throws when a list is missing. */
export function parseCatalogue(json: string): Catalogue {
  const data = JSON.parse(json) as Partial<Catalogue> | null;
  const missing = LISTS.filter((list) => !Array.isArray(data?.[list]));
  if (missing.length > 0) throw new Error(`not a built catalogue: no ${missing.join(', ')}; run npm run build`);
  return data as Catalogue;
}

/** The built catalogue; without a path the one beside this package. Throws when it is not built. */
export function readCatalogue(
  path = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'catalogue.json'),
): Catalogue {
  return parseCatalogue(readFileSync(path, 'utf8'));
}

/** The catalogue with every fitted kernel, its correction grid and how kernels pass between chips: what prices single kernels best. */
export function withKernels(
  catalogue: Catalogue,
  path = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'kernels.json'),
): Catalogue {
  return mergeKernels(catalogue, JSON.parse(readFileSync(path, 'utf8')) as Kernels);
}
