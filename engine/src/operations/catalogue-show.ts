import * as z from 'zod';
import { type Catalogue, findByName } from '../facts/index.ts';
import { type Entry, entryOf } from '../report/entry.ts';
import { nearest } from '../units/index.ts';
import { refuse } from './input-error.ts';
import { operation } from './operation.ts';
import { text } from './scenario/field.ts';
import { later } from './scenario/later.ts';

const input = later(() => z.strictObject({ name: text({}) }));
const NAMED = ['chips', 'systems', 'fabrics', 'models', 'places', 'tokenPrices'] as const;

/** One entry by any of its names, looked for in chips, systems, fabrics, models, places, prices of tokens, constants, grids and sources, in this order. */
export const catalogueShow = operation<z.output<typeof input>, Entry>({
  name: 'catalogue-show',
  command: ['catalogue', 'show'],
  sentence: 'catalogueShow',
  input,
  output: 'entry',
  run: ({ catalogue }, { name }) => {
    for (const list of NAMED) {
      const found = findByName<{ id: string; name: string; aliases?: readonly string[] }>(catalogue[list], name);
      if (found) return entryOf(catalogue, list, found);
    }
    for (const list of ['constants', 'grids', 'sources'] as const) {
      const found = (catalogue[list] as readonly { id: string; name?: string }[]).find(
        ({ id }) => id.toLowerCase() === name.toLowerCase(),
      );
      if (found) return entryOf(catalogue, list, found);
    }
    throw refuse('unknown-name', 'name', {
      value: name,
      values: { kind: 'entry' },
      nearest: nearest(name, everyName(catalogue)),
    });
  },
});

const everyName = (catalogue: Catalogue): string[] =>
  [...NAMED, 'constants', 'grids', 'sources'].flatMap((list) =>
    catalogue[list as (typeof NAMED)[number]].map(({ id }) => id),
  );
