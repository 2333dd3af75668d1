/** What was wrong with what a person typed. Sentences are in messages/, keyed by `code`; this is data. */
export interface InputProblem {
  readonly code: InputCode;
  /** Where: `train.tokens`, `--tokens`, a file's name; empty when the input as a whole is meant. */
  readonly path: string;
  /** What was typed, cut to 60 characters. */
  readonly value: string;
  /** The other values the sentence needs. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Nearest things that work, best first. */
  readonly nearest: readonly string[];
}

export const INPUT_CODES = [
  'quantity-empty',
  'quantity-long',
  'quantity-number',
  'quantity-finite',
  'quantity-negative',
  'quantity-unit-missing',
  'quantity-unit-unknown',
  'quantity-unit-other',
  'quantity-rate',
  'too-small',
  'too-large',
  'share-or-percent',
  'not-whole',
  'not-a-choice',
  'not-a-date',
  'date-past',
  'date-far',
  'unknown-key',
  'forbidden-key',
  'wrong-type',
  'missing',
  'two-ways',
  'several',
  'too-many-machines',
  'too-many-chips',
  'too-many-deployments',
  'unknown-name',
  'unknown-path',
  'unknown-kind',
  'unknown-input',
  'input-of-one',
  'unknown-measure',
  'measure-of-one',
  'nothing-shared',
  'empty-range',
  'when-form',
  'no-watch',
  'webhook',
  'not-searched',
  'too-deep',
  'too-many-nodes',
  'text-too-big',
  'text-empty',
  'yaml-syntax',
  'yaml-alias',
  'file-missing',
  'file-folder',
  'file-unreadable',
  'file-binary',
  'file-unwritable',
  'not-a-link',
  'not-in-a-link',
  'port-taken',
  'port-refused',
  'config',
  'overlay',
  'rows',
  'trace',
  'trace-rates-only',
  'request-rate',
  'latency',
  'percentile',
  'failure-form',
  'column-map',
  'hub-id',
  'out-form',
  'out-ending',
  'one-wanted',
  'serving-rule',
  'assert-form',
  'named-twice',
  'periods-mismatch',
  'deadline-before-start',
  'only-online',
  'no-alternative',
  'runs-nowhere',
  'too-many-cells',
  'no-fleet-price',
  'no-peak',
  'no-price',
  'study-rule',
  'no-purchase',
  'no-rent',
  'strategy',
  'worksheet',
  'unknown-case',
  'set-form',
  'unknown-command',
  'unknown-option',
  'missing-argument',
  'excess-argument',
] as const;
export type InputCode = (typeof INPUT_CODES)[number];

/** Refusal of an input. Nothing else is thrown for what a user did; anything else is a fault of ours. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(readonly problem: InputProblem) {
    super(`${problem.code}: ${problem.path} ${problem.value}`);
  }
}

interface Details {
  readonly value?: unknown;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly nearest?: readonly string[];
}

/** Shapes a refusal: `throw refuse('missing', 'train.model')`. */
export const refuse = (code: InputCode, path: string, { value, values = {}, nearest = [] }: Details = {}): InputError =>
  new InputError({ code, path, value: shown(value), values, nearest });

/** A value as a message quotes it: one line, at most 60 characters or so many. */
export function shown(value: unknown, most = 60): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value.slice(0, most + 140) : (JSON.stringify(value) ?? String(value));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not reach a terminal
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}
