import { numberIn } from '../trace-error.ts';
import { arrivalTimes } from './arrival-times.ts';
import { isObject } from './json-object.ts';
import type { JsonlReader } from './reader.ts';

/**
 * AIPerf's records of each request (profile_export.jsonl, docs.nvidia.com/aiperf): metadata.request_start_ns, metrics.input_sequence_length
 * and output_sequence_length as { value, unit }; turns of one session share x_correlation_id. Failed and cancelled requests are left out.
 */
export const aiperf: JsonlReader = {
  format: 'aiperf',
  open(first, to) {
    if (!isObject(first.metadata) || !('metrics' in first)) return null;
    const time = arrivalTimes(to, 'ns');
    return (object, row, place) => {
      const { metadata, metrics } = object;
      if (!isObject(metadata)) {
        to.builder.repair('line-without-fields', place);
        return false;
      }
      if (!isObject(metrics) || object.error || metadata.was_cancelled === true) {
        to.builder.repair('failed-dropped', place);
        return false;
      }
      row.arrival = time(metadata.request_start_ns, 'request_start_ns', place);
      row.input = numberIn(valueIn(metrics.input_sequence_length), 'input_sequence_length', place);
      row.output = numberIn(
        valueIn(metrics.output_sequence_length ?? metrics.output_token_count),
        'output_sequence_length',
        place,
      );
      row.session = metadata.x_correlation_id ?? metadata.conversation_id;
      row.ttft = secondsOf(metrics.time_to_first_token);
      row.e2e = secondsOf(metrics.request_latency);
      return true;
    };
  },
};

const valueIn = (metric: unknown): unknown => (isObject(metric) ? metric.value : metric);

function secondsOf(metric: unknown): number {
  const value = valueIn(metric);
  if (typeof value !== 'number') return Number.NaN;
  return isObject(metric) && metric.unit === 's' ? value : value / 1000;
}
