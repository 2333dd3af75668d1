import * as z from 'zod/v4/core';
import { nearest } from '../../units/index.ts';
import { InputError, type InputProblem, refuse, shown } from '../input-error.ts';
import { type Field, fieldsOf } from './fields.ts';
import { checkPlainData } from './plain-data.ts';

/** Parsed data through a schema. The first thing wrong is thrown as InputError, with the nearest thing that works. */
export function readInput<S extends z.$ZodType>(schema: S, data: unknown): z.output<S> {
  checkPlainData(data);
  const result = z.safeParse(schema, data);
  if (result.success) return result.data;
  // A mistyped key explains the missing one beside it, and what was typed is told before what was not.
  const { issues } = result.error;
  const first = ['unrecognized_keys', 'custom']
    .map((code) => issues.find((issue) => issue.code === code))
    .find(Boolean);
  throw problemOf(first ?? issues[0]!, schema, data);
}

function problemOf(issue: z.$ZodIssue, schema: z.$ZodType, data: unknown): InputError {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((i) => i.code === 'custom') ?? issue.errors[0]?.[0];
    if (inner?.code === 'custom') return problemOf({ ...inner, path: [...issue.path, ...inner.path] }, schema, data);
  }
  const typed = valueAt(data, issue.path);
  if (issue.code === 'custom') {
    const params = issue.params as Omit<InputProblem, 'path' | 'value'> & { typed: unknown };
    return new InputError({ ...params, path, value: shown(params.typed) });
  }
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const known = keysAt(schema, path);
    const near = nearest(key, known);
    return refuse('unknown-key', path === '' ? key : `${path}.${key}`, {
      value: key,
      values: { known: known.join(', ') },
      nearest: near,
    });
  }
  if (typed === undefined) return refuse('missing', path, { values: { flag: flagOf(schema, path) } });
  return refuse('wrong-type', path, { value: typed, values: { expected: expectedOf(issue) } });
}

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      at && typeof at === 'object' && Object.hasOwn(at, key) ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );

function keysAt(schema: z.$ZodType, path: string): string[] {
  const start = path === '' ? '' : `${path}.`;
  const inside = fieldsOf(schema).filter((f) => f.path.startsWith(start));
  const keys = [...new Set(inside.map((f) => f.path.slice(start.length).split('.')[0]!))];
  return path === '' ? [...keys, 'assert', 'ridgepoint'] : keys;
}

const flagOf = (schema: z.$ZodType, path: string): string => {
  const field = fieldsOf(schema).find((f) => f.path === path || f.path.startsWith(`${path}.`));
  return field?.flag ? `--${field.flag}${exampleOf(field)}` : '';
};

/** A value that such a field may have; none where it is a name that only its reader knows. */
function exampleOf({ kind, unit = '1', choices }: Field): string {
  if (kind === 'choice') return choices?.length ? ` ${choices[0]}` : '';
  if (kind !== 'quantity' && kind !== 'money') return '';
  return unit === '1' ? ' 1' : ` "1 ${unit}"`;
}

function expectedOf(issue: z.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'invalid_union')
    return issue.errors
      .map((e) => (e[0] ? expectedOf(e[0]) : ''))
      .filter(Boolean)
      .join(' | ');
  if (issue.code === 'too_small') return `>= ${issue.minimum}`;
  if (issue.code === 'too_big') return `<= ${issue.maximum}`;
  return issue.code;
}
