import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Rows of the kernel corpus: the score. What they time is kept out of every fit and every grid. */
export interface ValidationKernel {
  readonly id: string;
  readonly kind: string;
  readonly op?: string;
  readonly hardware: { readonly accelerator?: string; readonly gpus?: number };
  readonly config: Readonly<Record<string, unknown>>;
  readonly measured: Readonly<Record<string, number>>;
}

const CORPUS = join('..', 'shared', 'validation', 'kernels.json.gz');

export function validationKernels(kind: string): ValidationKernel[] {
  if (!existsSync(CORPUS)) return [];
  const rows = JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as ValidationKernel[];
  return rows.filter((row) => row.kind === kind);
}

/** Weight shapes `n x k` of the validation rows, left out whole on every chip and in every format. */
export const heldOutGemm = (): ReadonlySet<string> =>
  new Set(validationKernels('gemm').map(({ config }) => `${config.n}x${config.k}`));

/** One attention call, whatever chip and KV format it ran on. */
export const attentionKey = (
  phase: 'prefill' | 'decode',
  {
    batch,
    length,
    heads,
    kvHeads,
    headSize,
  }: Readonly<Record<'batch' | 'length' | 'heads' | 'kvHeads' | 'headSize', number>>,
): string => `${phase} ${batch}x${length} ${heads}/${kvHeads}x${headSize}`;

/** Attention calls of the validation rows, left out on every chip, in every KV format and with every window. */
export const heldOutAttention = (): ReadonlySet<string> =>
  new Set(
    validationKernels('attention')
      .filter(({ config }) => typeof config.batch === 'number')
      .map(({ op, config }) =>
        attentionKey(op?.startsWith('prefill') ? 'prefill' : 'decode', {
          batch: Number(config.batch),
          length: Number(config.seq_len),
          heads: Number(config.heads),
          kvHeads: Number(config.kv_heads),
          headSize: Number(config.head_dim),
        }),
      ),
  );
