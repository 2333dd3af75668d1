import { computed, effect, signal } from '@preact/signals';
import type { Speaker } from '@ridgepoint/engine/wording';
import { reached } from './unreached.ts';
import { allWords, words } from './words.ts';

type Locale = Speaker['locale'];
export type Theme = 'auto' | 'light' | 'dark';

/** Kept from visit to visit; a browser that keeps nothing is asked anew. */
const kept = {
  read: (key: string): string | null => {
    try {
      return localStorage.getItem(`ridgepoint.${key}`);
    } catch {
      return null;
    }
  },
  write: (key: string, value: string): void => {
    try {
      localStorage.setItem(`ridgepoint.${key}`, value);
    } catch {
      // Private windows may refuse.
    }
  },
};

const asLocale = (text: string | null): Locale | null => (text === 'en' || text === 'zh-CN' ? text : null);
const ofBrowser: Locale = /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en';

export const locale = signal<Locale>(asLocale(kept.read('lang')) ?? ofBrowser);
export const theme = signal<Theme>((kept.read('theme') as Theme | null) ?? 'auto');

/** The language that was chosen, or until it is here the one before. Nothing is drawn before the first has come. */
export const speaker = computed<Speaker>(() => {
  const wanted = locale.value;
  const other = wanted === 'en' ? 'zh-CN' : 'en';
  const found = words[wanted].value;
  return found
    ? { locale: wanted, messages: found.messages }
    : { locale: other, messages: words[other].value!.messages };
});

/** Whether every sentence is here, and not only those of the first headline. */
export const isWhole = computed(() => words[speaker.value.locale].value?.whole === true);

export function speak(to: Locale): void {
  void reached(to, allWords(to));
  locale.value = to;
  kept.write('lang', to);
}

export function paint(to: Theme): void {
  theme.value = to;
  kept.write('theme', to);
}

effect(() => {
  document.documentElement.lang = locale.value;
});
effect(() => {
  if (theme.value === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme.value);
});
