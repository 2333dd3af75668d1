import type { Machine } from '../../../machine/index.ts';
import { type Architecture, kvElements, parametersOf } from '../../../model/index.ts';
import { type Deployment, KV_BYTES } from '../../../serving/index.ts';

/** Limits that trtllm-bench gives its engine when nobody states them. */
export interface TunedLimits {
  /** Requests of one micro-batch, on every pipeline stage. */
  readonly maxBatch: number;
  readonly maxBatchedTokens: number;
}

/** Share of memory that the estimate gives to the cache. */
const SHARE = 0.95;
const MOST_REQUESTS = 4096;
const MOST_TOKENS = 32_768;
const LEAST = { requests: 64, tokens: 2048 };

/**
 * trtllm-bench's own choice of max_batch_size and max_num_tokens: requests of the mean length that fit beside the weights by a rough count,
 * and the tokens of an iteration in which as many prompts come as requests end. Rounded up, on purpose: memory has the last word.
 * Source: github.com/NVIDIA/TensorRT-LLM tensorrt_llm/bench/build/tuning.py (calc_engine_setting, finetune_setting).
 */
export function tunedLimits(
  architecture: Architecture,
  deployment: Deployment,
  machine: Machine,
  lengths: { readonly input: number; readonly output: number },
): TunedLimits {
  const { tp, pp, dp, weights, kv } = deployment;
  const ranks = tp * dp;
  const { input, output } = lengths;
  const heads = Math.max(
    1,
    ...architecture.blocks.map(({ mixer }) => (mixer?.kind === 'attention' ? mixer.kvHeads : 0)),
  );
  const copies = Math.max(1, ranks / heads); // every rank has one key-value head at least
  const cache = kvElements(architecture, input + output) * KV_BYTES[kv] * copies;
  const free = machine.rates.capacity * ranks * pp - (parametersOf(architecture).total * weights.bits) / 8;
  const requests = Math.min((SHARE * Math.max(0, free)) / cache, MOST_REQUESTS) / pp;
  const tokens = Math.min(requests * (1 + input / output), MOST_TOKENS);
  return { maxBatch: evenBatch(requests), maxBatchedTokens: evenTokens(tokens) };
}

const upTo = (x: number, step: number): number => step * Math.ceil(x / step);

function evenBatch(requests: number): number {
  if (requests < 256) return Math.max(LEAST.requests, upTo(requests, 32));
  return upTo(requests, requests < 1024 ? 128 : 256);
}

function evenTokens(tokens: number): number {
  if (tokens < 4096) return Math.max(LEAST.tokens, upTo(tokens, 256));
  return upTo(tokens, tokens < 8192 ? 512 : 1024);
}
