import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../tests/cpu-milliseconds.ts';
import { buildCatalogue, loadCatalogue } from './build.ts';
import { parseCatalogue, readCatalogue } from './index.ts';
import { CatalogueProblem } from './problem.ts';

const SOURCES = `sources:
  - {id: sheet, title: A datasheet, url: "https://example.org/sheet", date: "2024-05", grade: vendor}
  - {id: page, title: A page, url: "https://example.org/page", date: "2025"}
`;
const CHIP = `id: x1
name: X One
vendor: Example
architecture: x
kind: gpu
status: available
launch: 2024
aliases: [X-1]
defaults: {source: sheet, sparsity: dense, scope: package, direction: one-way}
peak: {bf16: 100 TFLOP/s, int8: {is: 200 TOP/s, others: [{is: 400 TOP/s, sparsity: sparse, source: page, grade: estimate}], why: the dense one}}
memory: {type: HBM3, capacity: 80 GB, bandwidth: 3 TB/s}
scaleUp: {name: Link, bandwidth: {is: 900 GB/s, direction: both-ways}, domain: 8, topology: switch}
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function catalogueOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  folders.push(folder);
  for (const [name, text] of Object.entries({ 'sources.yaml': SOURCES, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const load = (files: Record<string, string>) => loadCatalogue(catalogueOf(files));
const edit = (from: string | RegExp, to: string) => ({ 'chips/x1.yaml': CHIP.replace(from, to) });

describe('the builder', () => {
  it('fills facts in from the file and from what is known of the source', () => {
    const chip = load({ 'chips/x1.yaml': CHIP }).chips[0]!;
    const common = { date: '2024-05', source: 'sheet', grade: 'vendor', scope: 'package' };
    expect(chip.peak.bf16).toEqual({ value: 100, unit: 'TFLOP/s', sparsity: 'dense', ...common });
    expect(chip.scaleUp!.bandwidth).toEqual({ value: 900, unit: 'GB/s', direction: 'both-ways', ...common });
    expect(chip.peak.int8!.others).toEqual([
      {
        value: 400,
        unit: 'TOP/s',
        sparsity: 'sparse',
        date: '2025',
        source: 'page',
        grade: 'estimate',
        scope: 'package',
      },
    ]);
    expect(chip.memory.capacity).not.toHaveProperty('sparsity');
    expect(chip.launch).toBe('2024');
    expect(chip).not.toHaveProperty('defaults');
  });

  it('writes JSON that reads back the same', () => {
    const folder = catalogueOf({ 'chips/x1.yaml': CHIP });
    const out = join(folder, 'dist', 'catalogue.json');
    buildCatalogue(folder, out);
    expect(readCatalogue(out)).toEqual(loadCatalogue(folder));
    expect(() => parseCatalogue('{"chips":[]}')).toThrow('no sources, systems');
  });

  it('reads the shipped files in under two seconds', () => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
    expect(cpuMilliseconds(() => loadCatalogue(folder), 2000)).toBeLessThan(2000);
  });

  it('a price is named by chip, kind, seller and date', () => {
    const prices = `chip: x1\ndefaults: {source: page, grade: third-party}\nprices:
  - {kind: rent-on-demand, seller: Some Cloud, usd: 2.5 USD/h}
  - {kind: rent-on-demand, seller: Some Cloud, region: eu, usd: 3 USD/h}\n`;
    const ids = load({ 'chips/x1.yaml': CHIP, 'prices/x1.yaml': prices }).prices.map((price) => price.id);
    expect(ids).toEqual(['x1:rent-on-demand:some-cloud:2025', 'x1:rent-on-demand:some-cloud:2025:2']);
  });
});

describe('the builder refuses', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an unknown key, naming the nearest',
      edit('vendor:', 'vender:'),
      /chips\/x1\.yaml.*unknown key "vender"; did you mean "vendor"\?/,
    ],
    [
      'an unknown key inside a fact',
      edit('100 TFLOP/s', '{is: 100 TFLOP/s, sorce: sheet}'),
      /at peak\.bf16: unknown key "sorce"; did you mean "source"/,
    ],
    ['an unknown number format', edit('bf16:', 'bf61:'), /at peak: unknown key "bf61"; did you mean "bf16"/],
    ['a fact without unit', edit('100 TFLOP/s', '{value: 100}'), /at peak\.bf16\.unit/],
    ['a fact without value', edit('100 TFLOP/s', '{unit: TFLOP/s}'), /at peak\.bf16\.value/],
    [
      'a wrong unit',
      edit('100 TFLOP/s', '100 GB'),
      /at peak\.bf16: unit "GB" does not fit here; it is one of TFLOP\/s/,
    ],
    ['operations for a floating format', edit('100 TFLOP/s', '100 TOP/s'), /unit "TOP\/s" does not fit/],
    ['a fact without source', edit('source: sheet, ', ''), /at peak\.bf16: has no source/],
    [
      'a source nobody listed',
      edit('source: sheet', 'source: shet'),
      /source "shet" is neither in sources\.yaml nor an https address/,
    ],
    [
      'a fact without date',
      edit('source: sheet', 'source: "https://example.org/x", grade: vendor'),
      /at peak\.bf16: has no date/,
    ],
    ['a fact without grade', edit('source: sheet', 'source: page'), /at peak\.bf16: has no grade/],
    [
      'a figure from memory',
      edit('source: sheet', 'source: sheet, grade: memory'),
      /grade "memory" is not one of vendor, .*find a source or leave the fact out/,
    ],
    ['a sparse peak', edit('sparsity: dense', 'sparsity: sparse'), /at peak\.bf16: is a sparse peak/],
    ['a peak that does not say', edit('sparsity: dense, ', ''), /at peak\.bf16: has no sparsity/],
    [
      'a direction that is none',
      edit('direction: both-ways', 'direction: sideways'),
      /at scaleUp\.bandwidth\.direction/,
    ],
    [
      'a link without direction',
      { 'chips/x1.yaml': CHIP.replace(', direction: one-way', '').replace(', direction: both-ways', '') },
      /at scaleUp\.bandwidth: has no direction/,
    ],
    [
      'a value outside its range',
      edit('100 TFLOP/s', '{is: 100 TFLOP/s, low: 120}'),
      /value 100 lies outside its range 120 to -/,
    ],
    ['a peak that is not positive', edit('100 TFLOP/s', '-100 TFLOP/s'), /value -100 is not positive/],
    ['a date that is none', edit('launch: 2024', 'launch: 2024-13'), /at launch: is not an ISO date/],
    ['an id that is no id', edit('id: x1', 'id: X 1'), /at id/],
    ['a file under another name', { 'chips/x2.yaml': CHIP }, /"x1" lives in chips\/x1\.yaml, not in x2\.yaml/],
    [
      'an alias of two chips',
      { 'chips/x1.yaml': CHIP, 'chips/x2.yaml': CHIP.replaceAll('x1', 'x2').replace('X One', 'X Two') },
      /name "X-1" already means x1/,
    ],
    [
      "a name that is another chip's alias",
      {
        'chips/x1.yaml': CHIP,
        'chips/x2.yaml': CHIP.replaceAll('x1', 'x2')
          .replace('aliases: [X-1]', 'aliases: [x one]')
          .replace('X One', 'X Two'),
      },
      /already means x1/,
    ],
    [
      'a system of no chip',
      {
        'chips/x1.yaml': CHIP,
        'systems/s.yaml':
          'id: s\nname: S\nchip: x11\nchips: 8\nscaleUp: {domain: 8, bandwidth: {is: 1 GB/s, direction: one-way, source: sheet}, topology: switch}\n',
      },
      /chip "x11" is not in the catalogue; nearest: x1/,
    ],
    [
      'a price of no chip',
      {
        'prices/y.yaml': 'chip: y\nprices: []\n',
        'chips/x1.yaml': CHIP,
        'prices/z.yaml': 'chip: z\nprices: [{kind: purchase, seller: A, usd: {is: 1 USD, source: sheet}}]\n',
      },
      /chip "z" is not in the catalogue/,
    ],
    [
      'a constant twice',
      {
        'constants/a.yaml':
          'constants:\n  - {id: pue, name: PUE, fact: {is: 1.1 1, source: sheet}}\n  - {id: pue, name: PUE, fact: {is: 1.2 1, source: sheet}}\n',
      },
      /id "pue" is used twice/,
    ],
    [
      'a grid that is no country',
      { 'grids/a.yaml': 'grids:\n  - {id: us, name: A, nameZh: B, intensity: {is: 1 gCO2e/kWh, source: sheet}}\n' },
      /ISO 3166-1 alpha-3/,
    ],
    ['YAML with an alias', edit('launch: 2024', 'launch: &l 2024\nnote: *l'), /line \d+: alias \*l is not allowed/],
    ['a key twice', edit('launch: 2024', 'launch: 2024\nlaunch: 2025'), /line \d+: YAML: Map keys must be unique/],
  ])('%s', (_, files, message) => {
    expect(() => load(files)).toThrow(CatalogueProblem);
    expect(() => load(files)).toThrow(message);
  });

  it('but takes the same catalogue when nothing is wrong with it', () => {
    expect(load({ 'chips/x1.yaml': CHIP }).chips).toHaveLength(1);
    expect(readFileSync(join(folders[0]!, 'sources.yaml'), 'utf8')).toBe(SOURCES);
  });
});
