import type { Stopwatch } from '../bench/bench.ts';
import type { Spread } from '../bench/spread.ts';
import { loadKernels } from '../kernels/load-kernels.ts';
import { memoryOf } from '../kernels/memory.ts';
import { scratchOf } from '../model/built-model.ts';
import { layoutOf } from '../model/layout.ts';
import type { How } from '../model/model.ts';
import type { Operator, OperatorKind } from '../model/operator.ts';
import { programOf } from '../model/program.ts';
import { updateOf } from '../model/update.ts';
import { recorderOf } from '../threads/tape.ts';
import { type Pace, slowerBy, speedNow } from './pace.ts';
import { secondsOf } from './prices.ts';
import type { Probe } from './probe.ts';
import type { Work } from './shapes.ts';
import { timedSteps } from './timed-steps.ts';

/** What was said before a run. */
export interface Prediction {
  /** Seconds of a step that nobody disturbs, and the range in which it is expected. */
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
  readonly bytes: number;
  readonly kinds: ReadonlyMap<OperatorKind, number>;
}

/** And what it then was. */
export interface Compared extends Work {
  /** How much longer the yardstick took before the run than in the probe: all that was said is multiplied by it. */
  readonly slower: number;
  readonly predicted: Prediction;
  readonly seconds: number;
  /** How much slower than ever the processor was while it was measured: 1 where nobody disturbed. */
  readonly pace: number;
  readonly wall: Spread;
  readonly bytes: number;
  readonly kinds: ReadonlyMap<OperatorKind, number>;
}

/** Every operator of a step at its price, `slower` times; nothing is run. */
export async function predict(
  { shape, batch }: Work,
  { prices, off, threads }: Probe,
  kernels: URL,
  slower = 1,
): Promise<Prediction> {
  const loaded = await loadKernels(memoryOf(0).memory, kernels);
  const { start } = memoryOf(0);
  const layout = layoutOf(shape, batch, scratchOf(loaded.kernels, shape), threads, start);
  const recorder = recorderOf(loaded.kernels);
  const knobs = { drop: 0, seed: 0, scale: 1 };
  const { forward, backward } = programOf(layout, recorder.kernels, knobs);
  const update = { step: 1, rate: 0, beta1: 0.9, beta2: 0.99, decay: 0, clip: 1 };
  const rest = Object.values(updateOf(layout, recorder.kernels, { update }));
  const kinds = new Map<OperatorKind, number>();
  // What is dropped is nothing here, and is left out of a run too.
  for (const operator of [...forward, ...backward, ...rest]) {
    if (operator.kind === 'dropout') continue;
    kinds.set(operator.kind, (kinds.get(operator.kind) ?? 0) + slower * secondsOf(prices, operator)!);
  }
  const seconds = [...kinds.values()].reduce((a, b) => a + b, 0);
  return { seconds, low: seconds * off[0], high: seconds * off[1], bytes: layout.end, kinds };
}

const STEPS = 4;

/** Predicts, then runs, then lays one beside the other. */
export async function compare(
  work: Work,
  probe: Probe,
  how: How,
  kernels: URL,
  watch: Stopwatch & { readonly pace?: Pace },
): Promise<Compared> {
  const { yardstick } = probe;
  const slower = watch.pace && yardstick ? slowerBy(speedNow(watch.pace), yardstick) : 1;
  const predicted = await predict(work, probe, kernels, slower);
  const { operators, quiet, pace, wall, bytes } = await timedSteps(work, STEPS, how, kernels, watch);
  return { ...work, predicted, slower, seconds: quiet, pace, wall, bytes, kinds: byKind(operators) };
}

function byKind(
  operators: readonly { readonly operator: Operator; readonly seconds: number }[],
): ReadonlyMap<OperatorKind, number> {
  const kinds = new Map<OperatorKind, number>();
  for (const { operator, seconds } of operators) kinds.set(operator.kind, (kinds.get(operator.kind) ?? 0) + seconds);
  return kinds;
}

/** Of many comparisons: the middle error, and how many were within what was said. */
export function judged(
  all: readonly { readonly seconds: number; readonly predicted: Pick<Prediction, 'seconds' | 'low' | 'high'> }[],
): { readonly median: number; readonly covered: number } {
  const errors = all.map(({ predicted, seconds }) => Math.abs(predicted.seconds / seconds - 1)).sort((a, b) => a - b);
  const within = all.filter(({ predicted, seconds }) => seconds >= predicted.low && seconds <= predicted.high);
  return { median: errors[errors.length >> 1]!, covered: within.length / all.length };
}
