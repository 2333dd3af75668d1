import type { Catalogue, Overlay, Source } from '@ridgepoint/engine/facts';
import { expand, type Sources } from './expand.ts';
import { checkPlausible } from './plausible.ts';
import { readYaml } from './read-yaml.ts';
import { overlayFile } from './schema.ts';

export { mergeCatalogue, type Overlay } from '@ridgepoint/engine/facts';

/**
 * A user's own YAML: chips, systems, fabrics, models, prices, grids and constants written as in the catalogue, at most
 * 1 MiB and 64 levels deep, without aliases. A fact that names no source has the file itself as its source, under
 * the id `overlay:<name>`, grade `estimate` unless it says otherwise; it still needs a date (`defaults: {date: ...}`).
 * @param name what to call the file in messages and as a source
 * @param base the catalogue whose sources the file may name, and whose ranges say what is plausible
 * Throws `CatalogueProblem` with file, path and rule.
 */
export function readOverlay(
  yamlText: string,
  name: string,
  base?: Pick<Catalogue, 'sources'> & Partial<Catalogue>,
): Overlay {
  const raw = readYaml(yamlText, name) ?? {};
  const head = expand(overlayFile.pick({ sources: true }), pickSources(raw), name, new Map());
  const own = (head.sources ?? []).map(({ grade, ...source }) => source);
  const self: Source = {
    id: `overlay:${name}`,
    title: name,
    url: `file:${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '?'))}`,
    date: '',
  };
  const listed = [...(base?.sources ?? []), ...(head.sources ?? []), self];
  const sources: Sources = new Map(listed.map((source) => [source.id, source]));
  const { sources: _, ...lists } = expand(overlayFile, raw, name, sources, { source: self.id, grade: 'estimate' });
  const prices = lists.prices?.map(({ id, ...row }, index) => ({ id: id ?? `overlay:${name}:price:${index}`, ...row }));
  const overlay = { ...lists, ...(prices ? { prices } : {}), sources: [...own, self] } as Overlay;
  if (base) checkPlausible(overlay, base, name);
  return overlay;
}

const pickSources = (raw: unknown): unknown =>
  raw && typeof raw === 'object' && 'sources' in raw ? { sources: raw.sources } : {};
