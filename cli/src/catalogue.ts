import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '@ridgepoint/engine/facts';

/** The same with all that is known of kernels, which a plan does not need: 2 MB more to read. Throws InputError. */
export async function loadWithKernels(overlay?: string): Promise<Catalogue> {
  const { withKernels } = await import('@ridgepoint/catalogue');
  const base = withKernels(await loadCatalogue(), fileURLToPath(new URL('./kernels.json', import.meta.url)));
  if (overlay === undefined) return base;
  const { overlaid } = await import('./overlay.ts');
  return overlaid(base, overlay);
}

/** The catalogue that lies beside the bundle, with the user's own facts on top where a file is given. Throws InputError. */
export async function loadCatalogue(overlay?: string): Promise<Catalogue> {
  const base = JSON.parse(
    readFileSync(fileURLToPath(new URL('./catalogue.json', import.meta.url)), 'utf8'),
  ) as Catalogue;
  if (overlay === undefined) return base;
  // Its YAML and its schemas take 30 ms to load, and few runs have one.
  const { overlaid } = await import('./overlay.ts');
  return overlaid(base, overlay);
}
