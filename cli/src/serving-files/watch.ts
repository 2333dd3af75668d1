import type { ServingSink } from '@ridgepoint/engine/serving';
import { RequestsCsv } from './requests-csv.ts';
import type { RequestsParquet } from './requests-parquet.ts';
import { StepsTrace } from './steps-trace.ts';

/** Files that a simulation fills while it runs. */
export interface WatchFiles {
  readonly requests?: string;
  readonly steps?: string;
}

/** What was written. */
export interface Watched {
  readonly requests?: { readonly path: string; readonly rows: number };
  readonly steps?: { readonly path: string; readonly events: number; readonly cut: boolean };
}

/** Files while they are filled. */
export interface OpenWatch {
  readonly sink: ServingSink | undefined;
  readonly close: () => Watched;
  readonly abandon: () => void;
}

/** Opens the files that were asked for; a place that cannot be written is told before anything is simulated. Throws InputError. */
export async function openWatch({ requests, steps }: WatchFiles): Promise<OpenWatch> {
  const csv = requests === undefined ? null : await openRequests(requests);
  let trace: StepsTrace | null = null;
  try {
    trace = steps === undefined ? null : new StepsTrace(steps);
  } catch (error) {
    csv?.abandon();
    throw error;
  }
  const sinks = [csv?.sink, trace?.sink].filter((sink) => sink !== undefined);
  return {
    sink: sinks.length === 0 ? undefined : several(sinks),
    close: () => {
      csv?.close();
      trace?.close();
      return {
        ...(csv && { requests: { path: requests!, rows: csv.rows } }),
        ...(trace && { steps: { path: steps!, events: trace.events, cut: trace.cut } }),
      };
    },
    abandon: () => {
      csv?.abandon();
      trace?.abandon();
    },
  };
}

/** Parquet by its name, else CSV. What writes Parquet is loaded where it is asked for only. */
async function openRequests(path: string): Promise<RequestsCsv | RequestsParquet> {
  if (!/\.parquet$/i.test(path)) return new RequestsCsv(path);
  const { RequestsParquet } = await import('./requests-parquet.ts');
  return new RequestsParquet(path);
}

function several(sinks: readonly ServingSink[]): ServingSink {
  const steps = sinks.filter(({ step }) => step !== undefined);
  return {
    record: (record) => {
      for (const sink of sinks) sink.record?.(record);
    },
    ...(steps.length > 0 && {
      step: (...step: Parameters<NonNullable<ServingSink['step']>>) => {
        for (const sink of steps) sink.step!(...step);
      },
    }),
  };
}
