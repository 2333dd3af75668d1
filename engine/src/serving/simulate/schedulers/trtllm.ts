import { comeBack, goOn, letIn } from './let-in.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * TensorRT-LLM's in-flight batching under GUARANTEED_NO_EVICT: a request is let in when blocks for its prompt and its whole output are
 * free, and is never preempted. Prompts run beside the decodes, whole unless chunking is on.
 */
export const trtllm = (): Scheduler => ({
  reservesOutput: true,
  plan(replica) {
    comeBack(replica);
    replica.decodeAll();
    const left = goOn(replica, replica.settings.maxBatchedTokens - replica.decodeCount * (1 + replica.ahead));
    letIn(replica, left, { blocksFor: 'all', cut: replica.settings.chunkedPrefill });
  },
});
