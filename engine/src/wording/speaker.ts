import type { Messages } from '../messages/en.ts';
import type { Locale } from '../units/index.ts';

/** Whoever words an answer: a terminal or a page, in one language. */
export interface Speaker {
  readonly locale: Locale;
  readonly messages: Messages;
}
