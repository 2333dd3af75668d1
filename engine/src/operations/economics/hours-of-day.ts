import * as z from 'zod';
import type { HoursOfDay } from '../../economics/index.ts';
import { fieldMeta } from '../scenario/field.ts';

/** Hours of the day as typed: "9-17", "22-6". */
export function hoursOfDay(flag: string) {
  const schema = z.union([z.string(), z.number()]).transform((typed, context): HoursOfDay => {
    const [, from, to] = /^\s*(\d{1,2})(?::00)?\s*[-–]\s*(\d{1,2})(?::00)?\s*$/.exec(String(typed)) ?? [];
    const hours = { from: Number(from), to: Number(to) % 24 };
    if (from !== undefined && hours.from < 24 && Number(to) <= 24 && hours.from !== hours.to) return hours;
    const params = { code: 'study-rule', values: { rule: 'hours-of-day' }, nearest: [], typed };
    context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });
  fieldMeta.add(schema, { kind: 'text', flag });
  return schema;
}
