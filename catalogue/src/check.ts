import { type Catalogue, nameKey } from '@ridgepoint/engine/facts';
import { nearest } from '@ridgepoint/engine/units';
import { CatalogueProblem } from './problem.ts';

const LISTS = ['chips', 'systems', 'fabrics', 'models', 'places', 'tokenPrices'] as const;

/**
 * What no single file can see: ids are unique within a list, no name or alias means two things of one list, and what
 * a system, a price or a model points at exists. Throws {@link CatalogueProblem}.
 */
export function checkCatalogue(catalogue: Catalogue): void {
  for (const [list, entries] of Object.entries(catalogue) as [string, readonly { readonly id: string }[]][]) {
    const seen = new Set<string>();
    for (const { id } of entries) {
      if (seen.has(id)) throw new CatalogueProblem(list, id, `id "${id}" is used twice`);
      seen.add(id);
    }
  }
  for (const list of LISTS) checkNames(list, catalogue[list]);
  const chips = catalogue.chips.map((chip) => chip.id);
  for (const system of catalogue.systems) pointsAt(chips, system.chip, 'systems', system.id);
  for (const price of catalogue.prices) pointsAt(chips, price.chip, 'prices', price.id);
  for (const fit of catalogue.kernels) pointsAt(chips, fit.chip, 'kernels', fit.id);
  const grids = new Set(catalogue.grids.map((grid) => grid.id));
  for (const { id, grid, exports = [] } of catalogue.places) {
    if (!grids.has(grid)) throw new CatalogueProblem('places', id, `grid "${grid}" is not in the catalogue`);
    for (const rule of exports) for (const chip of rule.chips) pointsAt(chips, chip, 'places', id);
  }
  const models = catalogue.models.map((model) => model.id);
  for (const { id, model } of catalogue.tokenPrices)
    if (model !== undefined && !models.includes(model))
      throw new CatalogueProblem('tokenPrices', id, `model "${model}" is not in the catalogue`);
  const sources = new Set(catalogue.sources.map((source) => source.id));
  for (const model of catalogue.models)
    if (!sources.has(model.source) && !model.source.includes('https://'))
      throw new CatalogueProblem(
        'models',
        model.id,
        `source "${model.source}" neither is in sources.yaml nor names an https address`,
      );
}

/** Every kernel's fit is of a known chip: a user's fits may come without the file that their chip stands in. Throws {@link CatalogueProblem}. */
export function checkFits({ chips, kernels }: Pick<Catalogue, 'chips' | 'kernels'>): void {
  const known = new Set(chips.map(({ id }) => id));
  const orphan = kernels.find(({ chip }) => !known.has(chip));
  if (!orphan) return;
  const reason = `chip "${orphan.chip}" is not in the catalogue; give the file that it stands in with one more --overlay`;
  throw new CatalogueProblem('kernels', orphan.id, reason);
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

function checkNames(list: string, entries: readonly Named[]): void {
  const owner = new Map<string, string>();
  for (const { id, name, aliases = [] } of entries)
    for (const alias of [id, name, ...aliases]) {
      const key = nameKey(alias);
      const other = owner.get(key);
      if (other !== undefined && other !== id)
        throw new CatalogueProblem(list, id, `name "${alias}" already means ${other}; an alias belongs to one entry`);
      owner.set(key, id);
    }
}

function pointsAt(chips: readonly string[], chip: string, list: string, id: string): void {
  if (chips.includes(chip)) return;
  const [near] = nearest(chip, chips, 1);
  throw new CatalogueProblem(list, id, `chip "${chip}" is not in the catalogue${near ? `; nearest: ${near}` : ''}`);
}
