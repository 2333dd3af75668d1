import { type Because, defineTerm, derive, input } from '../../because/index.ts';
import { type Budget, type BudgetInput, budgetOf, held, logged, part } from './budget.ts';

/** Tokens that llama.cpp puts through at once unless told otherwise. */
const UBATCH = 512;

export const computeBuffer = defineTerm(
  {
    term: 'memory.compute-buffer',
    formula: '4 · ubatch · (vocab + hidden) + 2 · ubatch · context',
    unit: 'B',
    symbols: {
      ubatch: { unit: '1', meaning: 'tokens put through at once (n_ubatch)' },
      vocab: { unit: '1', meaning: 'vocabulary: logits of every token, in 32 bit' },
      hidden: { unit: '1', meaning: 'hidden size' },
      context: { unit: '1', meaning: 'tokens of the context: the mask of flash attention' },
    },
    source: 'llama.cpp with flash attention: Llama 3 8B 258.5 MiB at n_ubatch 512',
  },
  (ubatch: number, vocab: number, hidden: number, context: number) =>
    4 * ubatch * (vocab + hidden) + 2 * ubatch * context,
);

/**
 * llama.cpp: cache = total - weights - compute buffer - what the driver holds. The context is allocated whole at the start, so what
 * is left is the longest context; on several cards layers are dealt out and the fullest card bounds it.
 */
export function llamaCppBudget({ problem, settings, total, weights }: BudgetInput): Budget {
  const { architecture, machine } = problem;
  const { kind } = machine.chip;
  const compute = derive('activation', computeBuffer, [
    input('ubatch', Math.min(settings.maxBatchedTokens ?? UBATCH, UBATCH), '1'),
    input('vocab', architecture.vocab, '1'),
    input('hidden', architecture.hidden, '1'),
    input('context', settings.contextTokens ?? 0, '1'),
  ]);
  const activation: Because = { ...compute, low: 0.8 * compute.value, high: 2.5 * compute.value };
  const driver =
    kind === 'cpu' || kind === 'soc'
      ? logged('non_torch', 0.1, 0, 0.3, 'runtime of the program itself')
      : logged(
          'non_torch',
          0.46,
          0.3,
          0.75,
          'llama.cpp on RTX 4090: 23,605 of 24,080 MiB free; up to 749 MiB unaccounted',
        );
  return budgetOf(total, [
    part('weights', weights),
    part('activation', activation),
    part('non-torch', driver),
    part('other', held(settings)),
    part('fraction', input('fraction', (1 - (settings.fraction ?? 1)) * total.value, 'B')),
  ]);
}
