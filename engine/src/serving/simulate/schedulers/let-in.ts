import type { ReplicaState } from '../replica-state.ts';

/** How prompts are let in. */
export interface Entry {
  /** Blocks taken at once: for the piece that runs, for the whole prompt, or for prompt and output. */
  readonly blocksFor: 'piece' | 'prompt' | 'all';
  /** A prompt may be cut where the budget ends; otherwise the first of a step is let in even if it is longer than what is left. */
  readonly cut: boolean;
}

/** Blocks that a request to be let in takes from the free ones, after a look-up in the prefix cache. */
export const blocksMissing = ({ cache }: ReplicaState, blocks: number): number =>
  cache ? blocks - cache.found + cache.foundIdle : blocks;

/** Lets waiting requests in and puts their prompts into the step while slots, blocks and the budget of tokens last. What is left of it. */
export function letIn(replica: ReplicaState, budget: number, { blocksFor, cut }: Entry): number {
  const { waiting, requests, cache } = replica;
  let left = budget;
  let index = 0;
  while (index < waiting.length && left > 0 && replica.resident < replica.slots) {
    const request = waiting.at(index);
    if (requests.fetch[request]! >= 0) break;
    if (!replica.takesAdapter(request)) {
      index++;
      continue;
    }
    const cached = cache ? cache.lookup(request) : 0;
    const prompt = requests.prompt[request]!;
    let tokens = prompt - cached;
    if (tokens > left) {
      if (cut) tokens = left;
      else if (replica.chunkCount > 0) break;
    }
    const held = replica.heldFor(request, blocksFor === 'piece' ? cached + tokens : prompt);
    // A prompt that preemptions have made longer may use what is kept free when nobody else is there.
    const kept = replica.resident > 0 ? replica.kept : 0;
    const asked = replica.settings.reservesPrompt ? replica.heldFor(request, prompt) : held;
    if (blocksMissing(replica, replica.blocksFor(asked)) > replica.free - kept) break;
    replica.admit(index, cached, held);
    replica.addChunk(request, tokens);
    left -= tokens;
  }
  return left;
}

/** Requests at the head of the line whose cache lies elsewhere come back, if the decode step that follows still has its blocks. */
export function comeBack(replica: ReplicaState, spare = 0): void {
  const { waiting, requests } = replica;
  while (waiting.length > 0 && replica.resident < replica.slots) {
    const request = waiting.at(0);
    if (requests.fetch[request]! < 0) return;
    const context = requests.prompt[request]! - 1;
    const blocks = replica.blocksFor(Math.max(replica.heldFor(request, context), context + 1 + replica.ahead));
    // An empty replica needs to keep nothing for others.
    const kept = replica.resident > 0 ? replica.kept + spare + replica.decodeBlocks : 0;
    if (blocks > replica.free - kept) return;
    replica.resume(0);
  }
}

/** The next pieces of prompts under way, as the budget allows. What is left of it. */
export function goOn(replica: ReplicaState, budget: number): number {
  const { requests, partials } = replica;
  let left = budget;
  for (let i = 0; i < replica.partialCount && left > 0; i++) {
    const request = partials[i]!;
    const done = requests.done[request]!;
    const tokens = Math.min(left, requests.prompt[request]! - done);
    const held = Math.max(requests.held[request]!, done + tokens);
    while (
      replica.blocksFor(held) - replica.blocksFor(requests.held[request]!) > replica.free &&
      i < replica.partialCount
    ) {
      replica.preempt(partials[replica.partialCount - 1]!);
    }
    if (i >= replica.partialCount) break;
    replica.extend(request, held);
    replica.addChunk(request, tokens);
    left -= tokens;
  }
  return left;
}
