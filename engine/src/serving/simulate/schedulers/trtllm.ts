import type { ReplicaState } from '../replica-state.ts';
import type { ReplicaSettings } from '../settings.ts';
import { comeBack, goOn, letIn } from './let-in.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * TensorRT-LLM's in-flight batching under GUARANTEED_NO_EVICT: a request is let in when blocks for its prompt and its whole output are
 * free, and is never preempted. Prompts run beside the decodes, whole unless chunking is on; where told so they wait for each other.
 */
export function trtllm({ waitsFor }: ReplicaSettings): Scheduler {
  /** Decode steps done when the first of those at the door came to it. */
  let since: number | undefined;

  function waits({ waiting, decodeCount, requests, tick, settings }: ReplicaState): boolean {
    if (!waitsFor || waiting.length === 0) return false;
    since ??= tick;
    let tokens = decodeCount;
    const enough = waitsFor.share * settings.maxBatchedTokens;
    for (let i = 0; i < waiting.length && tokens < enough; i++) tokens += requests.prompt[waiting.at(i)]!;
    if (decodeCount > 0 && tokens < enough && tick - since < waitsFor.steps) return true;
    since = undefined;
    return false;
  }

  return {
    reservesOutput: true,
    ...(waitsFor && { relents: true }),
    plan(replica) {
      comeBack(replica);
      replica.decodeAll();
      const left = goOn(replica, replica.settings.maxBatchedTokens - replica.decodeCount * (1 + replica.ahead));
      if (waits(replica)) return;
      letIn(replica, left, { blocksFor: 'all', cut: replica.settings.chunkedPrefill });
    },
  };
}
