import { describe, expect, it } from 'vitest';
import { messagesFor } from '../../engine/src/messages/index.ts';

/** Names that Chinese writers leave as they are: abbreviations, schedules, units and products. */
const SAME_IN_CHINESE =
  /^(?:MFU|HFU|1F1B|GPipe|ZB-V|DualPipe|Ulysses|NVMe|ZeRO-[123](?: \/ FSDP)?|KV all-gather|PUE.*|MTP|MoE)$/;

/** What the Chinese messages lack beside the English ones: keys, text, arity, Chinese characters. */
function gaps(en: unknown, zh: unknown, path = ''): string[] {
  if (typeof en !== typeof zh) return [`${path}: ${typeof en} in English, ${typeof zh} in Chinese`];
  if (typeof en === 'function' && typeof zh === 'function') {
    return zh.length === en.length || acceptsLess(zh.length, en.length)
      ? []
      : [`${path}: takes ${zh.length} arguments, English ${en.length}`];
  }
  if (typeof en === 'string' && typeof zh === 'string') {
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

/** Calls every sentence with stand-ins: it must give text that carries no `undefined`. */
function spoken(messages: unknown, path = ''): string[] {
  if (typeof messages === 'function') {
    const values = new Proxy(
      {},
      { get: (_, key) => (key === 'nearest' ? ['8', '16'] : key === 'allowed' ? ['a', 'b'] : '7') },
    );
    const words =
      path.includes('verdict') || path.includes('reasons') || messages.length === 1
        ? [values, '7', '7']
        : ['7', '7', '7'];
    const said: unknown =
      path === 'config.rule' ? messages('a rule') : messages(...words.map((w) => (TAKES_TEXT.test(path) ? '7' : w)));
    return typeof said === 'string' && said !== '' && !/undefined|NaN|\[object/.test(said)
      ? []
      : [`${path}: ${String(said)}`];
  }
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.entries(messages).flatMap(([key, value]) => spoken(value, path === '' ? key : `${path}.${key}`));
}

/** Sentences whose arguments are plain texts or counts in place of one record. */
const TAKES_TEXT = /^(?:errors\.seeHelp|strategy\.|reasons\.(?:otherRule|more))/;

describe('Simplified Chinese is complete', () => {
  it('has every sentence, in Chinese', () => expect(gaps(messagesFor('en'), messagesFor('zh-CN'))).toEqual([]));
  it.each(['en', 'zh-CN'] as const)('every sentence of %s can be said', (locale) =>
    expect(spoken(messagesFor(locale))).toEqual([]),
  );

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
    expect(spoken({ reasons: { x: () => `costs ${String(undefined)}` } })).toHaveLength(1));
});
