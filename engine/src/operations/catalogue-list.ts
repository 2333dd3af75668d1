import * as z from 'zod';
import { baseValue, type Catalogue, type Fact, nameKey } from '../facts/index.ts';
import { ageOf } from '../report/age.ts';
import type { Table } from '../report/table.ts';
import { operation } from './operation.ts';
import { choice, text } from './scenario/field.ts';
import { later } from './scenario/later.ts';

/** Lists that can be printed; sources are shown beside the facts that cite them. */
export const LISTS = [
  'chips',
  'systems',
  'fabrics',
  'models',
  'prices',
  'grids',
  'places',
  'tokenPrices',
  'constants',
  'sources',
] as const;
export type ListName = (typeof LISTS)[number];

const input = later(() =>
  z.strictObject({ list: choice(LISTS, {}).optional(), filter: text({ flag: 'filter' }).optional() }),
);

/** What the catalogue holds: without a list how many of each, with one its entries. */
export const catalogueList = operation<z.output<typeof input>, Table>({
  name: 'catalogue-list',
  command: ['catalogue', 'ls'],
  sentence: 'catalogueList',
  input,
  output: 'table',
  run: ({ catalogue, today }, { list, filter }) =>
    list ? filtered(TABLES[list](catalogue, today), filter, catalogue[list]) : counts(catalogue),
});

const counts = (catalogue: Catalogue): Table => ({
  name: 'catalogue',
  columns: [{ key: 'list' }, { key: 'count', unit: '1' }, { key: 'for_example' }],
  rows: LISTS.map((list) => [list, catalogue[list].length, examples(catalogue[list])]),
});

const examples = (entries: readonly { readonly id: string }[]): string =>
  [0, 0.33, 0.66]
    .map((at) => entries[Math.floor(at * entries.length)]?.id)
    .filter(Boolean)
    .join(', ');

/** Rows of which a cell, or another name of the entry that it is of, holds the filter. */
function filtered(table: Table, filter: string | undefined, entries: readonly Aliased[]): Table {
  if (!filter) return table;
  const wanted = nameKey(filter);
  const others = new Map(entries.map(({ id, aliases = [] }) => [id, aliases]));
  const holds = (cell: unknown): boolean => typeof cell === 'string' && nameKey(cell).includes(wanted);
  return {
    ...table,
    rows: table.rows.filter((row) => row.some(holds) || others.get(String(row[0]))?.some(holds)),
  };
}

/** An entry that may be known by other names. */
interface Aliased {
  readonly id: string;
  readonly aliases?: readonly string[];
}

const base = (fact: Fact | undefined): number | null => (fact ? baseValue(fact) : null);

/** Marks what is older than half a year, as answers do. */
const dated = ({ date }: Fact, today: string | undefined): string => date + (ageOf(date, today)?.old ? '†' : '');

const TABLES: Readonly<Record<ListName, (catalogue: Catalogue, today?: string) => Table>> = {
  chips: ({ chips }) => ({
    name: 'chips',
    columns: [
      { key: 'id' },
      { key: 'name', gives: 2 },
      { key: 'bf16', unit: 'FLOP/s' },
      { key: 'fp8', unit: 'FLOP/s', gives: 1 },
      { key: 'capacity', unit: 'B' },
      { key: 'bandwidth', unit: 'B/s' },
      { key: 'link', unit: 'B/s' },
      { key: 'launch', gives: 3 },
    ],
    rows: chips.map((c) => [
      c.id,
      c.name,
      base(c.peak.bf16 ?? c.peak.fp16),
      base(c.peak.fp8 ?? c.peak.mxfp8),
      base(c.memory.capacity),
      base(c.memory.bandwidth),
      base(c.scaleUp?.bandwidth),
      c.launch,
    ]),
  }),
  systems: ({ systems }) => ({
    name: 'systems',
    columns: [
      { key: 'id' },
      { key: 'name', gives: 1 },
      { key: 'chip' },
      { key: 'chips', unit: '1' },
      { key: 'domain', unit: '1' },
      { key: 'scale_up', unit: 'B/s' },
      { key: 'scale_out', unit: 'B/s' },
    ],
    rows: systems.map((s) => [
      s.id,
      s.name,
      s.chip,
      s.chips,
      s.scaleUp.domain,
      base(s.scaleUp.bandwidth),
      base(s.scaleOut?.bandwidthPerChip),
    ]),
  }),
  fabrics: ({ fabrics }) => ({
    name: 'fabrics',
    columns: [
      { key: 'id' },
      { key: 'name', gives: 1 },
      { key: 'kind' },
      { key: 'bandwidth', unit: 'B/s' },
      { key: 'latency', unit: 's' },
      { key: 'efficiency', unit: '1' },
    ],
    rows: fabrics.map((f) => [f.id, f.name, f.kind, base(f.bandwidth), base(f.latency), base(f.efficiency)]),
  }),
  models: ({ models }) => ({
    name: 'models',
    columns: [
      { key: 'id' },
      { key: 'name', gives: 1 },
      { key: 'family' },
      { key: 'parameters', unit: 'parameters' },
      { key: 'active', unit: 'parameters' },
      { key: 'released', gives: 2 },
    ],
    rows: models.map((m) => [m.id, m.name, m.family, base(m.parameters), base(m.activeParameters), m.released ?? null]),
  }),
  prices: ({ prices }, today) => ({
    name: 'prices',
    columns: [
      { key: 'chip' },
      { key: 'kind' },
      { key: 'seller' },
      { key: 'price', unit: 'USD' },
      { key: 'unit', gives: 1 },
      { key: 'date' },
    ],
    rows: prices.map((p) => [p.chip, p.kind, p.seller, p.usd.value, p.usd.unit, dated(p.usd, today)]),
  }),
  grids: ({ grids }, today) => ({
    name: 'grids',
    columns: [
      { key: 'id' },
      { key: 'name', locale: 'en' },
      { key: 'name_zh', locale: 'zh-CN' },
      { key: 'intensity', unit: 'kgCO2e/kWh' },
      { key: 'date' },
    ],
    rows: grids.map((g) => [g.id, g.name, g.nameZh, g.intensity.value / 1000, dated(g.intensity, today)]),
  }),
  places: ({ places }, today) => ({
    name: 'places',
    columns: [
      { key: 'id' },
      { key: 'name', gives: 1, locale: 'en' },
      { key: 'name_zh', gives: 1, locale: 'zh-CN' },
      { key: 'grid' },
      { key: 'electricity', unit: '1' },
      { key: 'unit' },
      { key: 'date' },
    ],
    rows: places.map((p) => [
      p.id,
      p.name,
      p.nameZh,
      p.grid,
      p.electricity.value,
      p.electricity.unit,
      dated(p.electricity, today),
    ]),
  }),
  tokenPrices: ({ tokenPrices }, today) => ({
    name: 'tokenPrices',
    columns: [
      { key: 'id' },
      { key: 'seller' },
      { key: 'input', unit: 'USD' },
      { key: 'cached', unit: 'USD', gives: 1 },
      { key: 'output', unit: 'USD' },
      { key: 'unit', gives: 2 },
      { key: 'date' },
    ],
    rows: tokenPrices.map((t) => [
      t.id,
      t.seller,
      t.input.value,
      t.cached?.value ?? null,
      t.output.value,
      t.input.unit,
      dated(t.output, today),
    ]),
  }),
  constants: ({ constants }) => ({
    name: 'constants',
    columns: [{ key: 'id' }, { key: 'value', unit: '1' }, { key: 'unit' }, { key: 'date' }],
    rows: constants.map((c) => [c.id, c.fact.value, c.fact.unit, c.fact.date]),
  }),
  sources: ({ sources }) => ({
    name: 'sources',
    columns: [{ key: 'id' }, { key: 'title' }, { key: 'date' }],
    rows: sources.map((s) => [s.id, s.title, s.date]),
  }),
};
