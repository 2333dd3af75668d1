import { gpipeSpecSeconds } from './condensed/gpipe.ts';
import { interleavedSeconds } from './condensed/interleaved.ts';
import { oneChunkSeconds } from './condensed/one-chunk.ts';
import { dualpipeSeconds, zbVSeconds } from './condensed/two-slots.ts';
import { checkSpec, programOf } from './program.ts';
import type { PipelineSpec } from './spec.ts';

/**
 * Seconds of one step, uneven stages and hops included, by the longest path through the schedule's order instead of running every task; work
 * does not grow with micro-batches. Meant to agree with `simulate` to 1 %. `bubble`: share of the step in which the busiest stage does not
 * work, 0 to 1. Throws RangeError for a spec that its schedule cannot run (see checkSpec).
 */
export function pipelineSpecSeconds(spec: PipelineSpec): { seconds: number; bubble: number } {
  checkSpec(spec);
  const busy = busiestStage(spec);
  const seconds = Math.max(busy, secondsOf(spec, busy));
  return { seconds, bubble: seconds > 0 ? 1 - busy / seconds : 0 };
}

function secondsOf(spec: PipelineSpec, busy: number): number {
  if (spec.stages === 1) return busy;
  switch (spec.schedule) {
    case 'gpipe':
      return gpipeSpecSeconds(spec);
    case 'zero-bubble':
      return oneChunkSeconds(spec, true);
    case 'zb-v':
      return zbVSeconds(spec);
    case 'dualpipe':
      return dualpipeSeconds(spec);
    default:
      return spec.chunks === 1 ? oneChunkSeconds(spec, false) : interleavedSeconds(spec);
  }
}

/** Seconds of work of the stage that has most. */
function busiestStage(spec: PipelineSpec): number {
  const { forward, input, weight, slotsPerStage } = programOf(spec);
  const m = spec.microBatches;
  const first = spec.stages === 1 ? m : Math.ceil(m / 2);
  const streams = spec.schedule === 'dualpipe' ? [first, m - first] : null;
  let busiest = 0;
  for (let s = 0; s < spec.stages; s++) {
    let busy = 0;
    for (let k = 0; k < slotsPerStage; k++) {
      const slot = s * slotsPerStage + k;
      busy += (streams ? streams[k]! : m) * (forward[slot]! + input[slot]! + weight[slot]!);
    }
    busiest = Math.max(busiest, busy);
  }
  return busiest;
}
