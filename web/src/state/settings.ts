import { computed, effect, signal } from '@preact/signals';
import { en, type Messages } from '@ridgepoint/engine/messages/en';
import type { Speaker } from '@ridgepoint/engine/wording';

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

/** Chinese is fetched when it is first spoken. */
const chinese = signal<Messages | null>(null);

export const speaker = computed<Speaker>(() => {
  const wanted = locale.value;
  const messages = wanted === 'zh-CN' ? chinese.value : en;
  return messages ? { locale: wanted, messages } : { locale: 'en', messages: en };
});

export function speak(to: Locale): void {
  locale.value = to;
  kept.write('lang', to);
}

export function paint(to: Theme): void {
  theme.value = to;
  kept.write('theme', to);
}

effect(() => {
  if (locale.value === 'zh-CN' && !chinese.peek())
    void import('@ridgepoint/engine/messages/zh-CN').then(({ zhCN }) => {
      chinese.value = zhCN;
    });
});
effect(() => {
  document.documentElement.lang = speaker.value.locale;
});
effect(() => {
  if (theme.value === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme.value);
});
