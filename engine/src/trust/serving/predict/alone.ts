import type { Alone } from '../load.ts';
import type { Figures } from './figures.ts';
import { decodesSeconds, promptSeconds } from './plain-steps.ts';
import type { Ready } from './ready.ts';

/** One request, or a few equal ones, with nothing beside them: prompt and answer are timed apart. */
export function predictAlone({ batch, context, output, prompt }: Alone, { timer }: Ready): Figures {
  const answer = decodesSeconds(timer, batch, context + 1, output);
  const first = prompt > 0 ? promptSeconds(timer, batch, prompt) : Number.NaN;
  const rate = (batch * output) / answer;
  return {
    ttft_ms: 1e3 * first,
    tpot_ms: (1e3 * answer) / output,
    latency_ms: 1e3 * (first + answer),
    decode_tokens_per_s: rate,
    output_tokens_per_s: rate,
    prefill_tokens_per_s: (batch * prompt) / first,
  };
}
