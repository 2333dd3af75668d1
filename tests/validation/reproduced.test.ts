import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../catalogue/src/index.ts';
import { readText } from '../../cli/src/files.ts';
import { reproducedGroups } from '../../docs/reproduced/groups.ts';
import { reproducedPages } from '../../docs/reproduced/pages.ts';

const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
const groups = reproducedGroups(catalogue);

describe('published figures', () => {
  it.each(groups.flatMap(({ id, rows }) => rows.map((row, i) => [`${id} ${i + 1}: ${row.what.en}`, row] as const)))(
    '%s',
    (_, { published, found, within, band }) => {
      expect(Math.abs(found / published - 1)).toBeLessThanOrEqual(within);
      if (band) expect(found > band[0] && found < band[1]).toBe(true);
    },
  );

  it('are all there: owning, Llama, MLCarbon, Chinchilla, repeated data, dies, bills, chains', () =>
    expect(groups.map(({ id, rows }) => [id, rows.length])).toEqual([
      ['own', 7],
      ['llama', 3],
      ['mlcarbon', 10],
      ['chinchilla', 1],
      ['constrained', 1],
      ['dies', 26],
      ['bills', 6],
      ['chains', 5],
    ]));

  it.each(reproducedPages(catalogue))(
    'stand on a page as they are reckoned today ($file; else: node cli/bin/run.mjs docs/reproduced.ts)',
    ({ file, text }) => expect(readText(file)).toBe(text),
  );
});
