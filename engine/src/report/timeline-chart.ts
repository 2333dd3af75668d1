import { simulate, TASK } from '../training/schedule/index.ts';
import type { PipelineSpec } from '../training/schedule/spec.ts';

/** A step of the pipeline as rows of cells, one row a stage: small enough to draw with characters. */
export interface TimelineChart {
  readonly stages: number;
  readonly microBatches: number;
  /** Micro-batches that are drawn: the first few, so that single tasks can be seen. */
  readonly drawn: number;
  /** Seconds that the drawing spans. */
  readonly seconds: number;
  readonly rows: readonly { readonly stage: number; readonly cells: string }[];
}

const CELLS = 60;
const MOST_ROWS = 6;
/** Forward, backward (both gradients), input gradient, weight gradient, idle. */
export const CELL = { forward: 'F', backward: 'B', input: 'I', weight: 'W', idle: '.' } as const;
const LETTER: Readonly<Record<number, string>> = {
  [TASK.forward]: CELL.forward,
  [TASK.input]: CELL.input,
  [TASK.weight]: CELL.weight,
  [TASK.backward]: CELL.backward,
};

/** The first micro-batches of a pipeline, sampled into cells; null where there is no pipeline to look at. */
export function timelineChart(spec: PipelineSpec): TimelineChart | null {
  if (spec.stages < 2) return null;
  const drawn = Math.min(spec.microBatches, Math.max(2, Math.min(spec.stages, 8)));
  const { tasks, makespan } = simulate({ ...spec, microBatches: fitting(spec, drawn) });
  const step = Math.max(1, Math.ceil(spec.stages / MOST_ROWS));
  const shown = Array.from({ length: spec.stages }, (_, s) => s).filter((s) => s % step === 0);
  const cells = new Map(shown.map((stage) => [stage, new Array<string>(CELLS).fill(CELL.idle)]));
  for (let task = 0; task < tasks.length; task++) {
    const row = cells.get(tasks.stage[task]!);
    if (!row) continue;
    const from = Math.ceil((tasks.start[task]! / makespan) * CELLS - 0.5);
    const to = Math.ceil((tasks.end[task]! / makespan) * CELLS - 0.5);
    for (let cell = from; cell < Math.min(to, CELLS); cell++) row[cell] = LETTER[tasks.kind[task]!]!;
  }
  const rows = [...cells].map(([stage, row]) => ({ stage, cells: row.join('') }));
  return { stages: spec.stages, microBatches: spec.microBatches, drawn: fitting(spec, drawn), seconds: makespan, rows };
}

/** Interleaving and DualPipe run whole groups of micro-batches. */
function fitting({ schedule, stages, microBatches }: PipelineSpec, wanted: number): number {
  if (schedule === 'interleaved') return Math.min(microBatches, Math.ceil(wanted / stages) * stages);
  if (schedule === 'dualpipe') return Math.min(microBatches, Math.max(2 * stages, wanted));
  return wanted;
}
