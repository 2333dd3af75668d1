import { isReady, type ReadyServing, readyOption } from '../ready-option.ts';
import type { ServingSetting } from '../settle-serving.ts';

/** Tokens of a step (max_num_batched_tokens) that are tried beside the engine's own number: fewer keep the pace, more read prompts faster. */
const BUDGETS = [1024, 2048, 4096, 8192, 16_384];
/** Requests at once (max_num_seqs): fewer leave memory to the cache and keep the pace in a rush, more use a cache that is not full. */
const SLOTS = [32, 64, 128, 256, 512, 1024, 2048];

/** The same replica with other token budgets, as far as the scenario leaves them open. Its cache is reckoned anew: buffers follow the budget. */
export function tunedBudgets(setting: ServingSetting, option: ReadyServing): ReadyServing[] {
  const { replica } = option;
  const { maxBatch, maxBatchedTokens } = ownOf(option);
  if (setting.scenario.serve.max_batched_tokens !== undefined || !replica.chunkedPrefill) return [];
  return (setting.scenario.search?.token_budgets ?? BUDGETS)
    .filter((tokens) => tokens !== maxBatchedTokens && tokens >= Math.min(maxBatch, maxBatchedTokens))
    .flatMap((tokens) => withSettings(setting, option, maxBatch, tokens));
}

/** The same with other numbers of requests at once. */
export function tunedSlots(setting: ServingSetting, option: ReadyServing): ReadyServing[] {
  const { replica, place, deployment } = option;
  const { maxBatch, maxBatchedTokens } = ownOf(option);
  const local = place.profile.family === 'llamacpp' || place.profile.family === 'mlx';
  if (setting.scenario.serve.max_batch !== undefined || local) return [];
  const asked = setting.scenario.search?.batches;
  if (asked)
    return asked
      .filter((slots) => slots !== maxBatch)
      .flatMap((slots) => withSettings(setting, option, slots, Math.max(slots, maxBatchedTokens)));
  const held = (replica.blocks * replica.blockTokens) / deployment.dp / (setting.load.input + setting.load.output / 2);
  // Slots above what the cache holds are never filled; twice as many leave room for short requests.
  return SLOTS.filter((slots) => slots !== maxBatch && slots <= maxBatchedTokens)
    .filter((slots) => slots < maxBatch || slots <= 2 * held)
    .flatMap((slots) => withSettings(setting, option, slots, maxBatchedTokens));
}

/** Of one rank of attention data parallelism, as the engine is told. */
const ownOf = ({ replica, deployment: { dp } }: ReadyServing) => ({
  maxBatch: replica.maxBatch / dp,
  maxBatchedTokens: replica.maxBatchedTokens / dp,
});

function withSettings(setting: ServingSetting, option: ReadyServing, slots: number, tokens: number): ReadyServing[] {
  const { tp, pp, dp, ep, weights, kv } = option.deployment;
  const { scenario } = setting;
  const serve = { ...scenario.serve, max_batch: slots, max_batched_tokens: tokens };
  const format = option.place.weights.find(({ id }) => id === weights.id) ?? option.place.weights[0]!;
  const ready = readyOption(
    { ...setting, scenario: { ...scenario, serve } },
    { place: option.place, cut: { tp, pp, dp, ep }, weights: format, kv },
  );
  return isReady(ready) ? [ready] : [];
}
