import { byArrival, reserveDecodes } from './reserve-decodes.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Vidur's vLLM scheduler as it stands (microsoft/vidur 7d475133, vllm_replica_scheduler.py): whole prompts first, as many as fit when all
 * are padded to the longest; otherwise one decode step, in which a request asks for a free block even where it takes none.
 */
export const vidurVllm = (): Scheduler => ({
  spare: 1,
  forgetsPrompt: true,
  plan(replica) {
    const { waiting, requests, settings } = replica;
    let longest = 0;
    while (waiting.length > 0 && replica.resident < settings.maxBatch) {
      const request = waiting.at(0);
      const prompt = requests.prompt[request]!;
      if (replica.blocksFor(prompt) > replica.free - replica.kept) break;
      longest = Math.max(longest, prompt);
      if ((replica.chunkCount + 1) * longest > settings.maxBatchedTokens) break;
      replica.admit(0, 0, prompt);
      replica.addChunk(request, prompt);
    }
    if (replica.chunkCount > 0) return;
    reserveDecodes(replica, byArrival, 1);
    replica.decodeAll();
  },
});
