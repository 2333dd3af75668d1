import * as z from 'zod';
import { parseQuantity, UnitError } from '../../units/index.ts';
import { fieldMeta } from '../scenario/field.ts';

const PERIODS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  秒: 1,
  min: 60,
  minute: 60,
  分: 60,
  分钟: 60,
  h: 3600,
  hour: 3600,
  小时: 3600,
  d: 86_400,
  day: 86_400,
  天: 86_400,
  日: 86_400,
};
/** Requests a second: as many as everybody on Earth asks in a quarter of an hour. */
const MOST = 1e7;
const FORM = /^(.*?)\s*(?:requests?|reqs?|次|个请求|请求)?\s*[/每]\s*([a-z]+|[一-鿿]+)$/i;

/** Requests a second out of "5/s", "300/min", "2M/d", "10 万次/天", "5 rps"; a bare number is requests a second. */
export function requestRate(flag: string) {
  const schema = z.union([z.string(), z.number()]).transform((typed, context): number => {
    const rate = readRate(String(typed));
    if (rate !== null && rate > 0 && rate <= MOST) return rate;
    const above = rate !== null && rate > MOST;
    const params = above ? { code: 'too-large', values: { max: '10M/s' } } : { code: 'request-rate', values: {} };
    context.addIssue({ code: 'custom', params: { ...params, nearest: [], typed } });
    return z.NEVER;
  });
  fieldMeta.add(schema, { kind: 'quantity', unit: '1', flag });
  return schema;
}

function readRate(typed: string): number | null {
  if (typed.length > 64) return null;
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/\s*(?:rps|qps|req\/s)$/i, '/s');
  const found = FORM.exec(text);
  const period = found ? PERIODS[found[2]!.toLowerCase()] : 1;
  if (period === undefined) return null;
  try {
    return parseQuantity(found ? found[1]! : text, '1') / period;
  } catch (error) {
    if (error instanceof UnitError) return null;
    throw error;
  }
}
