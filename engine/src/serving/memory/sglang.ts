import { defineTerm, derive, input } from '../../because/index.ts';
import { type Budget, type BudgetInput, budgetOf, held, logged, part } from './budget.ts';
import { GiB, MiB } from './settings.ts';

const SOURCE = 'https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/server_args.py';

/** Chunk of a prompt and largest batch with a CUDA graph (below and from 4 tensor-parallel ranks), by memory of the card. */
const CLASSES = [
  { below: 20 * GiB, chunk: 2048, batch: [8, 8] },
  { below: 35 * GiB, chunk: 2048, batch: [24, 80] },
  { below: 60 * GiB, chunk: 4096, batch: [32, 160] },
  { below: 160 * GiB, chunk: 8192, batch: [256, 512] },
  { below: Number.POSITIVE_INFINITY, chunk: 16384, batch: [512, 512] },
] as const;
const LARGE = 60 * GiB;

export const sglangFraction = defineTerm(
  {
    term: 'memory.sglang-fraction',
    formula:
      '(M - max(512 + 1.5 max(chunk, 2048) + 2 batch + 1024 ranks / 8 + 3 batch·dp [dp > 1], 10240 [M > 60 GiB])) / M',
    unit: '1',
    symbols: {
      M: { unit: 'MiB', meaning: 'memory of the card' },
      chunk: { unit: '1', meaning: 'chunked_prefill_size' },
      batch: { unit: '1', meaning: 'largest batch with a CUDA graph' },
      ranks: { unit: '1', meaning: 'tensor x pipeline' },
      dp: { unit: '1', meaning: 'attention data parallelism' },
    },
    source: SOURCE,
  },
  (M: number, chunk: number, batch: number, ranks: number, dp: number) => {
    const own = 512 + 1.5 * Math.max(chunk, 2048) + 2 * batch + (1024 * ranks) / 8 + (dp > 1 ? 3 * batch * dp : 0);
    const reserved = M > LARGE / MiB ? Math.max(own, 10_240) : own;
    return Math.round(((M - reserved) / M) * 1000) / 1000;
  },
);

export const outside = defineTerm(
  {
    term: 'memory.sglang-outside',
    formula: '(1 - mem_fraction_static) · (total - held)',
    unit: 'B',
    symbols: {
      fraction: { unit: '1', meaning: 'mem_fraction_static' },
      total: { unit: 'B', meaning: 'what the driver reports' },
      held: { unit: 'B', meaning: 'taken before weights are loaded' },
    },
    source: 'https://github.com/sgl-project/sglang (model_runner: slack = free before load · (1 - fraction))',
  },
  (fraction: number, total: number, taken: number) => (1 - fraction) * (total - taken),
);

/** SGLang: cache = free before loading · mem_fraction_static - weights; activations and graphs live in what the fraction leaves. */
export function sglangBudget({ problem, settings, total, weights }: BudgetInput): Budget {
  const { deployment, machine } = problem;
  const { tp, pp, dp } = deployment;
  const capacity = machine.rates.capacity;
  const kind = CLASSES.find(({ below }) => capacity < below)!;
  const chunk = settings.maxBatchedTokens ?? kind.chunk;
  const batch = Math.min(settings.maxBatch ?? Number.POSITIVE_INFINITY, kind.batch[tp >= 4 ? 1 : 0]);
  const fraction =
    settings.fraction === undefined
      ? derive('mem_fraction_static', sglangFraction, [
          input('M', capacity / MiB, 'MiB'),
          input('chunk', chunk, '1'),
          input('batch', batch, '1'),
          input('ranks', tp * pp, '1'),
          input('dp', dp, '1'),
        ])
      : input('mem_fraction_static', settings.fraction, '1');
  const start =
    tp * dp > 1
      ? logged('non_torch', 2.5, 1.8, 2.6, 'https://github.com/sgl-project/sglang/pull/11716: 137.3 of 139.8 GiB free')
      : logged('non_torch', 0.6, 0.4, 0.9, 'CUDA context 0.51 GiB (H100)');
  const other = held(settings);
  const taken = input('held', start.value + other.value, 'B');
  return budgetOf(total, [
    part('weights', weights),
    part('non-torch', start),
    part('other', other),
    part('fraction', derive('fraction', outside, [fraction, total, taken])),
  ]);
}
