import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { read } from './sources.ts';

/** Names that Chinese writers leave as they are: abbreviations, schedules, units and products. */
const SAME_IN_CHINESE =
  /^(?:MFU|HFU|1F1B|GPipe|ZB-V|DualPipe|Ulysses|NVMe|ZeRO-[123](?: \/ FSDP)?|KV all-gather|PUE.*|MTP|MoE|(?:TTFT|TPOT|ITL)(?: p\d\d)?|(?:fp|bf|tf|int)\d+)$/;

/** What the Chinese messages lack beside the English ones: keys, text, arity, Chinese characters. */
function gaps(en: unknown, zh: unknown, path = ''): string[] {
  if (typeof en !== typeof zh) return [`${path}: ${typeof en} in English, ${typeof zh} in Chinese`];
  if (typeof en === 'function' && typeof zh === 'function') {
    return zh.length === en.length || acceptsLess(zh.length, en.length)
      ? []
      : [`${path}: takes ${zh.length} arguments, English ${en.length}`];
  }
  if (typeof en === 'string' && typeof zh === 'string') {
    if (en === '' && zh === '') return [];
    if (zh.trim() === '') return [`${path}: empty`];
    return /\p{Script=Han}/u.test(zh) || SAME_IN_CHINESE.test(zh.trim())
      ? []
      : [`${path}: "${zh}" has no Chinese character`];
  }
  if (typeof en !== 'object' || en === null || typeof zh !== 'object' || zh === null)
    return [`${path}: not a sentence`];
  const keys = new Set([...Object.keys(en), ...Object.keys(zh)]);
  return [...keys].flatMap((key) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (!Object.hasOwn(zh, key)) return [`${at}: missing in Chinese`];
    if (!Object.hasOwn(en, key)) return [`${at}: missing in English`];
    return gaps((en as Record<string, unknown>)[key], (zh as Record<string, unknown>)[key], at);
  });
}

/** A sentence that needs none of its values ("the config is not an object") may ignore its only argument. */
const acceptsLess = (zh: number, en: number): boolean => zh === 0 && en === 1;

/** Stands in for any argument: a text and a number (7), a record whose every field is 7, with lists where lists are wanted. */
const STAND_IN: unknown = new Proxy(
  {},
  {
    get(_, key) {
      if (key === Symbol.toPrimitive) return () => '7';
      if (key === 'nearest' || key === 'allowed') return ['8', '16'];
      const own = (String.prototype as unknown as Record<PropertyKey, unknown>)[key];
      return typeof own === 'function' ? own.bind('7') : '7';
    },
  },
);

/** Says every sentence once: it must give text that carries no `undefined`. */
function unsayable(messages: unknown, path = ''): string[] {
  if (typeof messages === 'function') {
    const said: unknown = messages(STAND_IN, STAND_IN, STAND_IN);
    const text = String(said);
    return text !== '' && !/undefined|NaN|\[object|=>/.test(text) ? [] : [`${path}: ${text}`];
  }
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.entries(messages).flatMap(([key, value]) => unsayable(value, path === '' ? key : `${path}.${key}`));
}

describe('Simplified Chinese is complete', () => {
  it('has every sentence, in Chinese', () => expect(gaps(messagesFor('en'), messagesFor('zh-CN'))).toEqual([]));
  it.each(['en', 'zh-CN'] as const)('every sentence of %s can be said', (locale) =>
    expect(unsayable(messagesFor(locale))).toEqual([]),
  );

  it.each([
    ['a ridge point and where a choice flips', /脊点|转折点|屋脊/],
    ['an accelerator', /加速器/],
    ['the catalogue', /数据集/, ['lab.ts']],
    ['what is quoted stands in corner brackets', /[“”]/],
  ] as const)('has one word for each: %s', (_, others, besides: readonly string[] = []) => {
    const files = readdirSync(new URL('../../engine/src/messages/zh-CN/', import.meta.url));
    expect(files.length).toBeGreaterThan(40);
    const found = files.filter((file) => others.test(read(`engine/src/messages/zh-CN/${file}`).text));
    expect(found.filter((file) => !besides.includes(file))).toEqual([]);
  });

  it('every rule that training/legality.ts names has its sentence', () => {
    const named = [...read('engine/src/training/legality.ts').text.matchAll(/\bfail\('([^']+)'/g)].map((m) => m[1]!);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((rule) => !Object.hasOwn(messagesFor('en').rules, rule))).toEqual([]);
  });

  it('catches a missing, an empty, an untranslated and a miscounted one', () => {
    const en = { a: 'x', b: { c: 'y', d: (_: string, __: string) => 'z' }, e: 'MFU' };
    expect(gaps(en, { a: '甲', b: { c: '乙', d: (_: string, __: string) => '丙' }, e: 'MFU' })).toEqual([]);
    expect(gaps(en, { b: { c: 'y', d: (_: string) => '丙' }, e: '', f: '丁' })).toEqual([
      'a: missing in Chinese',
      'b.c: "y" has no Chinese character',
      'b.d: takes 1 arguments, English 2',
      'e: empty',
      'f: missing in English',
    ]);
  });
  it('catches a sentence that says undefined', () =>
    expect(unsayable({ reasons: { x: () => `costs ${String(undefined)}` } })).toHaveLength(1));
});
