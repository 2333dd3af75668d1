import { describe, expect, it } from 'vitest';
import type { Catalogue, Constant } from './catalogue.ts';
import { findByName } from './find-by-name.ts';
import { mergeCatalogue } from './merge.ts';

const constant = (id: string, value: number): Constant => ({
  id,
  name: id,
  fact: { value, unit: '1', date: '2026', source: 'https://example.org', grade: 'estimate' },
});

const base: Catalogue = {
  sources: [],
  kernels: [],
  transfers: [],
  places: [],
  tokenPrices: [],
  chips: [],
  systems: [],
  fabrics: [],
  models: [],
  prices: [],
  grids: [],
  constants: [constant('pue', 1.5), constant('wacc', 0.1)],
};

describe('mergeCatalogue', () => {
  it('replaces by id in place, adds the rest behind, and leaves both arguments alone', () => {
    const before = JSON.stringify(base);
    const overlay = { constants: [constant('pue', 1.1), constant('mine', 7)] };
    const merged = mergeCatalogue(base, overlay);
    expect(merged.constants.map((c) => [c.id, c.fact.value])).toEqual([
      ['pue', 1.1],
      ['wacc', 0.1],
      ['mine', 7],
    ]);
    expect(JSON.stringify(base)).toBe(before);
    expect(overlay.constants).toHaveLength(2);
  });

  it('an empty overlay changes nothing', () => {
    expect(mergeCatalogue(base, {})).toEqual(base);
  });

  it('merging twice is merging once', () => {
    const overlay = { constants: [constant('pue', 1.1)] };
    const once = mergeCatalogue(base, overlay);
    expect(mergeCatalogue(once, overlay)).toEqual(once);
  });
});

describe('findByName', () => {
  const entries = [
    { id: 'h100-sxm', name: 'NVIDIA H100 SXM5 80GB', aliases: ['h100', 'NVIDIA H100'] },
    { id: 'h100-pcie', name: 'NVIDIA H100 PCIe 80GB', aliases: [] },
  ];
  it.each([
    ['h100-sxm', 'h100-sxm'],
    ['H100', 'h100-sxm'],
    ['nvidia  h100', 'h100-sxm'],
    ['NVIDIA H100-PCIe-80GB', 'h100-pcie'],
  ])('%s is %s', (name, id) => expect(findByName(entries, name)?.id).toBe(id));

  it('finds nothing for a name nobody carries', () => expect(findByName(entries, 'h1000')).toBeUndefined());

  it('an id wins over an alias, and a later alias over an earlier one', () => {
    const mine = { id: 'mine', name: 'Mine', aliases: ['NVIDIA H100'] };
    expect(findByName([...entries, mine], 'NVIDIA H100')?.id).toBe('mine');
    expect(findByName([...entries, { id: 'h100', name: 'Other' }], 'h100')?.id).toBe('h100');
  });
});
