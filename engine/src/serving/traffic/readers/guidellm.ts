import { emptyRow } from '../trace-builder.ts';
import { numberIn, type Place, TraceError } from '../trace-error.ts';
import { arrivalTimes } from './arrival-times.ts';
import { isObject } from './json-object.ts';
import type { DocumentReader, Json } from './reader.ts';

/**
 * GuideLLM's report (github.com/vllm-project/guidellm, benchmarks.json): each benchmark lists its requests; successful ones have
 * prompt_tokens, output_tokens and start_time (0.1-0.3) or request_start_time and info.timings (0.4 on), in seconds since 1970. One file
 * holds a sweep of several benchmarks: the first is read, or the one that is asked for.
 */
export const guidellm: DocumentReader = {
  format: 'guidellm',
  key: 'benchmarks',
  patterns: [['benchmarks', '#', 'requests', 'successful', '#']],
  open(to) {
    const wanted = to.options.run === undefined ? 0 : Number(to.options.run) - 1;
    const time = arrivalTimes(to, 's');
    const others = new Set<string>();
    const row = emptyRow();
    const take = (value: unknown, place: Place): void => {
      if (!isObject(value)) throw new TraceError({ code: 'missing-value', ...place, column: 'prompt_tokens' });
      const timings = inner(inner(value, 'info'), 'timings');
      row.arrival = time(
        value.request_start_time ?? value.start_time ?? timings.request_start,
        'request_start_time',
        place,
      );
      row.input = numberIn(value.prompt_tokens ?? total(inner(value, 'input_metrics')), 'prompt_tokens', place);
      row.output = numberIn(value.output_tokens ?? total(inner(value, 'output_metrics')), 'output_tokens', place);
      row.ttft = typeof value.time_to_first_token_ms === 'number' ? value.time_to_first_token_ms / 1000 : Number.NaN;
      row.e2e = typeof value.request_latency === 'number' ? value.request_latency : Number.NaN;
      to.builder.add(row, place);
    };
    return {
      piece(_, value, path) {
        if (Number(path[1]) !== wanted) {
          others.add(path[1]!);
          return;
        }
        const place = { entry: Number(path[4]) + 1 };
        to.rows.read(place, () => take(value, place));
      },
      end() {
        if (to.builder.count === 0 && others.size > 0)
          throw new TraceError({
            code: 'no-such-run',
            value: to.options.run ?? '1',
            values: { runs: others.size },
            nearest: ['1'],
          });
        if (others.size > 0) to.builder.repair('other-runs', {}, others.size);
      },
    };
  },
};

const inner = (value: Json, key: string): Json => (isObject(value[key]) ? value[key] : {});
const total = (usage: Json): unknown => usage.total_tokens ?? usage.text_tokens;
