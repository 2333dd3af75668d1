import { chromeTrace, type PipelineSpec, simulate } from '@ridgepoint/engine/training';
import { writeWhole } from './files.ts';

/** Tasks of a trace beyond which viewers become slow. */
const MOST_TASKS = 200_000;

/** Writes one step of the pipeline as a Chrome trace; of a very long step its first micro-batches. */
export function writeTrace(file: string, spec: PipelineSpec): void {
  const perMicroBatch = 3 * spec.stages * spec.chunks;
  const most = Math.max(2 * spec.stages, Math.floor(MOST_TASKS / perMicroBatch / spec.stages) * spec.stages);
  writeWhole(file, chromeTrace(simulate({ ...spec, microBatches: Math.min(spec.microBatches, most) })));
}
