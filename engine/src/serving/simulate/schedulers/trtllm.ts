import type { ReplicaState } from '../replica-state.ts';
import { comeBack, goOn, letIn } from './let-in.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * TensorRT-LLM's in-flight batching under GUARANTEED_NO_EVICT: a request is let in when blocks for its prompt and its whole output are
 * free, and is never preempted. Prompts run beside the decodes, whole unless chunking is on. Prompts may be held back while others decode
 * (tensorrt_llm/_torch/pyexecutor/py_executor.py: _waiting_requests, _balance_adp_requests).
 */
export function trtllm(): Scheduler {
  /** Steps for which prompts have been held back so far. */
  let held = 0;
  let holds = false;

  function holdsBack(replica: ReplicaState, left: number): boolean {
    const { settings, waiting, requests, decodeCount } = replica;
    const wait = settings.waitsFor;
    if (!wait || decodeCount === 0 || waiting.length === 0 || held >= wait.steps) return false;
    if (wait.requests !== undefined && waiting.length >= wait.requests) return false;
    if (wait.share === undefined) return true;
    let fresh = 0;
    for (let i = 0; i < waiting.length && fresh < left; i++) fresh += requests.prompt[waiting.at(i)]!;
    return decodeCount + fresh < wait.share * settings.maxBatchedTokens;
  }

  return {
    reservesOutput: true,
    get relents() {
      return holds;
    },
    plan(replica) {
      comeBack(replica);
      replica.decodeAll();
      const left = goOn(replica, replica.settings.maxBatchedTokens - replica.decodeCount * (1 + replica.ahead));
      holds = holdsBack(replica, left);
      held = holds ? held + 1 : 0;
      if (!holds) letIn(replica, left, { blocksFor: 'all', cut: replica.settings.chunkedPrefill });
    },
  };
}
