import * as z from 'zod';
import type { Line, Words, Worksheet } from '../../decide/index.ts';
import { InputError, refuse } from '../input-error.ts';
import { fieldMeta } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { readInput } from '../scenario/read.ts';

const note = <S extends z.ZodType>(schema: S): S => {
  fieldMeta.add(schema, { kind: 'text' });
  return schema;
};
/** A text for readers: one, or `{en, zh}`. */
export const words = () =>
  note(
    z
      .union([
        z.string().min(1).max(2000),
        z.strictObject({ en: z.string().min(1).max(2000), zh: z.string().min(1).max(2000) }),
      ])
      .transform((typed): Words => (typeof typed === 'string' ? typed : { en: typed.en, 'zh-CN': typed.zh })),
  );
const plain = () => note(z.string().min(1).max(600));
const amount = () => note(z.union([z.string().min(1).max(80), z.number()]).transform(String));
const shared = () => ({ label: words().optional(), note: words().optional() });
const day = () => note(z.union([z.string().max(20), z.number()]).transform(String));

const KINDS = {
  value: later(() =>
    z.strictObject({
      ...shared(),
      value: amount(),
      low: amount().optional(),
      high: amount().optional(),
      source: plain().optional(),
      date: day().optional(),
      assumption: words().optional(),
      as_claimed: note(z.boolean()).optional(),
    }),
  ),
  fact: later(() =>
    z.strictObject({ ...shared(), fact: plain(), unit: plain().optional(), absent: amount().optional() }),
  ),
  formula: later(() =>
    z.strictObject({
      ...shared(),
      formula: note(z.union([z.string().max(2000), z.number()]).transform(String)),
      unit: plain().optional(),
    }),
  ),
  ask: later(() =>
    z.strictObject({
      ...shared(),
      ask: note(z.strictObject({ command: z.string().max(60), scenario: z.record(z.string(), z.unknown()) })),
      take: plain(),
      unit: plain().optional(),
    }),
  ),
} as const;
const KIND_NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** The worksheet of a file, its lines still unread: a slip in one is told with that line's own keys. */
export const worksheetSchema = later(() =>
  z.strictObject({
    title: words().optional(),
    answer: plain().optional(),
    better: note(z.enum(['smaller', 'larger'])).optional(),
    nouns: note(z.array(z.string().regex(/^[A-Za-z][A-Za-z_]{0,30}$/)).max(40)).optional(),
    lines: note(z.record(z.string().max(60), z.unknown())),
  }),
);

/** Lines that a reader sets: `--set rate=40`, or a mapping. */
export const setSchema = later(() =>
  note(z.record(z.string().max(60), z.union([z.string().max(80), z.number()]).transform(String))),
);

/** Reads the lines. Throws InputError naming the line. */
export function readWorksheet({ lines, ...rest }: z.output<typeof worksheetSchema>): Worksheet {
  return {
    ...rest,
    lines: Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, readLine(name, line)])),
  };
}

function readLine(name: string, data: unknown): Line {
  const path = `worksheet.lines.${name}`;
  if (data === null || typeof data !== 'object' || Array.isArray(data))
    throw refuse('wrong-type', path, { value: data, values: { expected: '{ value | fact | formula | ask }' } });
  const kind = KIND_NAMES.find((known) => Object.hasOwn(data, known));
  if (!kind) throw refuse('worksheet', path, { value: name, values: { code: 'line-kind', line: name } });
  try {
    const read = readInput(KINDS[kind] as z.ZodType, data) as Record<string, unknown>;
    if (kind !== 'ask') return { kind, ...read } as unknown as Line;
    const { ask, ...others } = read as { ask: { command: string; scenario: unknown } };
    return { kind, ...others, ...ask } as unknown as Line;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { problem } = error;
    throw new InputError({ ...problem, path: problem.path === '' ? path : `${path}.${problem.path}` });
  }
}
