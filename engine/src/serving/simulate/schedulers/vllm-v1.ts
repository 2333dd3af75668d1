import { comeBack, goOn, letIn } from './let-in.ts';
import { byAdmission, reserveDecodes } from './reserve-decodes.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * vLLM's second engine (vllm/v1/core/sched/scheduler.py): those that run come first, each with one token or the next piece of its prompt;
 * then waiting ones while budget, slots and blocks last, unless somebody was preempted in this step. The newest is preempted.
 */
export const vllmV1 = (): Scheduler => ({
  plan(replica) {
    const { maxBatchedTokens, chunkedPrefill } = replica.settings;
    comeBack(replica);
    reserveDecodes(replica, byAdmission);
    replica.decodeAll();
    const left = goOn(replica, maxBatchedTokens - replica.decodeCount * (1 + replica.ahead));
    if (!replica.unsettled) letIn(replica, left, { blocksFor: 'piece', cut: chunkedPrefill });
  },
});
