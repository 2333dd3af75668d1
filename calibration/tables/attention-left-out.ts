import type { PublishedTable, Row } from '../read-tables.ts';

type Where = Pick<PublishedTable, 'chip' | 'kind' | 'library'>;

interface Reason {
  readonly why: string;
  readonly when: (where: Where, row: Row) => boolean;
}

/** Rows that no fit and no grid sees, with the reason. */
export const ROWS_LEFT_OUT: readonly Reason[] = [
  {
    why: 'prompts below 16 tokens run a decode kernel',
    when: ({ kind }, row) => kind.startsWith('context') && Number(row.isl) < 16,
  },
  { why: 'heads of 512 run kernels of their own', when: (_, row) => Number(row.head_dim) > 256 },
  {
    why: 'TensorRT-LLM decodes more than 32 query heads a KV head on another path, up to 13 times slower',
    when: ({ kind, library }, row) =>
      kind === 'generation_attention' &&
      library.startsWith('TRTLLM') &&
      Number(row.num_heads) > 32 * Number(row.num_key_value_heads),
  },
];

/** Tables that no formula of ours describes, with the reason. */
const TABLES_LEFT_OUT: readonly (Where & { readonly kernel?: string; readonly why: string })[] = [
  {
    chip: 'a100-80-sxm',
    kind: 'generation_attention',
    library: 'TRTLLM 1.0.0',
    why: 'timed on a cache of keys alone, so values come out of the L2: 3.5 TB/s where memory gives 2.0',
  },
  {
    chip: 'a100-80-sxm',
    kind: 'generation_mla',
    library: 'TRTLLM 1.0.0',
    why: '29-34 % mean error on unseen head counts',
  },
  ...['a100-80-sxm', 'l40s'].map((chip) => ({
    chip,
    kind: 'generation_mla',
    library: 'VLLM 0.14.0',
    why: 'Triton kernel launched without a graph, host-bound to 300 us: 30-39 % mean error on unseen head counts',
  })),
];

export const leftOutRow = (where: Where, row: Row): boolean => ROWS_LEFT_OUT.some(({ when }) => when(where, row));

export const leftOutTable = (where: Where, kernel: string): boolean =>
  TABLES_LEFT_OUT.some(
    (t) =>
      t.chip === where.chip &&
      t.kind === where.kind &&
      t.library === where.library &&
      (t.kernel === undefined || t.kernel === kernel),
  );
