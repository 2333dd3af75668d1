import type { StaticBatch } from '../load.ts';
import type { Figures } from './figures.ts';
import { decodeSeconds, decodesSeconds, promptSeconds } from './plain-steps.ts';
import type { Ready } from './ready.ts';

/** One batch of equal requests by itself. Its first tokens come with the prompts; the rate counts the prompts' time. */
export function predictStaticBatch(load: StaticBatch, { timer }: Ready, replicas: number): Figures {
  const { batch, input, output, bucket } = load;
  const prompts = promptSeconds(timer, batch, input);
  const answers = bucket
    ? (output - 1) * decodeSeconds(timer, batch, bucket)
    : decodesSeconds(timer, batch, input + 1, output - 1);
  const seconds = prompts + answers;
  const each = output > 1 ? answers / (output - 1) : 0;
  return {
    ttft_ms: 1e3 * prompts,
    ttft_p99_ms: 1e3 * prompts,
    tpot_ms: 1e3 * each,
    tpot_p99_ms: 1e3 * each,
    latency_ms: 1e3 * seconds,
    latency_p50_ms: 1e3 * seconds,
    output_tokens_per_s: (replicas * batch * output) / seconds,
    total_tokens_per_s: (replicas * batch * (input + output)) / seconds,
    decode_tokens_per_s: (replicas * batch) / each,
    requests_per_s: (replicas * batch) / seconds,
  };
}
