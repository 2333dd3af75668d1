import type { Catalogue } from '@ridgepoint/engine/facts';

/** The facts of which the first question needs all. */
const WHOLE: ReadonlySet<string> = new Set([
  'llama-3.1-405b',
  'h100-sxm',
  // Chips whose fitted kernels lend the others of their family something.
  'b200-sxm',
  'gb200',
  'rtxpro6000',
  'USA',
  // What a bill of a run reads.
  'power-usage-effectiveness',
  'network-power-share',
  'server-power-error',
  'training-busy-share',
  'server-full-power-share',
  'server-idle-power-share',
  'checkpoint-bytes-per-parameter',
  'checkpoint-write-bandwidth-per-accelerator',
  'accelerator-hours-per-interruption',
  'restart-seconds',
  'cny-per-usd',
  'eur-per-usd',
  'jpy-per-usd',
]);

/** What is left of an entry of each list; entries of the other lists are whole, or away with their list. */
export const KEPT = {
  chips: ['id', 'name', 'nameZh', 'aliases', 'vendor', 'architecture', 'peak'],
  models: ['id', 'name', 'nameZh', 'aliases'],
  prices: ['chip'],
  grids: ['id', 'name', 'nameZh', 'aliases'],
  constants: ['id'],
} as const;
/** Prices go by their chip. */
const PRICED = 'h100-sxm';

/**
 * The catalogue with most of its entries cut down to what they are called: what the first question is answered from. A list
 * that is left out, and whatever is left out of an entry, is fetched when it is read (facts.ts).
 */
export function firstFacts({ chips, systems, fabrics, models, prices, grids, constants, kernels }: Catalogue): object {
  const named = ({ id }: { readonly id: string }): boolean => WHOLE.has(id);
  return {
    chips: cut(chips, KEPT.chips, named),
    models: cut(models, KEPT.models, named),
    prices: cut(prices, KEPT.prices, ({ chip }) => chip === PRICED),
    grids: cut(grids, KEPT.grids, named),
    constants: cut(constants, KEPT.constants, named),
    systems,
    fabrics,
    kernels,
    transfers: [],
  };
}

function cut<E extends object>(list: readonly E[], keep: readonly string[], isWhole: (entry: E) => boolean): object[] {
  return list.map((entry) =>
    isWhole(entry)
      ? entry
      : { ...Object.fromEntries(Object.entries(entry).filter(([key]) => keep.includes(key))), away: true },
  );
}
