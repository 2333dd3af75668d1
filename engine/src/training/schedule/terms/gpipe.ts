import { defineTerm } from '../../../because/index.ts';
import { SYMBOLS } from './symbols.ts';

const { p, v, m, F, B, f, b, hop } = SYMBOLS;

/** GPipe: the forward fills and drains, then the backward does; each pass but the last lasts its work or its round trip. Exact for one chunk. */
export const gpipeSeconds = defineTerm(
  {
    term: 'pipeline_gpipe',
    formula: '(F + B)/v + 2 (p-1) hop + (m-1) (f + b)/v + (v-1) [max(m f/v, F/v + p hop) + max(m b/v, B/v + p hop)]',
    unit: 's',
    symbols: { p, v, m, F, B, f, b, hop },
    source:
      'flow shop of equal jobs; even stages: (m + p - 1)(f + b), Narayanan et al. 2021 (arXiv:2104.04473) section 2.2.1',
  },
  (p: number, v: number, m: number, F: number, B: number, f: number, b: number, hop: number): number =>
    (F + B) / v +
    2 * (p - 1) * hop +
    ((m - 1) * (f + b)) / v +
    (v - 1) * (Math.max((m * f) / v, F / v + p * hop) + Math.max((m * b) / v, B / v + p * hop)),
);
