import type { ReplicaState } from '../replica-state.ts';
import { blocksMissing, comeBack } from './let-in.ts';
import type { Scheduler } from './scheduler.ts';

/** Defaults of SGLang's scheduler (global config): share of the outputs still to come that is kept free, its floor, its decay. */
const FIRST_RATIO = 0.7;
const LEAST_RATIO = 0.7 * 0.14;
const DECAY = (FIRST_RATIO - LEAST_RATIO) / 600;
/** Output beyond this is not planned for. */
const CLIPPED = 4096;
/** Decode steps that must fit again after a retraction. */
const STEPS_AFTER_RETRACTION = 20;

/**
 * SGLang: prompts first, cut at the chunk size, alone in their step; otherwise one decode step. Of the output still to come a share is kept
 * free, which falls with every decode step and rises after a retraction; retracted is who has generated least, to the end of the line.
 */
export function sglang(): Scheduler {
  let ratio = FIRST_RATIO;
  let since = 0;
  /** Decode steps done when the door was looked at last; prompts make it look at once. */
  let polled = Number.NEGATIVE_INFINITY;
  const shareAt = (tick: number): number => Math.max(LEAST_RATIO, ratio - DECAY * (tick - since));

  /** Tokens that may be planned for. */
  function tokensLeft(replica: ReplicaState): number {
    const { requests, decoding, decodeCount, tick } = replica;
    let planned = 0;
    for (let i = 0; i < decodeCount; i++) planned += Math.min(CLIPPED, requests.finishTick[decoding[i]!]! - tick);
    return replica.free * replica.settings.blockTokens - planned * shareAt(tick);
  }

  function prompts(replica: ReplicaState): void {
    const { requests, waiting, cache, settings } = replica;
    const { pollSteps = 1 } = settings;
    const looks = pollSteps <= 1 || replica.decodeCount === 0 || replica.tick - polled >= pollSteps;
    if (looks) polled = replica.tick;
    if (replica.partialCount === 0 && (!looks || waiting.length === 0 || replica.resident >= replica.slots)) return;
    let left = tokensLeft(replica);
    let budget = settings.maxBatchedTokens;
    const { partialCount } = replica;
    for (let i = 0; i < partialCount; i++) {
      const request = replica.partials[i]!;
      const done = requests.done[request]!;
      const tokens = Math.min(budget, requests.prompt[request]! - done);
      if (replica.blocksFor(done + tokens) - replica.blocksFor(requests.held[request]!) > replica.free) {
        return replica.preempt(request, true);
      }
      replica.extend(request, done + tokens);
      replica.addChunk(request, tokens);
      left -= tokens;
      budget -= tokens;
    }
    let index = 0;
    while (looks && index < waiting.length && budget > 0 && replica.resident < replica.slots) {
      const request = waiting.at(index);
      if (requests.fetch[request]! >= 0) break;
      if (!replica.takesAdapter(request)) {
        index++;
        continue;
      }
      const cached = cache ? cache.lookup(request) : 0;
      const prompt = requests.prompt[request]!;
      const fresh = prompt - cached;
      // Blocks of other requests' prefixes that are found idle are no longer free for the rest.
      const taken = cache ? cache.foundIdle * settings.blockTokens : 0;
      const output = Math.min(CLIPPED, requests.total[request]! - prompt);
      const alone = replica.resident === 0;
      if (fresh + output + taken >= left && !alone) break;
      const whole = fresh <= budget || (!settings.chunkedPrefill && replica.chunkCount === 0);
      if (!whole && !settings.chunkedPrefill) break;
      const tokens = whole ? fresh : budget;
      if (blocksMissing(replica, replica.blocksFor(cached + tokens)) > replica.free) break;
      replica.admit(index, cached, cached + tokens);
      replica.addChunk(request, tokens);
      left -= taken + (whole ? fresh + output : tokens);
      budget -= tokens;
    }
  }

  function retract(replica: ReplicaState): void {
    const { requests, decoding, settings } = replica;
    const generated = (request: number): number => replica.contextOf(request) - requests.input[request]!;
    const line = [...decoding.subarray(0, replica.decodeCount)].sort(
      (a, b) =>
        generated(b) - generated(a) ||
        requests.input[a]! - requests.input[b]! ||
        requests.sequence[a]! - requests.sequence[b]!,
    );
    const tight = (): boolean =>
      replica.free * settings.blockTokens < line.length * STEPS_AFTER_RETRACTION || replica.decodeBlocks > replica.free;
    for (let first = true; line.length > 1 && (first || tight()); first = false) replica.preempt(line.pop()!, true);
    let written = 0;
    let asked = 0;
    for (const request of line) {
      written += generated(request) + STEPS_AFTER_RETRACTION;
      asked += requests.output[request]!;
    }
    ratio = asked > 0 ? Math.min(1, written / asked) : FIRST_RATIO;
    since = replica.tick;
  }

  return {
    relents: true,
    plan(replica) {
      if (replica.resident === 0) {
        ratio = FIRST_RATIO;
        since = replica.tick;
      }
      comeBack(replica);
      prompts(replica);
      if (replica.chunkCount > 0) polled = Number.NEGATIVE_INFINITY;
      if (replica.chunkCount > 0 || replica.decodeCount === 0) return;
      if (replica.decodeBlocks > replica.free) retract(replica);
      if (replica.decodeCount === 0) return;
      if (replica.decodeBlocks > replica.free) return replica.preempt(replica.decoding[0]!, true);
      replica.take(replica.decodeBlocks);
      if (replica.speculation) replica.speculation.paid();
      replica.decodeAll();
    },
  };
}
