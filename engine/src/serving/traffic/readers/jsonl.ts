import { fromObjects } from './by-columns.ts';
import type { JsonlReader } from './reader.ts';

/** Any JSONL of one request a line: keys by their names in English or Chinese, as in CSV. */
export const jsonl: JsonlReader = {
  format: 'jsonl',
  open: (first, to) => fromObjects(first, to),
};
