import { comeBack, letIn } from './let-in.ts';
import { byArrival, reserveDecodes } from './reserve-decodes.ts';
import { sarathi } from './sarathi.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * vLLM's first engine (vllm/core/scheduler.py before 0.8): whole prompts first, and nothing else in their step; otherwise one decode step,
 * in which each asks for a free block even where it takes none. Swapped requests come back before any prompt. With chunked prefill it
 * fills its steps as Sarathi does.
 */
export const vllmV0 = (chunkedPrefill: boolean): Scheduler =>
  chunkedPrefill
    ? sarathi()
    : {
        spare: 1,
        plan(replica) {
          comeBack(replica, 1);
          letIn(replica, replica.settings.maxBatchedTokens, { blocksFor: 'prompt', cut: false });
          if (replica.chunkCount > 0) return;
          // The last one left may fill the cache to its end: it would wait for itself.
          reserveDecodes(replica, byArrival, replica.resident > 1 ? 1 : 0);
          replica.decodeAll();
        },
      };
