import * as z from 'zod';
import { find } from '../../because/index.ts';
import { type Reckoned, reasonsOf, reckon, type Worksheet, WorksheetError } from '../../decide/index.ts';
import type { WorksheetReport } from '../../report/worksheet-report.ts';
import { nearest } from '../../units/index.ts';
import type { Explanation } from '../explained.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { askWith } from './ask-operation.ts';
import { readWorksheet, setSchema, worksheetSchema } from './schema.ts';

/** What stands beside a worksheet in a file (a case of the casebook) is not looked at. */
const input = later(() =>
  z.strictObject({
    worksheet: worksheetSchema,
    case: z.unknown().optional(),
    ridgepoint: z.unknown().optional(),
    set: setSchema.optional(),
  }),
);
const explained = later(() => z.strictObject({ scenario: input, path: text({}).optional() }));

/** Named quantities with units, reckoned from each other, from facts and from other operations. */
export const worksheet = operation<z.output<typeof input>, WorksheetReport>({
  name: 'worksheet',
  command: ['worksheet'],
  sentence: 'worksheet',
  input,
  output: 'worksheet',
  kernels: true,
  run: (context, { worksheet: sheet, set }) => {
    const read = readWorksheet(sheet);
    const { lines, answer, because } = reckoned(context, read, set ?? {});
    return { title: read.title ?? null, answer, lines, because };
  },
});

/** The reasons of a line, down to facts and assumptions. */
export const explainWorksheet = operation<z.output<typeof explained>, Explanation>({
  name: 'explain-worksheet',
  command: ['explain', 'worksheet'],
  sentence: 'explainWorksheet',
  input: explained,
  output: 'explanation',
  kernels: true,
  run: (context, { scenario: { worksheet: sheet, set }, path = '' }) => {
    const { lines, because, settled } = reckoned(context, readWorksheet(sheet), set ?? {});
    const [first = '', ...rest] = path.split('.');
    const names = lines.map(({ name }) => name);
    const start = path === '' ? because : names.includes(first) ? reasonsOf(lines, settled)(first) : undefined;
    const node = start && find(start, rest.join('.'));
    if (!node) throw refuse('unknown-path', 'path', { value: path, nearest: nearest(first, names) });
    return { path, node };
  },
});

/** A worksheet reckoned; what is wrong with it is told as an InputError. */
export function reckoned(context: Context, sheet: Worksheet, set: Readonly<Record<string, string>>): Reckoned {
  return refusing(() => reckon(sheet, { catalogue: context.catalogue, ask: askWith(context), set }));
}

/** What decide/ finds wrong with a worksheet, as a refusal with its sentence. */
export function refusing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof WorksheetError)) throw error;
    const { code, line, values, nearest: near } = error;
    throw refuse('worksheet', line === '' ? 'worksheet' : `worksheet.lines.${line}`, {
      value: line,
      values: { ...values, code, line },
      nearest: near,
    });
  }
}
