import type { ReadyServing } from '../ready-option.ts';
import type { ServingSetting } from '../settle-serving.ts';

/** Tokens of a step that are tried beside the engine's own number: fewer keep the pace, more read prompts faster. */
const BUDGETS = [1024, 2048, 4096, 8192, 16_384];

/** The same replica under other engine settings, as far as the scenario leaves them open. Its memory is taken to stay as it is. */
export function tunedOptions({ scenario: { serve } }: ServingSetting, option: ReadyServing): ReadyServing[] {
  const { replica } = option;
  if (serve.max_batched_tokens !== undefined || !replica.chunkedPrefill) return [];
  return BUDGETS.filter(
    (tokens) => tokens < replica.maxBatchedTokens && tokens >= Math.min(replica.maxBatch, replica.maxBatchedTokens),
  ).map((maxBatchedTokens) => ({
    ...option,
    settings: { ...option.settings, maxBatchedTokens },
    replica: { ...replica, maxBatchedTokens },
  }));
}
