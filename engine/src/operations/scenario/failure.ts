import * as z from 'zod';
import { parseQuantity, UnitError } from '../../units/index.ts';
import { fieldMeta } from './field.ts';

/** A replica that is lost, as typed: "0@60s+5min" is replica 0 after a minute, back after five more. */
export interface TypedFailure {
  readonly replica: number;
  readonly seconds: number;
  readonly repairSeconds: number;
}

const FORM = /^\s*(\d{1,7})\s*@\s*([^+]{1,32})\+\s*(.{1,32})$/;

/** One loss of a replica. */
export function failure() {
  const schema = z.string().transform((typed, context): TypedFailure => {
    const [, replica, at, repair] = FORM.exec(typed.slice(0, 80)) ?? [];
    try {
      if (replica !== undefined)
        return {
          replica: Number(replica),
          seconds: parseQuantity(at!.trim(), 's'),
          repairSeconds: parseQuantity(repair!.trim(), 's'),
        };
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
    }
    context.addIssue({ code: 'custom', params: { code: 'failure-form', values: {}, nearest: ['0@60s+5min'], typed } });
    return z.NEVER;
  });
  fieldMeta.add(schema, { kind: 'text' });
  return schema;
}
