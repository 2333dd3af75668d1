import * as z from 'zod';
import { type ColumnMap, FIELDS, type Field } from '../../serving/index.ts';
import { nearest } from '../../units/index.ts';
import { fieldMeta } from './field.ts';

const MAX_TEXT = 2000;

/** Which column of a trace is which field, as typed: "input=prompt_tok_cnt, output=gen_tok_cnt", or the same as an object. */
export function columnMap() {
  const schema = z.union([z.string(), z.record(z.string(), z.string())]).transform((typed, context): ColumnMap => {
    const pairs = typeof typed === 'string' ? pairsOf(typed.slice(0, MAX_TEXT)) : Object.entries(typed);
    const map: Partial<Record<Field, string>> = {};
    for (const [word, name] of pairs) {
      const field = FIELDS.find((one) => one.toLowerCase() === word.trim().toLowerCase());
      if (field !== undefined && name.trim() !== '') map[field] = name.trim();
      else {
        const near = nearest(word.trim(), FIELDS, 1)[0] ?? 'input';
        const issue = { code: 'column-map', values: { fields: FIELDS.join(', ') }, nearest: [`${near}=…`] };
        context.addIssue({ code: 'custom', params: { ...issue, typed: `${word}${name === '' ? '' : `=${name}`}` } });
        return z.NEVER;
      }
    }
    return map;
  });
  fieldMeta.add(schema, { kind: 'text', flag: 'columns' });
  return schema;
}

function pairsOf(typed: string): [string, string][] {
  return typed
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [part.trim(), ''] : [part.slice(0, at), part.slice(at + 1)];
    });
}
