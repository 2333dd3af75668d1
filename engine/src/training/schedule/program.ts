import { dualpipe } from './orders/dualpipe.ts';
import type { Emit } from './orders/emit.ts';
import { gpipe } from './orders/gpipe.ts';
import { interleaved } from './orders/interleaved.ts';
import { expand } from './orders/segments.ts';
import { zbV } from './orders/zb-v.ts';
import { zeroBubble } from './orders/zero-bubble.ts';
import { placement } from './placement.ts';
import type { PipelineSpec } from './spec.ts';

/**
 * A spec made ready to run. A slot is one chunk on one stage (DualPipe: one stream on one stage): stage x slotsPerStage + chunk.
 */
export interface Program {
  readonly slotsPerStage: number;
  /** Seconds of each slot. */
  readonly forward: Float64Array;
  readonly input: Float64Array;
  readonly weight: Float64Array;
  /** Slot whose forward comes just before / after in the model; -1 at its ends. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Calls `emit` with the tasks of a stage in order. */
  readonly order: (stage: number, emit: Emit) => void;
}

/** Says what a spec breaks: lengths, counts, or a schedule's own demands. Throws RangeError naming value, rule and the nearest that works. */
export function checkSpec(spec: PipelineSpec): void {
  const { schedule, stages, chunks, microBatches } = spec;
  for (const [name, n] of [
    ['stages', stages],
    ['chunks', chunks],
    ['microBatches', microBatches],
  ] as const) {
    if (!Number.isInteger(n) || n < 1) throw new RangeError(`${name} ${n} is not a whole number of at least 1`);
  }
  for (const name of ['forward', 'backwardInput', 'backwardWeight'] as const) {
    if (spec[name].length !== stages * chunks)
      throw new RangeError(`${name} has ${spec[name].length} entries; stages x chunks is ${stages * chunks}`);
  }
  if (!(spec.hop >= 0 && spec.hop < Infinity)) throw new RangeError(`hop ${spec.hop} is not a time of at least 0 s`);
  for (const name of ['forward', 'backwardInput', 'backwardWeight'] as const) {
    const wrong = spec[name].find((seconds) => !(seconds >= 0 && seconds < Infinity));
    if (wrong !== undefined) throw new RangeError(`${name} ${wrong} is not a time of at least 0 s`);
  }
  const want = schedule === 'zb-v' ? 2 : schedule === 'zero-bubble' || schedule === '1f1b' ? 1 : chunks;
  if (chunks !== want)
    throw new RangeError(`${schedule} runs ${want} chunk(s) a stage, not ${chunks}; nearest: ${want}`);
  if (schedule === 'dualpipe' && stages % 2 === 1 && stages > 1)
    throw new RangeError(`dualpipe pairs stages, ${stages} is odd; nearest: ${stages - 1} or ${stages + 1}`);
}

/** Lays a spec's chunks on slots and picks the order of its schedule. Throws what checkSpec throws. */
export function programOf(spec: PipelineSpec): Program {
  checkSpec(spec);
  const { stages: p, chunks: v, microBatches: m } = spec;
  const twoStreams = spec.schedule === 'dualpipe';
  const slotsPerStage = twoStreams ? 2 : v;
  const n = p * slotsPerStage;
  const forward = new Float64Array(n);
  const input = new Float64Array(n);
  const weight = new Float64Array(n);
  const before = new Int32Array(n).fill(-1);
  const after = new Int32Array(n).fill(-1);
  for (let stream = 0; stream < (twoStreams ? 2 : 1); stream++) {
    let last = -1;
    for (let c = 0; c < p * v; c++) {
      const stage = placement(spec, c)[stream]!;
      const slot = twoStreams ? stage * 2 + stream : stage * v + Math.floor(c / p);
      forward[slot]! += spec.forward[c]!;
      input[slot]! += spec.backwardInput[c]!;
      weight[slot]! += spec.backwardWeight[c]!;
      if (last !== slot && last >= 0) {
        before[slot] = last;
        after[last] = slot;
      }
      last = slot;
    }
  }
  return { slotsPerStage, forward, input, weight, before, after, order: orderOf(spec, p, v, m) };
}

function orderOf(spec: PipelineSpec, p: number, v: number, m: number): Program['order'] {
  switch (spec.schedule) {
    case 'gpipe':
      return (_, emit) => gpipe(v, m, emit);
    case 'zero-bubble':
      return (s, emit) => zeroBubble(p, m, s, emit);
    case 'zb-v':
      return (s, emit) => expand(zbV(p, m, s), [m, m], [0, 0], emit);
    case 'dualpipe': {
      if (p === 1) return (_, emit) => interleaved(1, 1, m, 0, emit);
      const first = Math.ceil(m / 2); // the stream from stage 0 takes the odd one
      return (s, emit) => expand(dualpipe(p, first, s), [first, m - first], [0, first], emit);
    }
    default:
      return (s, emit) => interleaved(p, v, m, s, emit);
  }
}
