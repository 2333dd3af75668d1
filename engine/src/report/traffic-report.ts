import type { NoteId, Repair, TraceFormat, TrafficDescription } from '../serving/index.ts';
import type { Cell, Table } from './table.ts';

/** A number that traffic was made from, and where it comes from: a key of the sources, an assumption, or said by the user. */
export interface TrafficFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly from: string | 'assumption' | 'you';
  readonly note?: NoteId;
}

/** Median, 95th and 99th percentile of a latency that a benchmark's file reports, in seconds. */
export interface ReportedLatency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly requests: number;
}

/** What traffic is: read from a file, or made. */
export interface TrafficReport {
  readonly kind: 'read' | 'made';
  /** Name of the file, or what the traffic was made as: an application, `people` or `lengths`. */
  readonly name: string;
  readonly format?: TraceFormat;
  readonly seed?: number;
  /** Requests/s that were asked for; at the busiest where people were counted. */
  readonly asked?: { readonly perSecond: number; readonly peakPerSecond?: number };
  readonly description: TrafficDescription;
  readonly repairs: readonly Repair[];
  readonly reported?: { readonly ttft?: ReportedLatency; readonly e2e?: ReportedLatency };
  readonly concurrency?: number;
  /** ServeGen: clients in the file. */
  readonly clients?: number;
  readonly figures: readonly TrafficFigure[];
  /** Every source that a figure names. */
  readonly sources: readonly { readonly id: string; readonly title: string; readonly url: string }[];
}

/** The figures as a table of three columns. */
export function trafficTable({ description: d, figures }: TrafficReport): Table {
  const rows: Cell[][] = [];
  const add = (name: string, value: number | null | undefined, unit: string) => {
    if (value !== null && value !== undefined) rows.push([name, value, unit]);
  };
  add('requests', d.requests, '1');
  add('span', d.seconds, 's');
  add('rate_mean', d.rate.mean, 'requests/s');
  add('rate_peak_minute', d.rate.peak, 'requests/s');
  add('gap_cv', d.gapCv, '1');
  add('dispersion_minute', d.dispersion, '1');
  for (const side of ['input', 'output'] as const)
    for (const key of ['mean', 'min', 'p50', 'p90', 'p99', 'max'] as const)
      add(`${side}_${key}`, d[side][key], 'token');
  add('input_rate', d.tokensPerSecond.input, 'token/s');
  add('output_rate', d.tokensPerSecond.output, 'token/s');
  add('correlation', d.correlation, '1');
  add('prefix_hit_rate', d.prefix?.hitRate, '1');
  add('prefix_hit_tokens', d.prefix?.hitTokens, '1');
  add('prefix_block', d.prefix?.blockTokens, 'token');
  add('sessions', d.sessions?.count, '1');
  add('turns_mean', d.sessions?.turnsMean, '1');
  d.hours?.forEach((rate, hour) => {
    add(`hour_${String(hour).padStart(2, '0')}`, rate, 'requests/s');
  });
  for (const { name, value, unit } of figures) add(`from_${name}`, value, unit);
  return { name: 'traffic', columns: [{ key: 'name' }, { key: 'value' }, { key: 'unit' }], rows };
}
