import { type Spread, spreadOf } from '../bench/spread.ts';
import { step } from '../bench/step.ts';
import { memoryOf } from '../kernels/memory.ts';
import { beginAt } from '../model/begin.ts';
import { builtModel, type Means, scratchOf } from '../model/built-model.ts';
import { layoutOf } from '../model/layout.ts';
import type { Operator } from '../model/operator.ts';
import { programOf } from '../model/program.ts';
import { updateOf } from '../model/update.ts';
import { DEFAULTS } from '../settings.ts';
import { recorderOf } from '../threads/tape.ts';
import type { Work } from './shapes.ts';

/** Layers that are measured: the second shows what a layer takes whose neighbours push it out of caches. */
const LAYERS = 2;
const STEPS = 4;

/**
 * Seconds of a step of a deep model, from steps of two of its layers: every operator of the deep one has been timed in the shallow one,
 * and those on the flat arrays of parameters grow with them. A spread of the steps that were measured.
 */
export async function foresee(
  { shape, batch }: Work,
  means: Means,
  ready: () => Promise<unknown>,
  now: () => number,
): Promise<Spread> {
  const shallow = { ...shape, layers: Math.min(LAYERS, shape.layers) };
  const model = await builtModel(shallow, batch, means);
  const timed: Map<string, Timed>[] = [];
  try {
    await ready();
    beginAt(model.weights, model.layout.parameters, 1);
    const tokens = new Int32Array(batch * shape.block).map(
      (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 8) % shape.vocabulary,
    );
    for (let i = 0; i <= STEPS; i++) {
      const heard = new Map<string, Timed>();
      model.listen({ heard: (operator, milliseconds) => add(heard, operator, milliseconds / 1000), now });
      step(model, tokens, { ...DEFAULTS, grad_clip: 1 }, i + 1);
      // Code is compiled in the first.
      if (i > 0) timed.push(heard);
    }
  } finally {
    model.close();
  }
  const { kernels } = await means.load(memoryOf(0).memory);
  const operators = operatorsOf({ shape, batch }, scratchOf(kernels, shape), recorderOf(kernels).kernels);
  return spreadOf(timed.map((heard) => operators.reduce((sum, operator) => sum + secondsOf(heard, operator), 0)));
}

interface Timed {
  readonly work: number;
  seconds: number;
  times: number;
}

const keyOf = ({ variant, counts }: Operator): string => `${variant} ${counts.join()}`;

function add(heard: Map<string, Timed>, operator: Operator, seconds: number): void {
  // By its own sizes, and by its variant alone for one of other sizes.
  for (const key of [keyOf(operator), operator.variant]) {
    const found = heard.get(key) ?? { work: operator.counts[0]!, seconds: 0, times: 0 };
    found.seconds += seconds;
    found.times++;
    heard.set(key, found);
  }
}

/** What was not heard at all did nothing, as dropout of none. */
function secondsOf(heard: Map<string, Timed>, operator: Operator): number {
  const same = heard.get(keyOf(operator));
  if (same) return same.seconds / same.times;
  const like = heard.get(operator.variant);
  return like ? ((like.seconds / like.times) * operator.counts[0]!) / like.work : 0;
}

/** All that a step does. */
function operatorsOf(
  { shape, batch }: Work,
  scratch: number,
  kernels: Parameters<typeof programOf>[1],
): readonly Operator[] {
  const layout = layoutOf(shape, batch, scratch, 1, 0);
  const { forward, backward } = programOf(layout, kernels, { drop: 0, seed: 0, scale: 1 });
  const now = { update: { step: 1, rate: 0, beta1: 0.9, beta2: 0.999, decay: 0, clip: 1 } };
  const { clear, squares, adamw } = updateOf(layout, kernels, now);
  return [clear, ...forward, ...backward, squares, adamw];
}
