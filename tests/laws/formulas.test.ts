import { describe, expect, it } from 'vitest';
import { SECTIONS, termsOf } from '../../docs/formula-list.ts';
import { formulaPage } from '../../docs/formula-page.ts';
import { defineTerm, type Term } from '../../engine/src/because/index.ts';
import { FORMS } from '../../engine/src/cost/index.ts';
import { handWritten, read, type SourceFile } from './sources.ts';

/** Files that define terms but are not on the page, or of which the page shows fewer than they define. */
function leftOut(sources: readonly SourceFile[], shown: ReadonlyMap<string, number>): string[] {
  return sources.flatMap(({ path, text }) => {
    const defined = text.match(/= defineTerm[<(]/g)?.length ?? 0;
    const seen = shown.get(path) ?? 0;
    return defined === seen ? [] : [`${path}: ${defined} defined, ${seen} on the page`];
  });
}

/** What a reader misses of a formula. A study that nobody can open is no source. */
function poor({ term, formula, unit, symbols, source, length }: Term): string[] {
  return [
    ...(formula === '' ? ['no formula'] : []),
    ...(unit === '' ? ['no unit'] : []),
    ...(Object.keys(symbols).length === length ? [] : [`${length} arguments, ${Object.keys(symbols).length} symbols`]),
    ...Object.entries(symbols).flatMap(([name, { unit, meaning }]) =>
      unit === '' || meaning === '' ? [`symbol ${name} without unit or meaning`] : [],
    ),
    ...sourceless(source),
  ].map((what) => `${term}: ${what}`);
}

const sourceless = (source: string): string[] =>
  source.trim() === '' || /\bstudy\b/i.test(source) ? [`source "${source}"`] : [];

describe('the page of formulas', () => {
  const files = SECTIONS.flatMap((section) => section.files);
  const terms = files.flatMap(([, exported]) => termsOf(exported));

  it('has every formula of the engine, each name once', () => {
    const shown = new Map(files.map(([path, exported]) => [`engine/src/${path}`, termsOf(exported).length]));
    const sources = handWritten(['engine/src']).filter(({ path }) => path !== 'engine/src/because/term.ts');
    expect(leftOut(sources, shown)).toEqual([]);
    expect(terms.length).toBeGreaterThan(100);
    const names = terms.map(({ term }) => term);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('gives each a formula, units, symbols and a source that can be opened', () => {
    expect(terms.flatMap(poor)).toEqual([]);
    expect(Object.values(FORMS).flatMap(({ kind, source }) => sourceless(source).map((s) => `${kind}: ${s}`))).toEqual(
      [],
    );
  });

  it('is current (else: node cli/bin/run.mjs docs/formulas.ts)', () =>
    expect(read('docs/formulas.md').text).toBe(formulaPage((path) => read(`engine/src/${path}`).text)));

  it('catches what is left out and what is poor', () => {
    const text = 'export const a = defineTerm(\nconst b = defineTerm<[number]>(';
    const path = 'engine/src/x.ts';
    expect(leftOut([{ path, text }], new Map([[path, 2]]))).toEqual([]);
    expect(leftOut([{ path, text }], new Map([[path, 1]]))).toHaveLength(1);
    expect(leftOut([{ path, text }], new Map())).toHaveLength(1);
    const symbols = { x: { unit: 'm', meaning: 'a side' } };
    const good = { term: 'square', formula: 'x²', unit: 'm2', symbols, source: 'Euclid' };
    const bad = [
      good,
      { ...good, formula: '' },
      { ...good, unit: '' },
      { ...good, symbols: {} },
      { ...good, symbols: { x: { unit: '', meaning: 'a side' } } },
      { ...good, source: '' },
      { ...good, source: 'Our study 2026-11' },
    ].map((meta) => poor(defineTerm(meta, (x: number) => x * x)).length);
    expect(bad).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });
});
