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
/** Forward, backward (both gradients), input gradient, weight gradient, forward and backward in turns, idle. */
export const CELL = { forward: 'F', backward: 'B', input: 'I', weight: 'W', both: 'M', idle: '.' } as const;

/** The first micro-batches of a pipeline, gathered into cells; null where there is no pipeline to look at. */
export function timelineChart(spec: PipelineSpec): TimelineChart | null {
  if (spec.stages < 2) return null;
  const drawn = drawnOf(spec);
  const { tasks, makespan } = simulate({ ...spec, microBatches: drawn });
  const step = Math.max(1, Math.ceil(spec.stages / MOST_ROWS));
  const shown = Array.from({ length: spec.stages }, (_, s) => s).filter((s) => s % step === 0);
  const busy = new Map(shown.map((stage) => [stage, new Float64Array(CELLS * KINDS)]));
  for (let task = 0; task < tasks.length; task++) {
    const row = busy.get(tasks.stage[task]!);
    if (row)
      fill(row, tasks.kind[task]!, (tasks.start[task]! / makespan) * CELLS, (tasks.end[task]! / makespan) * CELLS);
  }
  const rows = [...busy].map(([stage, row]) => ({ stage, cells: letters(row) }));
  return { stages: spec.stages, microBatches: spec.microBatches, drawn, seconds: makespan, rows };
}

const KINDS = 4;

/** Adds a task's time to the cells that it covers. */
function fill(row: Float64Array, kind: number, start: number, end: number): void {
  for (let cell = Math.floor(start); cell < Math.min(CELLS, end); cell++)
    row[cell * KINDS + kind]! += Math.min(end, cell + 1) - Math.max(start, cell);
}

/** What a cell mostly holds; where tasks are shorter than a cell, forward and backward share it. */
function letters(row: Float64Array): string {
  let text = '';
  for (let cell = 0; cell < CELLS; cell++) {
    const of = (kind: number) => row[cell * KINDS + kind]!;
    const forward = of(TASK.forward);
    const back = of(TASK.backward) + of(TASK.input) + of(TASK.weight);
    if (forward + back < 0.5) text += CELL.idle;
    else if (Math.min(forward, back) > 0.25 * (forward + back)) text += CELL.both;
    else if (forward > back) text += CELL.forward;
    else if (of(TASK.backward) >= Math.max(of(TASK.input), of(TASK.weight))) text += CELL.backward;
    else text += of(TASK.input) >= of(TASK.weight) ? CELL.input : CELL.weight;
  }
  return text;
}

/** Twice the stages show filling, steady work and draining; interleaving runs whole groups of as many as there are stages. */
function drawnOf({ schedule, stages, microBatches }: PipelineSpec): number {
  const wanted = stages <= 8 ? 2 * stages : stages + 8;
  if (schedule === 'interleaved') return Math.min(microBatches, Math.ceil(wanted / stages) * stages);
  if (schedule === 'dualpipe') return Math.min(microBatches, 2 * Math.ceil(Math.max(2 * stages, wanted) / 2));
  return Math.min(microBatches, wanted);
}
