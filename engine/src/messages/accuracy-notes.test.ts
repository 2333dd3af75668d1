import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AccuracyGroup, AccuracyRows } from '../trust/index.ts';
import { REPAIRS } from '../trust/index.ts';
import { messagesFor } from './index.ts';

const docs = new URL('../../../docs/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, docs), 'utf8'));
const tables = readdirSync(new URL('accuracy-rows/', docs)).map(
  (name) => read(`accuracy-rows/${name}`) as AccuracyRows,
);
const { groups } = read('accuracy.json') as { groups: AccuracyGroup[] };
const en = messagesFor('en').accuracy;
const zh = messagesFor('zh-CN').accuracy;

/** Two English words beside each other that are no name: not in a path, a title or brackets of the original. */
const english = (text: string): boolean =>
  /(?<![\w./-])[a-z]{3,} [a-z]{3,}(?![\w./-])/.test(
    text.replace(/（原文 ".*"）|（remat_policy [^）]*）|（selective \w+）/g, ''),
  );

describe('what is known of a published row is said in Chinese', () => {
  it('every note of the rows that the page shows', () => {
    const notes = [...new Set([...tables.flatMap((table) => table.notes), ...REPAIRS.map(({ reason }) => reason)])];
    expect(notes.length).toBeGreaterThan(100);
    const left = notes.filter(
      (note) => zh.note(note) === note || zh.note(note).includes('=') || english(zh.note(note)),
    );
    expect(left).toEqual([]);
    expect(notes.filter((note) => en.note(note) !== note)).toEqual([]);
  });

  it('what the worst rows of the terminal left unsaid', () => {
    const assumed = [...new Set(groups.flatMap(({ worst }) => worst.flatMap((row) => row.assumed ?? [])))];
    expect(assumed.length).toBeGreaterThan(100);
    expect(assumed.filter((what) => english(zh.assumed({ what })) || zh.assumed({ what }).includes('='))).toEqual([]);
    expect(zh.assumed({ what: 'kv=engine default, tp=1, input=870' })).toBe(
      '假设 KV 缓存：引擎默认，TP 1，输入长度 870',
    );
  });

  it('every figure and every kind of row has a name in both', () => {
    const figures = [...tables.flatMap((table) => table.quantities), ...groups.map(({ quantity }) => quantity)];
    for (const figure of figures) for (const words of [en, zh]) expect(words.figures).toHaveProperty([figure]);
    for (const { stage } of groups) expect(zh.stages).toHaveProperty([stage]);
  });
});
