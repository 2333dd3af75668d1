import { signal } from '@preact/signals';
import type { Messages } from '@ridgepoint/engine/messages/en';
import type { Locale } from '@ridgepoint/engine/units';

/** Sentences as far as they are here: those of the first answer at first, then all. */
interface Words {
  readonly messages: Messages;
  readonly whole: boolean;
}

type First = typeof import('@ridgepoint/engine/messages/en/first').first;

const FIRST: Readonly<Record<Locale, () => Promise<{ first: First }>>> = {
  en: () => import('@ridgepoint/engine/messages/en/first'),
  'zh-CN': () => import('@ridgepoint/engine/messages/zh-CN/first'),
};
const WHOLE: Readonly<Record<Locale, () => Promise<Messages>>> = {
  en: async () => (await import('@ridgepoint/engine/messages/en')).en,
  'zh-CN': async () => (await import('@ridgepoint/engine/messages/zh-CN')).zhCN,
};

/** What each language can say by now. */
export const words = {
  en: signal<Words | null>(null),
  'zh-CN': signal<Words | null>(null),
} as const;

/** Fetches what the page says up to its first headline. */
export async function firstWords(locale: Locale): Promise<void> {
  const { first } = await FIRST[locale]();
  words[locale].value ??= { messages: first as unknown as Messages, whole: false };
}

/** Fetches every sentence of a language. */
export async function allWords(locale: Locale): Promise<void> {
  if (words[locale].peek()?.whole) return;
  words[locale].value = { messages: await WHOLE[locale](), whole: true };
}
