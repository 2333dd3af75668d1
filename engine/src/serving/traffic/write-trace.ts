import { emptyRequest, type Request, type Trace, type TrafficSource } from './request.ts';
import { emptyRow, TraceBuilder } from './trace-builder.ts';

export const TRACE_FILES = ['csv', 'jsonl'] as const;
export type TraceFile = (typeof TRACE_FILES)[number];

/** A trace as lines of text, each with its end; `csv` cannot hold prefix blocks. Read again it is the same trace. */
export function* traceLines(source: TrafficSource, file: TraceFile): Generator<string> {
  const request = emptyRequest();
  if (file === 'csv') yield 'arrival_s,input_tokens,output_tokens,session,priority,adapter\n';
  while (source.next(request)) yield file === 'csv' ? csvLine(request) : jsonLine(request);
}

/** Microseconds are enough for a time of arrival, and keep lines short. */
const seconds = (time: number): number => Math.round(time * 1e6) / 1e6;

function csvLine({ arrival, input, output, session, priority, adapter }: Request): string {
  const optional = [session < 0 ? '' : session, priority === 0 ? '' : priority, adapter < 0 ? '' : adapter];
  return `${seconds(arrival)},${input},${output},${optional.join(',')}\n`;
}

function jsonLine(request: Request): string {
  const { arrival, input, output, session, priority, adapter, prefixIds, prefixFrom, prefixTo, prefixTokens } = request;
  let line = `{"arrival_s":${seconds(arrival)},"input_tokens":${input},"output_tokens":${output}`;
  if (session >= 0) line += `,"session":${session}`;
  if (priority !== 0) line += `,"priority":${priority}`;
  if (adapter >= 0) line += `,"adapter":${adapter}`;
  if (prefixTo > prefixFrom)
    line += `,"block_ids":[${prefixIds.subarray(prefixFrom, prefixTo).join(',')}],"block_tokens":${prefixTokens}`;
  return `${line}}\n`;
}

/** All that a source hands out, held whole: for sources that end by themselves and wait for no answer. `most` requests at most. */
export function traceOf(source: TrafficSource, most = 1_000_000): Trace {
  const builder = new TraceBuilder();
  const request = emptyRequest();
  const row = emptyRow();
  for (let i = 0; i < most && source.next(request); i++) {
    row.arrival = request.arrival;
    row.input = request.input;
    row.output = request.output;
    row.session = request.session < 0 ? undefined : request.session;
    row.priority = request.priority;
    row.adapter = request.adapter;
    row.blocks =
      request.prefixTo > request.prefixFrom
        ? Array.from(request.prefixIds.subarray(request.prefixFrom, request.prefixTo))
        : null;
    if (request.prefixTo > request.prefixFrom) builder.blockTokens = request.prefixTokens;
    builder.add(row, { line: i + 1 });
  }
  return builder.finish().trace;
}
