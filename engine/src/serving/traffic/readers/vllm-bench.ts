import { emptyRow } from '../trace-builder.ts';
import { numberIn, TraceError } from '../trace-error.ts';
import type { DocumentReader } from './reader.ts';

const LISTS = ['input_lens', 'output_lens', 'start_times', 'ttfts', 'itls', 'errors'] as const;
type List = (typeof LISTS)[number];

/**
 * What `vllm bench serve --save-result --save-detailed` writes (also SGLang's of the same form): lists with one entry a request. Start
 * times are there in later versions; without them all requests come at once when request_rate is inf, else evenly at that rate.
 */
export const vllmBench: DocumentReader = {
  format: 'vllm-bench',
  key: 'input_lens',
  patterns: [...LISTS.map((list) => [list, '#']), ['request_rate'], ['max_concurrency']],
  open(to) {
    const lists = new Map<List, unknown[]>(LISTS.map((list) => [list, []]));
    let rate = Number.POSITIVE_INFINITY;
    let others = 0;
    return {
      piece(which, value) {
        if (others > 0) return;
        const list = LISTS[which];
        if (list) lists.get(list)!.push(list === 'itls' ? sumOf(value) : value);
        else if (which === LISTS.length) rate = typeof value === 'number' ? value : Number(value);
        else if (typeof value === 'number' && value > 0) to.concurrency = Math.round(value);
      },
      again() {
        others++;
      },
      end() {
        const [inputs, outputs, starts, ttfts, itls, errors] = LISTS.map((list) => lists.get(list)!);
        if (outputs!.length !== inputs!.length || (starts!.length > 0 && starts!.length !== inputs!.length))
          throw new TraceError({
            code: 'unequal-lists',
            values: {
              lists: `input_lens ${inputs!.length}, output_lens ${outputs!.length}, start_times ${starts!.length}`,
            },
          });
        if (starts!.length > 0) to.fromZero = true;
        const row = emptyRow();
        inputs!.forEach((input, i) => {
          const place = { entry: i + 1 };
          if (typeof errors![i] === 'string' && errors![i] !== '') {
            to.builder.repair('failed-dropped', place);
            return;
          }
          const paced = Number.isFinite(rate) && rate > 0;
          if (starts!.length === 0) to.builder.repair(paced ? 'rate-only' : 'no-arrivals', place);
          to.rows.read(place, () => {
            row.arrival = starts!.length > 0 ? numberIn(starts![i], 'start_times', place) : paced ? i / rate : 0;
            row.input = numberIn(input, 'input_lens', place);
            row.output = numberIn(outputs![i], 'output_lens', place);
            row.ttft = typeof ttfts![i] === 'number' ? (ttfts![i] as number) : Number.NaN;
            row.e2e = typeof itls![i] === 'number' ? row.ttft + (itls![i] as number) : Number.NaN;
            to.builder.add(row, place);
          });
        });
        if (others > 0) to.builder.repair('other-runs', {}, others);
      },
    };
  },
};

const sumOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.reduce((sum: number, x) => sum + (typeof x === 'number' ? x : Number.NaN), 0) : value;
