import { emptyRow } from '../trace-builder.ts';
import { quoted, TraceError } from '../trace-error.ts';
import { isObject } from './json-object.ts';
import { openJsonl } from './open-jsonl.ts';
import type { DocumentReader, Json, ReadLine } from './reader.ts';
import { runOfList } from './vllm-run.ts';

/** A JSON list: of requests, as in JSONL, or of measured runs. */
export const jsonList: DocumentReader = {
  format: 'json',
  key: null,
  patterns: [['#']],
  open(to) {
    let read: ReadLine<Json> | undefined;
    let runs: ReturnType<typeof runOfList> | undefined;
    const row = emptyRow();
    return {
      piece(_, value, path) {
        const place = { entry: Number(path[0]) + 1 };
        if (!isObject(value)) throw new TraceError({ code: 'unknown-format', ...place, value: quoted(value) });
        if (!read && !runs) {
          if (Array.isArray(value.requests)) {
            runs = runOfList(to);
            to.format = 'vllm-run';
          } else {
            read = openJsonl(value, to);
            if (to.format === 'jsonl') to.format = 'json';
          }
        }
        if (runs) {
          if (Array.isArray(value.requests)) runs.take(value);
        } else
          to.rows.read(place, () => {
            if (read!(value, row, place)) to.builder.add(row, place);
          });
      },
      end: () => runs?.end(),
    };
  },
};
