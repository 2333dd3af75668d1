/**
 * messages/ - every sentence a person can meet.
 * In: codes and values (a broken rule, an unreadable file, the parts of an answer), figures already printed by units/.
 * Out: English or Simplified Chinese. The English text is the type of the Chinese one, so a missing sentence does not compile.
 * Sentences about input follow one pattern: what (value) breaks which rule (value); nearest thing that works.
 * Standard terms (MFU, 1F1B, ZeRO-3, all-to-all) and unit symbols are not translated. Only operations/ and the faces import
 * this room, and wording/; of other rooms it imports types and nothing else.
 */
import type { Locale } from '../units/index.ts';
import { en, type Messages } from './en.ts';
import { zhCN } from './zh-CN.ts';

export type { Messages } from './en.ts';
export * from './phrase.ts';

const ALL: Readonly<Record<Locale, Messages>> = { en, 'zh-CN': zhCN };

/** The sentences of one language. */
export const messagesFor = (locale: Locale): Messages => ALL[locale];
