import { type Messages, messagesFor } from '@ridgepoint/engine/messages';
import { LOCALES, type Locale } from '@ridgepoint/engine/units';

/** How this run speaks: language, colours, and whether someone is watching. */
export interface Face {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly colour: boolean;
  /** Columns of text; never more than 80, so that an answer looks the same in a mail. */
  readonly width: number;
  /** The day of this machine, 2026-11-29: prices tell their age by it. */
  readonly today?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Read from the words before they are parsed, so that a refusal of the words is already in the right language. */
export function faceOf(words: readonly string[], env: Environment, terminal: boolean): Face {
  const locale = localeOf(wordAfter(words, '--lang') ?? '', env);
  return {
    locale,
    messages: messagesFor(locale),
    colour: coloured(words, env, terminal),
    width: 80,
    today: todayOf(env),
  };
}

/** What the clock says, or RIDGEPOINT_TODAY, so that an answer can be had again as it was. */
function todayOf({ RIDGEPOINT_TODAY }: Environment): string {
  if (RIDGEPOINT_TODAY && /^\d{4}-\d\d-\d\d$/.test(RIDGEPOINT_TODAY)) return RIDGEPOINT_TODAY;
  return new Date().toISOString().slice(0, 10);
}

function wordAfter(words: readonly string[], option: string): string | undefined {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return words[at]!.includes('=') ? words[at]!.slice(option.length + 1) : words[at + 1];
}

/** `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is set, as POSIX orders them. */
function localeOf(asked: string, env: Environment): Locale {
  const known = LOCALES.find((locale) => locale.toLowerCase() === asked.toLowerCase().replace('_', '-'));
  if (known) return known;
  const set = asked || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh\b|^zh_/i.test(set) ? 'zh-CN' : 'en';
}

function coloured(words: readonly string[], env: Environment, terminal: boolean): boolean {
  if (words.includes('--no-color') || (env.NO_COLOR ?? '') !== '') return false;
  if ((env.FORCE_COLOR ?? '') !== '' && env.FORCE_COLOR !== '0') return true;
  return terminal && env.TERM !== 'dumb';
}
