import * as z from 'zod';
import type { Catalogue, Fact } from '../facts/index.ts';
import { LISTS, type ListName } from './catalogue-list.ts';
import { operation } from './operation.ts';

/** What the catalogue's facts look like taken together, and what is wrong with them. */
export interface CatalogueCheck {
  readonly entries: readonly { readonly list: ListName; readonly count: number }[];
  readonly facts: number;
  readonly byGrade: readonly { readonly grade: string; readonly count: number }[];
  readonly disputed: number;
  readonly oldest: string;
  readonly newest: string;
  readonly problems: readonly { readonly where: string; readonly rule: string }[];
}

const input = z.strictObject({});

/** Counts facts by grade and age, and finds those whose source is neither listed nor an address. */
export const catalogueCheck = operation<z.output<typeof input>, CatalogueCheck>({
  name: 'catalogue-check',
  command: ['catalogue', 'check'],
  sentence: 'catalogueCheck',
  input,
  output: 'check',
  run: ({ catalogue }) => check(catalogue),
});

function check(catalogue: Catalogue): CatalogueCheck {
  const sources = new Set(catalogue.sources.map((s) => s.id));
  const facts: { where: string; fact: Fact }[] = [];
  const walk = (value: unknown, where: string): void => {
    if (value === null || typeof value !== 'object') return;
    if ('value' in value && 'unit' in value && 'grade' in value) facts.push({ where, fact: value as Fact });
    else for (const [key, inner] of Object.entries(value)) walk(inner, `${where}.${key}`);
  };
  for (const list of LISTS) for (const entry of catalogue[list]) walk(entry, `${list}.${entry.id}`);
  const dates = facts.map(({ fact }) => fact.date).sort();
  const grades = new Map<string, number>();
  for (const { fact } of facts) grades.set(fact.grade, (grades.get(fact.grade) ?? 0) + 1);
  return {
    entries: LISTS.map((list) => ({ list, count: catalogue[list].length })),
    facts: facts.length,
    byGrade: [...grades].map(([grade, count]) => ({ grade, count })).sort((a, b) => b.count - a.count),
    disputed: facts.filter(({ fact }) => fact.others?.length).length,
    oldest: dates[0] ?? '',
    newest: dates.at(-1) ?? '',
    problems: facts
      .filter(({ fact }) => !sources.has(fact.source) && !/^(?:https:\/\/|overlay:|file:)/.test(fact.source))
      .map(({ where, fact }) => ({ where, rule: `source "${fact.source}"` })),
  };
}
