import type { Because } from '../../because/index.ts';
import type { ExchangeRate } from '../../economics/index.ts';
import type { Fact } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';

/** A cited fact among what was assumed, with its date, so that it can tell its age; `put` overrides its name or unit. */
export const citedLine = (
  { name, value, unit, low, high, source = '', date }: Because,
  put: Partial<Assumed> = {},
): Assumed => ({
  key: name,
  value,
  unit: unit === 'share' ? '1' : unit,
  low,
  high,
  source: [source, date].filter(Boolean).join(', '),
  ...(date && { date }),
  ...put,
});

/** The same of a fact of the catalogue that stands in no reason. */
export const factLine = (key: string, { value, unit, low, high, source, date }: Fact): Assumed => ({
  key,
  value,
  unit,
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
  source: [source, date].filter(Boolean).join(', '),
  date,
});

/** The rate that amounts are printed at; none for dollars. */
export const rateLine = ({ currency, because }: ExchangeRate): Assumed[] =>
  currency === 'USD' ? [] : [citedLine(because, { key: 'exchange_rate', unit: `${currency}/USD` })];
