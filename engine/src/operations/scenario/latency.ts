import * as z from 'zod';
import { parseQuantity, UnitError } from '../../units/index.ts';
import { fieldMeta } from './field.ts';

/** A limit as typed: "1 s", "p99 200 ms", "200 ms p95". */
export interface TypedLatency {
  readonly seconds: number;
  /** 0.99; null where nobody said. */
  readonly percentile: number | null;
}

const PERCENTILE = /(?:^|\s)p\s*(\d{1,2}(?:\.\d{1,3})?)(?=\s|$)/i;
/** A percentile as somebody meant it, in its bounds or not. */
const ANY_PERCENTILE = /(?:^|\s)(p\s*\d[\d.]*)/i;
const MOST = 1e6; // s

/** A latency with or without the share of requests that must keep it. */
export function latency(flag: string) {
  const schema = z.union([z.string(), z.number()]).transform((typed, context): TypedLatency => {
    const text = String(typed).slice(0, 64).trim();
    const percentile = PERCENTILE.exec(text)?.[1];
    const meant = ANY_PERCENTILE.exec(text)?.[1];
    if (meant !== undefined && !(Number(percentile) > 0)) {
      context.addIssue({ code: 'custom', params: { code: 'percentile', values: {}, nearest: ['p99'], typed: meant } });
      return z.NEVER;
    }
    try {
      const seconds = parseQuantity(text.replace(PERCENTILE, ' ').trim(), 's');
      if (seconds > 0 && seconds <= MOST)
        return { seconds, percentile: percentile === undefined ? null : Number(percentile) / 100 };
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
    }
    context.addIssue({ code: 'custom', params: { code: 'latency', values: {}, nearest: [], typed } });
    return z.NEVER;
  });
  fieldMeta.add(schema, { kind: 'quantity', unit: 's', flag });
  return schema;
}

/** A share of requests: "p99", "99 %", 0.99 or 99. */
export function percentileOf(flag: string) {
  const schema = z.union([z.string(), z.number()]).transform((typed, context): number => {
    const found = /^p?\s*(\d{1,2}(?:\.\d{1,4})?)\s*%?$/i.exec(String(typed).trim());
    const value = found ? Number(found[1]) : Number.NaN;
    const share = value > 1 ? value / 100 : value;
    if (share > 0 && share < 1) return share;
    context.addIssue({ code: 'custom', params: { code: 'percentile', values: {}, nearest: ['p99'], typed } });
    return z.NEVER;
  });
  fieldMeta.add(schema, { kind: 'text', flag });
  return schema;
}
