import { defineTerm } from '../because/index.ts';

/**
 * The roofline: what a chip can do with work of an intensity. Its ridge is where memory stops binding.
 * Williams, Waterman, Patterson: Roofline, an insightful visual performance model (CACM 52(4), 2009).
 */
const SOURCE = 'Williams, Waterman, Patterson 2009 (roofline)';

const peakSymbol = { unit: 'FLOP/s', meaning: 'dense peak of the format' } as const;
const bandwidthSymbol = { unit: 'B/s', meaning: 'bandwidth of the memory or link, one way' } as const;

export const ridgePoint = defineTerm(
  {
    term: 'roofline.ridge',
    formula: 'peak / bandwidth',
    unit: 'FLOP/B',
    symbols: { peak: peakSymbol, bandwidth: bandwidthSymbol },
    source: SOURCE,
  },
  (peak: number, bandwidth: number) => peak / bandwidth,
);

export const intensityOf = defineTerm(
  {
    term: 'roofline.intensity',
    formula: 'flops / bytes',
    unit: 'FLOP/B',
    symbols: {
      flops: { unit: 'FLOP', meaning: 'multiplied and added' },
      bytes: { unit: 'B', meaning: 'moved between memory and the chip, every operand once' },
    },
    source: SOURCE,
  },
  (flops: number, bytes: number) => (bytes > 0 ? flops / bytes : 0),
);

export const attainableRate = defineTerm(
  {
    term: 'roofline.attainable',
    formula: 'min( peak , intensity · bandwidth )',
    unit: 'FLOP/s',
    symbols: {
      intensity: { unit: 'FLOP/B', meaning: 'FLOP for each byte that is moved' },
      peak: peakSymbol,
      bandwidth: bandwidthSymbol,
    },
    source: SOURCE,
  },
  (intensity: number, peak: number, bandwidth: number) => Math.min(peak, intensity * bandwidth),
);

export const rooflineSeconds = defineTerm(
  {
    term: 'roofline.seconds',
    formula: 'max( flops / peak , bytes / bandwidth )',
    unit: 's',
    symbols: {
      flops: { unit: 'FLOP', meaning: 'multiplied and added' },
      bytes: { unit: 'B', meaning: 'moved' },
      peak: peakSymbol,
      bandwidth: bandwidthSymbol,
    },
    source: SOURCE,
  },
  (flops: number, bytes: number, peak: number, bandwidth: number) => Math.max(flops / peak, bytes / bandwidth),
);

export const operandBytes = defineTerm(
  {
    term: 'roofline.operands',
    formula: 'a·m·k + w·k·n + o·m·n',
    unit: 'B',
    symbols: {
      m: { unit: '1', meaning: 'rows (tokens)' },
      n: { unit: '1', meaning: 'output width on this rank' },
      k: { unit: '1', meaning: 'inner width on this rank' },
      a: { unit: 'B', meaning: 'bytes of an activation that is read' },
      w: { unit: 'B', meaning: 'bytes of a weight, its scales included' },
      o: { unit: 'B', meaning: 'bytes of a result' },
    },
    source: 'every operand is moved once',
  },
  (m: number, n: number, k: number, a: number, w: number, o: number) => a * m * k + w * k * n + o * m * n,
);

export const cacheReadBytes = defineTerm(
  {
    term: 'attention.cache-bytes',
    formula: 'e·B·c·d',
    unit: 'B',
    symbols: {
      B: { unit: '1', meaning: 'requests that each make a token' },
      c: { unit: 'token', meaning: 'tokens that each holds in the cache, no more than the window' },
      d: {
        unit: '1',
        meaning: 'elements of a token in one layer on this rank: keys and values, or the latent and its rotary key',
      },
      e: { unit: 'B', meaning: 'bytes of an element of the cache' },
    },
    source:
      'every key and value is read once for a new token: paged attention (arXiv:2309.06180), latent attention (arXiv:2405.04434)',
  },
  (B: number, c: number, d: number, e: number) => e * B * c * d,
);

export const heldBytes = defineTerm(
  {
    term: 'attention.rows-bytes',
    formula: 'e·T·heads·d',
    unit: 'B',
    symbols: {
      T: { unit: 'token', meaning: 'tokens on this rank' },
      heads: { unit: '1', meaning: 'query heads and key-value heads on this rank, added' },
      d: { unit: '1', meaning: 'query-key and value head sizes added' },
      e: { unit: 'B', meaning: 'bytes of an element' },
    },
    source: 'queries, keys and values are read and the output is written once: FlashAttention (arXiv:2205.14135)',
  },
  (T: number, heads: number, d: number, e: number) => e * T * heads * d,
);
