import type { Catalogue, KernelFit, Price } from '@ridgepoint/engine/facts';

/** The facts of which the first question needs all. */
const WHOLE: ReadonlySet<string> = new Set([
  'llama-3.1-405b',
  'h100-sxm',
  // Whose fitted kernels lend it what was not measured on it.
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

const NAMED = ['id', 'name', 'nameZh', 'aliases'] as const;
/** What is left of an entry of each list; a list that is not here is away. */
export const KEPT = {
  chips: NAMED,
  models: NAMED,
  grids: NAMED,
  systems: [...NAMED, 'chip'],
  fabrics: NAMED,
  prices: ['chip', 'kind'],
  constants: ['id'],
  kernels: ['chip', 'kind', 'format', 'local'],
} as const;

/** Servers, prices and kernels go by their chip. */
const CHIP = 'h100-sxm';
const isPrice = ({ chip, kind }: Price): boolean => chip === CHIP && kind === 'rent-on-demand';
/** What a machine for training is built from: products in the formats that it multiplies in, and of one of them relatives'. */
const isKernel = ({ chip, format }: KernelFit): boolean =>
  format === 'nvfp4' || (chip === CHIP && (format === 'bf16' || format === 'fp8'));

/**
 * The catalogue with most of its entries cut down to what they are called: what the first question is answered from. A list
 * that is left out, and whatever is left out of an entry, is fetched when it is read (facts.ts).
 */
export function firstFacts({ chips, systems, fabrics, models, prices, grids, constants, kernels }: Catalogue): object {
  const named = ({ id }: { readonly id: string }): boolean => WHOLE.has(id);
  return {
    chips: cut(chips, KEPT.chips, named),
    models: cut(models, KEPT.models, named),
    prices: cut(prices, KEPT.prices, isPrice),
    grids: cut(grids, KEPT.grids, named),
    constants: cut(constants, KEPT.constants, named),
    systems: cut(systems, KEPT.systems, ({ chip }) => chip === CHIP),
    fabrics: cut(fabrics, KEPT.fabrics, named),
    kernels: cut(kernels, KEPT.kernels, isKernel),
    transfers: [],
  };
}

/** What other sources say of a fact is read only beside the sources themselves, a list that is left out. */
const withoutOthers = <E extends object>(entry: E): E =>
  JSON.parse(JSON.stringify(entry, (key, value) => (key === 'others' || key === 'why' ? undefined : value)));

/** Of several of which the same is left one says as much. */
function cut<E extends object>(list: readonly E[], keep: readonly string[], isWhole: (entry: E) => boolean): object[] {
  const left = list.map((entry) =>
    isWhole(entry)
      ? withoutOthers(entry)
      : { ...Object.fromEntries(Object.entries(entry).filter(([key]) => keep.includes(key))), away: true },
  );
  return [...new Map(left.map((entry) => [JSON.stringify(entry), entry])).values()];
}
