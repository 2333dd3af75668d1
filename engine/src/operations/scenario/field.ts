// Its small build: whoever asks about training in a page fetches this before the first answer.
import * as z from 'zod/mini';
import {
  CURRENCIES,
  type Currency,
  currencyNamed,
  nearest,
  parseQuantity,
  type Rates,
  type Unit,
  UnitError,
} from '../../units/index.ts';
import { type InputCode, type InputProblem, refuse } from '../input-error.ts';

/** What a face needs to ask for a field: a flag in the terminal, an input on a page. Its sentence is in messages/, by key. */
export interface FieldMeta {
  readonly kind: 'quantity' | 'money' | 'choice' | 'text' | 'switch' | 'date';
  /** Flag without its dashes; absent = only in files. */
  readonly flag?: string;
  /** A second flag that means the same. */
  readonly alias?: string;
  readonly unit?: Unit;
  readonly choices?: readonly (string | number)[];
  /** Whether a list is read too (constraints of a search). */
  readonly list?: boolean;
}

/** Which schema is which field. Read by `fieldsOf`. */
export const fieldMeta = z.registry<FieldMeta>();

type Named = Pick<FieldMeta, 'flag' | 'alias'>;

/** A schema of one field, with the word that most of them end in. */
type FieldSchema<S extends z.core.$ZodType> = S & { optional(): z.ZodMiniOptional<S> };

function field<S extends z.core.$ZodType>(schema: S, meta: FieldMeta | undefined): FieldSchema<S> {
  if (meta) fieldMeta.add(schema, meta);
  return Object.assign(schema, { optional: () => z.optional(schema) });
}

export interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  /** A list of these is a question of its own: `256,512` is refused with where to ask it. */
  readonly single?: boolean;
}

/** How a refused quantity is told, by what was wrong with its text. */
export const QUANTITY_CODES: Readonly<Record<UnitError['code'], InputCode>> = {
  empty: 'quantity-empty',
  too_long: 'quantity-long',
  not_a_number: 'quantity-number',
  not_finite: 'quantity-finite',
  negative: 'quantity-negative',
  unit_missing: 'quantity-unit-missing',
  unknown_unit: 'quantity-unit-unknown',
  wrong_dimension: 'quantity-unit-other',
  rate_missing: 'quantity-rate',
};

type Issue = Omit<InputProblem, 'path' | 'value'>;
const fail = (code: InputCode, values: Issue['values'] = {}, near: readonly string[] = []): Issue => ({
  code,
  values,
  nearest: near,
});

/** One for all fields: to build one takes as long as to read a dozen. */
const typedValue = z.union([z.string(), z.number()]);

/** Text or a number as it was typed; `read` gives what it means, or what is wrong with it. */
export function typed<T>(read: (input: string | number) => { readonly value: T } | Issue) {
  return z.pipe(
    typedValue,
    z.transform((input: string | number, context): T => {
      const result = read(input);
      if ('value' in result) return result.value;
      context.issues.push({ code: 'custom', input, params: { ...result, typed: input } });
      return z.NEVER;
    }),
  );
}

/** A number or a text with its unit ("15.6T", "90 d", "5 %"), read into `unit`. */
export function quantity(unit: Unit, limits: Limits, named: Named) {
  const schema = typed((input): { value: number } | Issue => {
    const result = readQuantity(input, unit, limits);
    if (typeof result === 'number') return { value: result };
    // "16,384" is a number; what is none, but a list, is told apart.
    const list = limits.single ? String(input).split(',') : [];
    return list.length > 1 ? fail('several', {}, [list[0]!.trim()]) : result;
  });
  return field(schema, { kind: 'quantity', unit, ...named });
}

function readQuantity(typed: string | number, unit: Unit, limits: Limits, rates: Rates = {}): number | Issue {
  const { min = 0, max = 1e30, whole } = limits;
  let value: number;
  try {
    value = parseQuantity(String(typed), unit, { rates });
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    if (error.code === 'negative' && min > 0) return fail('too-small', { min, unit }, [String(min)]);
    return fail(QUANTITY_CODES[error.code], { unit }, error.nearest);
  }
  if (value < min) return fail('too-small', { min, unit }, [String(min)]);
  // Of a share, 70 means 70 %.
  if (value > max && unit === '1' && max === 1 && value <= 100 && !whole)
    return fail('share-or-percent', {}, [/[%％]/.test(String(typed)) ? '"100 %"' : `"${value} %"`]);
  if (value > max) return fail('too-large', { max, unit }, [String(max)]);
  const rounded = Math.round(value);
  if (!whole) return value;
  if (Math.abs(value - rounded) > 1e-9 * Math.max(1, value))
    return fail('not-whole', {}, [String(Math.floor(value)), String(Math.ceil(value))]);
  return rounded;
}

/** An amount of money. It stays text here: reading it needs the catalogue's exchange rates (see {@link readMoney}). */
export function money(unit: Unit, named: Named) {
  return field(z.pipe(typedValue, z.transform(String)), { kind: 'money', unit, ...named });
}

/** Text of a {@link money} field in US dollars. Throws InputError. */
export function readMoney(path: string, typed: string, unit: Unit, rates: Rates): number {
  const result = readQuantity(typed, unit, {}, rates);
  if (typeof result === 'number') return result;
  throw refuse(result.code, path, { value: typed, values: result.values, nearest: result.nearest });
}

/** One word of a list. */
export function choice<const T extends readonly (string | number)[]>(choices: T, named: Named) {
  const schema = typed((input): { value: T[number] } | Issue => {
    const found = choices.find((c) => String(c).toLowerCase() === String(input).trim().toLowerCase());
    return found === undefined ? notAChoice(String(input), choices) : { value: found };
  });
  return field(schema, { kind: 'choice', choices, ...named });
}

/** A currency by its code or by what people call it: RMB is CNY. */
export function currencyField() {
  const schema = typed((input): { value: Currency } | Issue => {
    const found = currencyNamed(String(input));
    return found === undefined ? notAChoice(String(input), CURRENCIES) : { value: found };
  });
  return field(schema, { kind: 'choice', choices: CURRENCIES, flag: 'currency' });
}

const notAChoice = (typed: string, choices: readonly (string | number)[]): Issue => {
  const words = choices.map(String);
  const near = nearest(typed, words, 2);
  return fail('not-a-choice', { choices: words.join(', ') }, near.length > 0 ? near : words.slice(0, 2));
};

/** A fixed value, or a list of the values that a search may use; a text may hold a list with commas. */
export function oneOrMore<S extends z.core.$ZodType>(item: S, named: Named) {
  const schema = z.pipe(z.transform(splitList), z.array(item).check(z.minLength(1), z.maxLength(64)));
  const meta = fieldMeta.get(item);
  return field(schema, meta && { ...meta, ...named, list: true });
}

const splitList = (typed: unknown): unknown => {
  if (typeof typed === 'string' && typed.includes(',')) return typed.split(',').map((part) => part.trim());
  return Array.isArray(typed) ? typed : [typed];
};

/** Free text: a name that is looked up later. */
export const text = (named: Named) =>
  field(z.string().check(z.minLength(1), z.maxLength(200)), { kind: 'text', ...named });

/** Yes or no. */
export const onOff = (named: Named) => field(z.boolean(), { kind: 'switch', ...named });
