import { emptyRow } from '../trace-builder.ts';
import { numberIn, type Place, TraceError } from '../trace-error.ts';
import { fromObjects } from './by-columns.ts';
import { isObject } from './json-object.ts';
import type { DocumentReader, Json, Reading, ReadLine } from './reader.ts';

/** Adds requests of a run: lists of [arrival s, input, output, ttft s, e2e s], or objects with named fields. */
function runRequests(to: Reading) {
  const row = emptyRow();
  let fill: ReadLine<Json> | undefined;
  const add = (request: unknown, place: Place): void => {
    if (Array.isArray(request)) {
      row.arrival = numberIn(request[0], 'arrival', place);
      row.input = numberIn(request[1], 'input', place);
      row.output = numberIn(request[2], 'output', place);
      row.ttft = typeof request[3] === 'number' ? request[3] : Number.NaN;
      row.e2e = typeof request[4] === 'number' ? request[4] : Number.NaN;
    } else if (isObject(request)) {
      fill ??= fromObjects(request, to);
      if (!fill(request, row, place)) return;
    } else throw new TraceError({ code: 'missing-value', ...place, column: 'arrival' });
    to.builder.add(row, place);
  };
  return (request: unknown, place: Place): void => to.rows.read(place, () => add(request, place));
}

/** One measured run as an object with `requests`. */
export const vllmRun: DocumentReader = {
  format: 'vllm-run',
  key: 'requests',
  patterns: [['requests', '#']],
  open(to) {
    const add = runRequests(to);
    return { piece: (_, value, path) => add(value, { entry: Number(path[1]) + 1 }), end: () => {} };
  },
};

/** Several measured runs in a list: the first is read, or the one whose number or id is asked for. */
export function runOfList(to: Reading): { take(run: Json): void; end(): void } {
  const add = runRequests(to);
  const { run: wanted = '1' } = to.options;
  let seen = 0;
  let taken = false;
  const ids: string[] = [];
  return {
    take(run) {
      seen++;
      if (typeof run.id === 'string' && ids.length < 20) ids.push(run.id);
      if (taken || (String(seen) !== wanted && run.id !== wanted)) return;
      taken = true;
      for (const [i, request] of (run.requests as unknown[]).entries()) add(request, { entry: i + 1 });
    },
    end() {
      if (!taken)
        throw new TraceError({ code: 'no-such-run', value: wanted, values: { runs: seen }, nearest: ids.slice(0, 4) });
      if (seen > 1) to.builder.repair('other-runs', {}, seen - 1);
    },
  };
}
