import * as z from 'zod/mini';
import { choice, currencyField, fieldMeta, money, oneOrMore, quantity, text } from './field.ts';

/** Largest number of accelerators that is reckoned with; four times all that were sold in 2025. */
export const MAX_COUNT = 10_000_000;

/** A whole number from 1. */
export const whole = (flag: string, max: number) => quantity('1', { min: 1, max, whole: true }, { flag });

/** How many accelerators; of several counts a comparison is asked. */
export const count = (named: Parameters<typeof quantity>[2]) =>
  quantity('1', { min: 1, max: MAX_COUNT, whole: true, single: true }, named);

/** A degree of parallelism, or those that a search may use. */
export const degree = (flag: string) => oneOrMore(whole(flag, MAX_COUNT), { flag });

/** A bundled name, a path or `-` (read by the face), or the config.json itself. */
export const networkAs = (flag: string) => {
  const network = z.union([z.string().check(z.minLength(1), z.maxLength(4096)), z.record(z.string(), z.unknown())]);
  fieldMeta.add(network, { kind: 'text', flag });
  return network;
};
export const model = networkAs('model');

/** Where it runs, besides accelerator and count. */
export const place = {
  system: text({ flag: 'system' }).optional(),
  fabric: text({ flag: 'fabric' }).optional(),
  network: quantity('B/s', { min: 1, max: 1e15 }, { flag: 'network' }).optional(),
  memory: quantity('B', { min: 1e6, max: 1e15 }, { flag: 'memory' }).optional(),
};

export const economics = z.strictObject({
  price: money('USD/h', { flag: 'price', alias: 'rent' }).optional(),
  price_kind: choice(['rent-on-demand', 'rent-reserved', 'rent-spot'], { flag: 'price-kind' }).optional(),
  currency: currencyField().optional(),
  grid: text({ flag: 'grid' }).optional(),
  pue: quantity('1', { min: 1, max: 10 }, { flag: 'pue' }).optional(),
});
export type Economics = z.output<typeof economics>;

/** Rules that an answer must keep. */
export const assertRules = z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(64)));
