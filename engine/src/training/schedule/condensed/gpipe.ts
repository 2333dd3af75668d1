import type { PipelineSpec } from '../spec.ts';

/**
 * Seconds of GPipe, breadth first over chunks. A flow shop whose jobs are alike is paced by the first and last micro-batch of each pass: the first
 * waits for the last of the pass before on its stage, the last for the work of all. Exact for one chunk; O(stages x chunks).
 */
export function gpipeSpecSeconds(spec: PipelineSpec): number {
  const backward = spec.backwardInput.map((b, c) => b + spec.backwardWeight[c]!);
  return phase(spec, spec.forward) + phase(spec, backward.reverse());
}

/** One direction: `times` of the chunks in the order in which a micro-batch meets them. */
function phase(spec: PipelineSpec, times: readonly number[]): number {
  const { stages: p, microBatches: m, hop } = spec;
  const stageFree = new Float64Array(p); // when the last micro-batch of the pass before has left the stage
  let first = 0; // end of the first and last micro-batch on the chunk before
  let last = 0;
  times.forEach((seconds, c) => {
    const free = stageFree[c % p]!;
    const arrives = c === 0 || p === 1 ? 0 : hop;
    first = Math.max(first + arrives, free) + seconds;
    last = Math.max(last + arrives + seconds, first + (m - 1) * seconds);
    stageFree[c % p] = last;
  });
  return last;
}
