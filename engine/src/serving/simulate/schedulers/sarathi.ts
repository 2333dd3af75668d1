import { comeBack, goOn, letIn } from './let-in.ts';
import { byAdmission, reserveDecodes } from './reserve-decodes.ts';
import type { Scheduler } from './scheduler.ts';

/** Sarathi-Serve (2403.02310): all decodes, then pieces of prompts up to the budget; blocks are taken for whole prompts. */
export const sarathi = (): Scheduler => ({
  plan(replica) {
    comeBack(replica);
    reserveDecodes(replica, byAdmission);
    replica.decodeAll();
    const left = goOn(replica, replica.settings.maxBatchedTokens - replica.decodeCount * (1 + replica.ahead));
    if (!replica.unsettled) letIn(replica, left, { blocksFor: 'prompt', cut: true });
  },
});
