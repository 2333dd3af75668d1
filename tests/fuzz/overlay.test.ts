import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { CatalogueProblem, mergeCatalogue, readCatalogue, readOverlay } from '../../catalogue/src/index.ts';
import { catalogueCheck } from '../../engine/src/operations/catalogue-check.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateData, mutateText } from './chance.ts';

type Data = Record<string, unknown>;
const CATALOGUE = readCatalogue();
const BEFORE = JSON.stringify(CATALOGUE);

/** The catalogue's own small files as a user would write them: one entry of one list. */
function entriesOf(list: string, keep = 1): Data[] {
  const folder = new URL(`../../catalogue/${list}/`, import.meta.url);
  return readdirSync(folder).flatMap((name) => {
    const { defaults, ...data } = parse(readFileSync(new URL(name, folder), 'utf8')) as Data;
    const rows = data[list];
    const entries = Array.isArray(rows)
      ? rows.slice(0, keep).map((row) => (data.chip ? { chip: data.chip, ...row } : row))
      : [data];
    return [{ ...(defaults ? { defaults } : {}), [list]: entries }];
  });
}
const LISTS = ['chips', 'systems', 'fabrics', 'models', 'prices', 'grids', 'constants'];
const DATA = LISTS.flatMap((list) => entriesOf(list).slice(0, 12));
const TEXTS = DATA.map((data) => stringify(data)).filter((text) => text.length < 2500);
const WORDS = [
  '989 TFLOP/s',
  '80 GB',
  '1 GB',
  '900 GB/s',
  'h100-sxm',
  'both-ways',
  'dense',
  '2026',
  '2026-13',
  'vendor',
  'memory',
  'https://x.org',
  '3_0 W',
];

const make = (chance: Chance, n: number): string =>
  n % 2 === 0 ? mutateText(chance.pick(TEXTS), chance) : JSON.stringify(mutateData(chance.pick(DATA), chance, WORDS));

/** Read, checked, laid over the catalogue. */
function read(text: string): string {
  try {
    const merged = mergeCatalogue(CATALOGUE, readOverlay(text, 'mine.yaml', CATALOGUE));
    const { facts } = catalogueCheck.run({ catalogue: merged }, {});
    if (!(facts > 1000)) throw new Error(`${facts} facts are left`);
    return 'value';
  } catch (error) {
    if (!(error instanceof CatalogueProblem)) throw error;
    if (error.message.length > 800) throw new Error(`a message of ${error.message.length} characters`);
    return /^[a-z ]*/i.exec(error.reason)![0].split(' ').slice(0, 2).join(' ');
  }
}

it('every seed is an overlay', () => {
  expect(DATA.length).toBeGreaterThan(40);
  expect(TEXTS.map(read).filter((outcome) => outcome !== 'value')).toEqual([]);
});

it('mutated overlays: a CatalogueProblem or a catalogue', async () => {
  const own = Object.getOwnPropertyNames(Object.prototype);
  const tally = await attack({ name: 'overlay YAML', usual: 5000, make, read, show: JSON.stringify });
  expectReached(tally, ['unknown key', 'Invalid input', 'has no', 'key ', 'unit ']);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(own);
  expect(JSON.stringify(CATALOGUE), 'the base is untouched').toBe(BEFORE);
});
