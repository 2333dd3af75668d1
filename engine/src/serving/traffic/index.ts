/**
 * traffic/ - requests as they come: read from traces, made from laws of chance, described, written.
 * In: text of a trace in one of twelve formats; or rates, lengths and waits with a seed; or people and what they write in a day.
 * Out: a source that hands out one request at a time, a trace held whole, figures that describe it.
 * Papers: Azure traces (Splitwise, ISCA 2024), Mooncake (2407.00079), BurstGPT (2401.17644), ServeGen (2505.09999).
 */
export type * from './client-profile.ts';
export { type ColumnMap, FIELDS, type Field, findColumns } from './columns.ts';
export * from './describe.ts';
export * from './generators/index.ts';
export * from './human/index.ts';
export type { LengthStats } from './length-stats.ts';
export type { PrefixStats } from './prefix-tally.ts';
export * from './presets/index.ts';
export * from './read-trace.ts';
export { type ReadOptions, TRACE_FORMATS, type TraceFormat } from './readers/reader.ts';
export * from './request.ts';
export { MAX_ROWS, REPAIR_RULES, type Repair, type RepairRule } from './trace-builder.ts';
export { ROW_CODES, type RowCode, TRACE_CODES, type TraceCode, TraceError, type TraceProblem } from './trace-error.ts';
export * from './write-trace.ts';
