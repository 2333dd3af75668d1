import type { Locale } from '../../units/index.ts';
import type { Messages } from '../en.ts';

/** Whoever words an answer: a terminal or a page, in one language. */
export interface Speaker {
  readonly locale: Locale;
  readonly messages: Messages;
}
