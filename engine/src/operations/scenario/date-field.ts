import * as z from 'zod';
import { isoDay, monthsAfter, readDays } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import { fieldMeta } from './field.ts';

/** A date or a wait. It stays text here: a wait needs to know what day it is (see {@link readDay}). */
export function date(named: { readonly flag: string; readonly alias?: string }) {
  const schema = z.union([z.string(), z.number()]).transform(String);
  fieldMeta.add(schema, { kind: 'date', ...named });
  return schema;
}

/** Years beyond which nothing is foreseen. */
const FURTHEST = 20;

/**
 * Text of a {@link date} field as a day from `today` on; of a month or a year its first day, or today where it has begun. Throws
 * InputError for what is past, too far, or no date.
 */
export function readDay(path: string, typed: string, today: number): number {
  const days = readDays(typed, today);
  const soon = isoDay(monthsAfter(today, 6)).slice(0, 7);
  if (!days) throw refuse('not-a-date', path, { value: typed, nearest: [soon, '6 months'] });
  if (days.last < today)
    throw refuse('date-past', path, { value: typed, values: { today: isoDay(today) }, nearest: [soon] });
  const last = monthsAfter(today, FURTHEST * 12);
  if (days.first > last)
    throw refuse('date-far', path, { value: typed, values: { years: FURTHEST }, nearest: [isoDay(last).slice(0, 7)] });
  return Math.max(today, days.first);
}
