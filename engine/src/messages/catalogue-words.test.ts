import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { entryOf } from '../report/entry.ts';
import { messagesFor } from './index.ts';

const catalogue = readCatalogue();
const zh = messagesFor('zh-CN').catalogue;
const en = messagesFor('en').catalogue;
const LISTS = [
  'chips',
  'systems',
  'fabrics',
  'models',
  'places',
  'tokenPrices',
  'constants',
  'grids',
  'sources',
] as const;
const lines = LISTS.flatMap((list) =>
  (catalogue[list] as readonly { id: string }[]).flatMap((entry) => entryOf(catalogue, list, entry).lines),
);

describe('an entry of the catalogue in Chinese', () => {
  it('calls every field by a Chinese name; those of a config keep their own', () => {
    const fields = [...new Set(lines.map(({ path }) => path))].filter((path) => !path.startsWith('config.'));
    expect(fields.length).toBeGreaterThan(80);
    const bare = fields.filter((path) => !/\p{Script=Han}/u.test(zh.field(path)) || /[a-z]{5}/i.test(zh.field(path)));
    expect(bare.filter((path) => !/vmem|_tensor/i.test(path))).toEqual([]);
    expect([zh.field('memory.bandwidth'), zh.field('peak.bf16'), en.field('peak.bf16')]).toEqual([
      '显存带宽',
      '峰值 bf16',
      'peak.bf16',
    ]);
  });

  it('says most notes of chips in Chinese, and marks what it leaves in the words of the source', () => {
    const notes = lines.flatMap(({ fact }) => [fact?.note, fact?.why]).filter((note) => note !== undefined);
    const left = notes.filter((note) => zh.note(note) === `原文：${note}`);
    const half = notes.filter((note) => !zh.note(note).startsWith('原文：') && !/\p{Script=Han}/u.test(zh.note(note)));
    expect(notes.length).toBeGreaterThan(300);
    expect(half).toEqual([]);
    expect(left.length / notes.length).toBeLessThan(0.55);
    expect(zh.note('as nobody ever printed it: so')).toBe('原文：as nobody ever printed it: so');
    expect(en.note('as printed')).toBe('as printed');
  });
});
