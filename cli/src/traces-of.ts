import { readInput, traceReadingSchema } from '@ridgepoint/engine/operations';
import type { TraceRead } from '@ridgepoint/engine/serving';
import type { SaidFiles } from './compose-files.ts';
import type { Face } from './face.ts';

/** The trace that a scenario of serving names. */
export async function scenarioTrace(
  said: Readonly<Record<string, unknown>>,
  face: Face,
): Promise<TraceRead | undefined> {
  const { traffic } = (said.scenario ?? said) as { readonly traffic?: { readonly trace?: unknown } };
  const path = traffic?.trace;
  if (typeof path !== 'string') return undefined;
  const { zero_output, bad_rows, columns } = readInput(traceReadingSchema, { traffic }).traffic ?? {};
  const options = {
    ...(zero_output && { zeroOutput: zero_output }),
    ...(bad_rows && { badRows: bad_rows }),
    ...(columns && { columns }),
  };
  return (await import('./trace-file.ts')).readTraceFile(path, options, face);
}

/** The traces that several scenarios name, in their order. */
export async function tracesOf(
  scenarios: SaidFiles['scenarios'],
  face: Face,
): Promise<readonly (TraceRead | undefined)[]> {
  const traces: (TraceRead | undefined)[] = [];
  for (const { data } of scenarios) traces.push(await scenarioTrace(data, face));
  return traces;
}
