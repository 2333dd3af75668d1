import { blocksMissing } from './let-in.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Batches as before Orca: what waits is let in when the batch before has ended, all prompts run, then all decode to the end of the longest.
 * Rows that have ended are computed to the end; their answers do not wait for it.
 */
export const staticBatch = (): Scheduler => ({
  reservesOutput: true,
  pads: true,
  plan(replica) {
    const { maxBatchedTokens } = replica.settings;
    const { requests, waiting, cache } = replica;
    if (replica.resident === 0) {
      while (waiting.length > 0 && replica.resident < replica.slots && replica.takesAdapter(waiting.at(0))) {
        const cached = cache ? cache.lookup(waiting.at(0)) : 0;
        const held = replica.heldFor(waiting.at(0), 0);
        if (blocksMissing(replica, replica.blocksFor(held)) > replica.free - replica.kept) break;
        replica.admit(0, cached, held);
      }
    }
    // Prompts beyond the budget of one step follow in the next.
    let left = maxBatchedTokens;
    for (let i = 0; i < replica.partialCount; i++) {
      // Admitting may have moved the list to a wider one.
      const request = replica.partials[i]!;
      const tokens = requests.prompt[request]! - requests.done[request]!;
      if (tokens > left && replica.chunkCount > 0) break;
      replica.addChunk(request, tokens);
      left -= tokens;
    }
    if (replica.partialCount === 0) replica.decodeAll();
  },
});
