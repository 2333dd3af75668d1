import { type Because, defineTerm, derive, input } from '../../because/index.ts';
import { activationPeak } from './activation.ts';
import { type Budget, type BudgetInput, budgetOf, held, logged, part } from './budget.ts';

const SOURCE = 'https://github.com/NVIDIA/TensorRT-LLM/blob/main/docs/source/features/kvcache.md';

export const outside = defineTerm(
  {
    term: 'memory.trtllm-outside',
    formula: '(1 - free_gpu_memory_fraction) · free',
    unit: 'B',
    symbols: {
      fraction: { unit: '1', meaning: 'free_gpu_memory_fraction' },
      free: { unit: 'B', meaning: 'free after weights and activations at max_num_tokens' },
    },
    source: SOURCE,
  },
  (fraction: number, free: number) => (1 - fraction) * free,
);

/** TensorRT-LLM: cache = free_gpu_memory_fraction · (free after weights and activations). What it logs as free may be given. */
export function trtllmBudget({ problem, settings, total, weights }: BudgetInput): Budget {
  const { architecture, deployment } = problem;
  const { tp, dp } = deployment;
  const fraction = input('free_gpu_memory_fraction', settings.fraction ?? 0.9, '1');
  if (settings.freeBytes !== undefined) {
    const free = input('free', settings.freeBytes, 'B');
    const taken: Because = { ...input('other', Math.max(0, total.value - settings.freeBytes), 'B'), source: 'logged' };
    return budgetOf({ ...total, value: taken.value + free.value }, [
      part('other', taken),
      part('fraction', derive('fraction', outside, [fraction, free])),
    ]);
  }
  const tokens = settings.maxBatchedTokens ?? 8192;
  const peak = activationPeak(architecture, deployment, { slots: settings.maxBatch ?? 2048, tokens }, null);
  const activation: Because = { ...peak, low: 0.5 * peak.value, high: 2 * peak.value };
  const start =
    tp * dp > 1
      ? logged('non_torch', 2.5, 1, 3.5, 'CUDA context and NCCL, as SGLang logs them')
      : logged('non_torch', 0.6, 0.4, 1.5, 'CUDA context 0.51 GiB (H100)');
  const spent = [
    part('weights', weights),
    part('activation', activation),
    part('non-torch', start),
    part('other', held(settings)),
  ];
  const free = Math.max(0, total.value - spent.reduce((all, p) => all + p.value, 0));
  return budgetOf(total, [
    ...spent,
    part('fraction', derive('fraction', outside, [fraction, input('free', free, 'B')])),
  ]);
}
