import { describe, expect, it } from 'vitest';
import { read } from './sources.ts';

const GRADES = ['vendor', 'measured', 'third-party', 'derived', 'estimate'];
const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Everything with a `value` or a `grade` is a claim about the world and must say all of it. */
function factViolations(node: Json, sources: ReadonlySet<string>, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node))
    return node.flatMap((item, i) => factViolations(item as Json, sources, `${path}[${nameIn(item as Json) ?? i}]`));
  const record = node as { readonly [key: string]: Json };
  const here =
    'value' in record || 'grade' in record ? missingIn(record, sources).map((what) => `${path}: ${what}`) : [];
  return [
    ...here,
    ...Object.entries(record).flatMap(([key, value]) =>
      factViolations(value, sources, path === '' ? key : `${path}.${key}`),
    ),
  ];
}

function missingIn(fact: { readonly [key: string]: Json }, sources: ReadonlySet<string>): string[] {
  const { value, unit, source, date, grade } = fact;
  return [
    ...(typeof value === 'number' && Number.isFinite(value) ? [] : ['value is no number']),
    ...(typeof unit === 'string' && unit !== '' ? [] : ['no unit']),
    ...(typeof source === 'string' && (/^https?:\/\/\S+\.\S+$/.test(source) || sources.has(source))
      ? []
      : [`source "${String(source)}" is not known`]),
    ...(typeof date === 'string' && DATE.test(date) ? [] : [`date "${String(date)}" is no date`]),
    ...(typeof grade === 'string' && GRADES.includes(grade) ? [] : [`grade "${String(grade)}" is none`]),
  ];
}

const nameIn = (item: Json): string | undefined =>
  typeof item === 'object' && item !== null && !Array.isArray(item)
    ? String((item as { id?: Json }).id ?? '') || undefined
    : undefined;

describe('no fact without a source', () => {
  const catalogue = JSON.parse(read('catalogue/dist/catalogue.json').text) as { readonly [key: string]: Json };
  const sources = new Set((catalogue.sources as readonly { id: string }[]).map((s) => s.id));
  const { models, ...rest } = catalogue;

  it('holds in the built catalogue', () => {
    expect(sources.size).toBeGreaterThan(10);
    expect(factViolations(rest, sources)).toEqual([]);
    const withoutConfigs = (models as readonly { readonly [key: string]: Json }[]).map(
      ({ config: _, ...entry }) => entry,
    );
    expect(factViolations(withoutConfigs, sources)).toEqual([]);
  });

  it('ids are unique within a list', () => {
    for (const [list, entries] of Object.entries(catalogue)) {
      const ids = (entries as readonly { id: string }[]).map((e) => e.id);
      expect(
        ids.filter((id, i) => ids.indexOf(id) !== i),
        list,
      ).toEqual([]);
    }
  });

  it('catches every kind of gap', () => {
    const good = { value: 1, unit: 'W', source: 'nvidia', date: '2024-03', grade: 'vendor' };
    const known = new Set(['nvidia']);
    expect(factViolations({ chips: [{ id: 'a', tdp: good }] }, known)).toEqual([]);
    for (const key of Object.keys(good)) {
      const { [key]: _, ...gap } = good as Record<string, Json>;
      const looksLikeFact = 'value' in gap || 'grade' in gap;
      expect(factViolations({ chips: [{ id: 'a', tdp: gap as Json }] }, known), key).toHaveLength(
        looksLikeFact ? 1 : 0,
      );
    }
    const wrong = [
      { source: 'a blog' },
      { date: 'spring 2024' },
      { date: '2024-13' },
      { grade: 'memory' },
      { value: null },
      { unit: '' },
    ];
    for (const change of wrong) expect(factViolations({ x: { ...good, ...change } }, known)).toHaveLength(1);
    expect(factViolations({ x: { ...good, others: [{ ...good, source: 'hearsay' }] } }, known)).toEqual([
      'x.others[0]: source "hearsay" is not known',
    ]);
  });
});
