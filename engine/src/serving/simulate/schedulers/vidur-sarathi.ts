import { letIn } from './let-in.ts';
import { byAdmission, reserveDecodes } from './reserve-decodes.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Vidur's Sarathi scheduler as it stands (microsoft/vidur 7d475133, sarathi_replica_scheduler.py), to reproduce its runs: a decode asks for
 * a free block even where it takes none, a prompt preempted half-way goes on with the computed half as its whole prompt, and requests are
 * let in also in a step that preempts.
 */
export const vidurSarathi = (): Scheduler => ({
  spare: 1,
  forgetsPrompt: true,
  plan(replica) {
    reserveDecodes(replica, byAdmission, 1);
    replica.decodeAll();
    const { requests, partials, partialCount } = replica;
    let left = replica.settings.maxBatchedTokens - replica.decodeCount;
    for (let i = 0; i < partialCount; i++) {
      const request = partials[i]!;
      const tokens = Math.min(left, requests.prompt[request]! - requests.done[request]!);
      // One that gets nothing is put before all others in the order of preemption.
      if (tokens <= 0) replica.toFront(request);
      else replica.addChunk(request, tokens);
      left -= Math.max(0, tokens);
    }
    letIn(replica, left, { blocksFor: 'prompt', cut: true });
  },
});
