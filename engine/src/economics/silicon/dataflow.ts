import { defineTerm } from '../../because/index.ts';

/** Words read and written for one multiply-accumulate, by how operands are reused. */
export const wordsPerMac = {
  /** Two operands and a sum are fetched, the sum is put back: nothing is reused. */
  scalar: defineTerm<[]>(
    {
      term: 'dataflow.scalar',
      formula: '4',
      unit: '1',
      symbols: {},
      source: 'one instruction a product: two operands and a sum in, a sum out (J. von Neumann, First Draft, 1945)',
    },
    () => 4,
  ),
  /** A vector unit of `lanes` keeps one operand for all of them; sums stay in registers. */
  vector: defineTerm<[number]>(
    {
      term: 'dataflow.vector',
      formula: '1 + 1 / w',
      unit: '1',
      symbols: { w: { unit: '1', meaning: 'lanes' } },
      source: 'one operand a lane, one for all, sums in registers',
    },
    (lanes) => 1 + 1 / lanes,
  ),
  /** A square array of n × n cells, weights held: m rows of activations pass; each operand meets n cells. */
  systolic: defineTerm<[number, number]>(
    {
      term: 'dataflow.systolic',
      formula: '1/n + 1/n + 1/m',
      unit: '1',
      symbols: {
        n: { unit: '1', meaning: 'cells on a side' },
        m: { unit: '1', meaning: 'rows that pass while weights are held' },
      },
      source: 'H. T. Kung, Why systolic architectures?, IEEE Computer 15(1), 1982; N. Jouppi et al., ISCA 2017',
    },
    (side, rows) => 2 / side + 1 / rows,
  ),
  /** The least that any machine with `words` of memory near its units can do, large matrices. */
  bound: defineTerm<[number]>(
    {
      term: 'dataflow.bound',
      formula: '2 / √S',
      unit: '1',
      symbols: { S: { unit: '1', meaning: 'words of memory near the units' } },
      source: 'J. W. Hong, H. T. Kung, STOC 1981; constant 2: T. M. Smith et al., arXiv 1702.02017',
    },
    (words) => 2 / Math.sqrt(words),
  ),
};

/** pJ of one multiply-accumulate and of moving its operands. */
export const picojoulesPerMac = defineTerm<[number, number, number, number, number]>(
  {
    term: 'dataflow.energy',
    formula: 'e + w · b · c / 8 + i / k',
    unit: 'pJ',
    symbols: {
      e: { unit: 'pJ', meaning: 'the arithmetic' },
      w: { unit: '1', meaning: 'words moved' },
      b: { unit: 'B', meaning: 'bytes of a word' },
      c: { unit: 'pJ', meaning: 'eight bytes from where they are' },
      i: { unit: 'pJ', meaning: 'an instruction, over the k products that it does' },
    },
    source: "M. Horowitz, Computing's energy problem, ISSCC 2014",
  },
  (arithmetic, words, bytes, eightBytes, instruction) => arithmetic + (words * bytes * eightBytes) / 8 + instruction,
);
