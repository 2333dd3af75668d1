import type { Problem } from '../training/answer.ts';
import type { UnitError } from '../units/index.ts';
import type { Messages } from './en.ts';

/** Values of a broken rule or an error, as the room that found it names them. */
export type Values = Readonly<Record<string, string | number>>;

/** A broken rule in words; a rule without a sentence of its own is shown with its values rather than hidden. */
export function ruleSentence(messages: Messages, problem: Problem): string {
  const sentences = messages.rules as Readonly<Record<string, (values: never) => string>>;
  const sentence = Object.hasOwn(sentences, problem.rule) ? sentences[problem.rule] : undefined;
  return sentence
    ? sentence(problem.values as never)
    : messages.reasons.otherRule(problem.rule, listed(problem.values));
}

/** A rule of serving in words: those of serving first, then those it shares with training. */
export function servingRuleSentence(messages: Messages, problem: Problem, nearest: readonly string[] = []): string {
  const sentences = messages.serving.rules as Readonly<Record<string, (values: never) => string>>;
  if (!Object.hasOwn(sentences, problem.rule)) return ruleSentence(messages, problem);
  return sentences[problem.rule]!({ ...problem.values, nearest } as never);
}

/** Why a typed quantity was refused. `what` is the option or key it was typed for. */
export const quantitySentence = (messages: Messages, error: UnitError, what: string): string =>
  messages.quantities[error.code]({ what, text: error.text, expected: error.expected, nearest: error.nearest });

/** A config's refusal (`ConfigError` of model/) in words. */
export function configSentence(
  messages: Messages,
  code: string,
  details: { key?: string; value?: unknown; rule?: string; nearest?: readonly (string | number)[] },
): string {
  const sentences = messages.config.problems as Readonly<Record<string, (d: ConfigDetails) => string>>;
  const found = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  const text = typeof details.value === 'string' ? details.value : (JSON.stringify(details.value) ?? '');
  const plain: ConfigDetails = {
    key: details.key ?? '',
    value: text.length > 60 ? `${text.slice(0, 59)}…` : text,
    rule: messages.config.rule(details.rule ?? ''),
    nearest: details.nearest ?? [],
  };
  return found ? found(plain) : messages.reasons.otherRule(code, plain.key);
}

/** What is wrong with a worksheet in words, led by the line in which it is. */
export function worksheetSentence(messages: Messages, values: Values, nearest: readonly string[]): string {
  const { problems, inLine } = messages.worksheet;
  const sentences = problems as Readonly<Record<string, (v: never) => string>>;
  const code = String(values.code);
  const said = Object.hasOwn(sentences, code) ? sentences[code]!({ ...values, nearest } as never) : listed(values);
  return values.line === '' ? said : inLine(String(values.line), said);
}

/** What the sentences of config/ are given. */
export interface ConfigDetails {
  readonly key: string;
  readonly value: string;
  readonly rule: string;
  readonly nearest: readonly (string | number)[];
}

/** The name of a because-node in words; a name without words is shown as it is. */
export const nameOf = (messages: Messages, name: string): string => {
  const names = messages.names as Readonly<Record<string, string>>;
  const named = (key: string) => (Object.hasOwn(names, key) ? names[key] : undefined);
  // `ridge_fp8`, `wafer_3nm`: what it is, and of what.
  const [, kind = '', of = ''] = /^(.+)_([^_]+)$/.exec(name) ?? [];
  const ofKind = named(kind);
  return named(name) ?? (ofKind === undefined ? name.replace(/_/g, ' ') : `${ofKind} ${of}`);
};

const listed = (values: Values): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
