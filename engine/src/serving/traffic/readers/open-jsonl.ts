import { aiperf } from './aiperf.ts';
import { jsonl } from './jsonl.ts';
import { mooncake } from './mooncake.ts';
import type { Json, Reading, ReadLine } from './reader.ts';

const JSONL = [aiperf, mooncake, jsonl];

/** The reader of a file of objects, told from the first one or named by the caller. Throws TraceError where a column is missing. */
export function openJsonl(first: Json, to: Reading): ReadLine<Json> {
  const { format, columns } = to.options;
  for (const reader of JSONL) {
    const others = columns !== undefined || (format !== undefined && format !== reader.format);
    if (others && reader !== jsonl) continue;
    const read = reader.open(first, to);
    if (!read) continue;
    to.format = reader.format;
    return read;
  }
  throw new Error('the last reader takes every object');
}
