import { azure } from './azure.ts';
import { burstgpt } from './burstgpt.ts';
import { csv } from './csv.ts';
import { genaiPerf } from './genai-perf.ts';
import { guidellm } from './guidellm.ts';
import { jsonList } from './json-list.ts';
import type { CsvReader, DocumentReader, Reading, ReadLine } from './reader.ts';
import { servegen } from './servegen.ts';
import { vllmBench } from './vllm-bench.ts';
import { vllmRun } from './vllm-run.ts';

const CSV: readonly CsvReader[] = [azure, burstgpt, csv];

/** Formats of whole JSON documents, the more telling key first. A new one is a file here and a line in this list. */
export const DOCUMENTS: readonly DocumentReader[] = [vllmBench, guidellm, genaiPerf, servegen, vllmRun, jsonList];

/** The reader of a CSV file, told from its heading or named by the caller. Throws TraceError where a column is missing. */
export function openCsv(names: readonly string[], to: Reading): ReadLine<readonly string[]> {
  const { format, columns } = to.options;
  for (const reader of CSV) {
    const others = columns !== undefined || (format !== undefined && format !== reader.format);
    if (others && reader !== csv) continue;
    const read = reader.open(names, to);
    if (!read) continue;
    to.format = reader.format;
    return read;
  }
  throw new Error('the last reader takes every heading');
}

export { openJsonl } from './open-jsonl.ts';
export * from './reader.ts';
