import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../tests/cpu-milliseconds.ts';
import { readCatalogue } from './index.ts';
import { mergeCatalogue, readOverlay } from './overlay.ts';
import { checkPlausible } from './plausible.ts';
import { CatalogueProblem } from './problem.ts';
import { MAX_BYTES, readYaml } from './read-yaml.ts';

const SHEET = [{ id: 'sheet', title: 'Sheet', url: 'https://example.org', date: '2024' }];
const catalogue = readCatalogue();
const shipped = { ...catalogue, sources: [...catalogue.sources, ...SHEET] };
const base = {
  sources: SHEET,
  chips: [],
  systems: [],
  fabrics: [],
  models: [],
  prices: [],
  grids: [],
  constants: [],
  kernels: [],
  transfers: [],
  places: [],
  tokenPrices: [],
};
const MINE = `defaults: {date: 2026-11-01}
chips:
  - id: mine
    name: My card
    vendor: Me
    architecture: mine
    kind: asic
    status: available
    launch: 2026
    defaults: {sparsity: dense}
    peak: {bf16: 10 TFLOP/s}
    memory: {type: LPDDR, capacity: 16 GiB, bandwidth: 100 GB/s}
prices:
  - {chip: mine, kind: rent-on-demand, seller: Me, usd: 0.1 USD/h}
constants:
  - {id: pue, name: Our PUE, fact: {is: 1.2 1, source: sheet, grade: measured}}
`;

describe('an overlay', () => {
  it("is its own source where it names none, and may name the catalogue's", () => {
    const overlay = readOverlay(MINE, 'my.yaml', base);
    const merged = mergeCatalogue(base, overlay);
    expect(merged.chips[0]!.peak.bf16).toEqual({
      value: 10,
      unit: 'TFLOP/s',
      sparsity: 'dense',
      date: '2026-11-01',
      source: 'overlay:my.yaml',
      grade: 'estimate',
    });
    expect(merged.constants[0]!.fact).toMatchObject({ value: 1.2, source: 'sheet', grade: 'measured' });
    expect(merged.prices[0]).toMatchObject({ id: 'overlay:my.yaml:price:0', chip: 'mine' });
    expect(merged.sources.map((source) => source.id)).toEqual(['sheet', 'overlay:my.yaml']);
    expect(base.chips).toEqual([]);
  });

  it('may be empty', () => {
    expect(mergeCatalogue(base, readOverlay('', 'empty.yaml')).chips).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['an unknown list', 'chip: []', /my\.yaml: unknown key "chip"; did you mean "chips"\?/],
    ['a fact without date', MINE.replace('defaults: {date: 2026-11-01}', ''), /has no date/],
    ['a source it does not know', MINE.replace('source: sheet', 'source: shet'), /source "shet"/],
    ['an alias', 'chips: &a []\nsystems: *a', /line 2: alias \*a is not allowed/],
    ['__proto__', '__proto__: {chips: []}', /key "__proto__" is not allowed/],
    ['__proto__ in quotes, deep', 'constants:\n  - {"__proto__": {x: 1}}', /key "__proto__" is not allowed/],
    ['constructor', 'constants: [{constructor: 1}]', /key "constructor" is not allowed/],
    ['text that is no list', 'just words', /my\.yaml/],
    ['a number for a key', '1: 2', /is not allowed/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readOverlay(text, 'my.yaml', base)).toThrow(CatalogueProblem);
    expect(() => readOverlay(text, 'my.yaml', base)).toThrow(message);
  });

  it.each<[string, string, RegExp]>([
    ['64 TB of memory', MINE.replace('16 GiB', '64 TB'), /chips\.0\.memory\.capacity: 64 TB .*GB \(groq1\) to 768 GB/],
    [
      'a peak a thousand times too large',
      MINE.replace('10 TFLOP/s', '989000 TFLOP/s'),
      /989000 TFLOP\/s is of another/,
    ],
    [
      'the end of a range',
      MINE.replace('100 GB/s', '{value: 100, unit: GB/s, high: 1e9}'),
      /1000000000 GB\/s is of another/,
    ],
    ['a rent a day', MINE.replace('0.1 USD/h', '9000 USD/h'), /prices\.0\.usd: 9000 USD\/h/],
    ['memory in bits of bytes', MINE.replace('16 GiB', '80 kB'), /80 kB is of another order/],
  ])('refuses %s, naming the range of the catalogue', (_, text, message) => {
    expect(() => readOverlay(text, 'my.yaml', shipped)).toThrow(message);
    expect(readOverlay(MINE, 'my.yaml', shipped).chips).toHaveLength(1);
  });

  it('takes every entry of the catalogue for plausible', () => {
    for (const list of ['chips', 'systems', 'fabrics', 'prices', 'grids', 'places', 'tokenPrices'] as const)
      for (const entry of shipped[list]) {
        const others = { ...shipped, [list]: (shipped[list] as readonly unknown[]).filter((other) => other !== entry) };
        expect(() => checkPlausible({ [list]: [entry] }, others, entry.id)).not.toThrow();
      }
  });

  it('refuses more than 1 MiB without parsing it', () => {
    expect(() => readOverlay(`# ${'x'.repeat(MAX_BYTES)}`, 'big.yaml')).toThrow(
      /bytes are more than the 1048576 allowed/,
    );
  });
});

describe('nesting', () => {
  const blocks = (levels: number) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  it.each<[string, string]>([
    ['brackets', '['.repeat(20_000)],
    ['brackets behind an apostrophe', `it: 's\nx: ${'['.repeat(20_000)}`],
    ['braces', '{a: '.repeat(20_000)],
    ['blocks', blocks(100)],
    ['dashes on one line', `${'- '.repeat(5_000)}x`],
    ['explicit keys on one line', `${'? '.repeat(5_000)}x`],
    ['brackets over many lines', '[\n'.repeat(20_000)],
  ])('refuses deep %s before the parser sees them', (_, text) => {
    const read = () => expect(() => readYaml(text, 'deep.yaml')).toThrow(/nested deeper than 64/);
    expect(cpuMilliseconds(read, 200)).toBeLessThan(200);
  });

  it('takes what is 60 levels deep, and long flat lists', () => {
    expect(readYaml(`${blocks(60)} 1`, 'ok.yaml')).toBeTruthy();
    expect(readYaml(`a: ${'['.repeat(60)}${']'.repeat(60)}`, 'ok.yaml')).toBeTruthy();
    expect(readYaml(Array.from({ length: 5_000 }, (_, i) => `- [${i}]`).join('\n'), 'ok.yaml')).toHaveLength(5_000);
  });
});
