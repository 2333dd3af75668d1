import type { Catalogue } from './catalogue.ts';

/** What a user's own file may bring: any of the catalogue's lists. */
export type Overlay = { readonly [K in keyof Catalogue]?: Catalogue[K] };

/**
 * A catalogue with an overlay on top, list by list: an entry whose id exists takes the old one's place whole,
 * the others are added behind. Neither argument is changed.
 */
export function mergeCatalogue(base: Catalogue, overlay: Overlay): Catalogue {
  return {
    sources: byId(base.sources, overlay.sources),
    chips: byId(base.chips, overlay.chips),
    systems: byId(base.systems, overlay.systems),
    fabrics: byId(base.fabrics, overlay.fabrics),
    models: byId(base.models, overlay.models),
    prices: byId(base.prices, overlay.prices),
    grids: byId(base.grids, overlay.grids),
    constants: byId(base.constants, overlay.constants),
    places: byId(base.places, overlay.places),
    tokenPrices: byId(base.tokenPrices, overlay.tokenPrices),
    kernels: byId(base.kernels, overlay.kernels),
    transfers: byId(base.transfers, overlay.transfers),
  };
}

function byId<T extends { readonly id: string }>(base: readonly T[], overlay: readonly T[] = []): readonly T[] {
  if (overlay.length === 0) return base;
  const merged = new Map(base.map((entry) => [entry.id, entry]));
  for (const entry of overlay) merged.set(entry.id, entry);
  return [...merged.values()];
}
