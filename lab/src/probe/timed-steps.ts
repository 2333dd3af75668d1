import type { Stopwatch } from '../bench/bench.ts';
import { type Spread, spreadOf } from '../bench/spread.ts';
import { step } from '../bench/step.ts';
import { beginAt } from '../model/begin.ts';
import { type How, modelOf } from '../model/model.ts';
import type { Operator } from '../model/operator.ts';
import { DEFAULTS } from '../settings.ts';
import type { Clock } from '../threads/team.ts';
import type { Work } from './shapes.ts';

/** Steps that were taken and timed. */
export interface TimedSteps {
  /** Every operator of a step, in order, with the least seconds that it took in any: what others on the machine did not slow. */
  readonly operators: readonly { readonly operator: Operator; readonly seconds: number }[];
  /** Their sum: a step on a machine that nobody else wants. */
  readonly quiet: number;
  /** Seconds of whole steps by the clock. */
  readonly wall: Spread;
  /** Bytes of everything that the model and its step live in. */
  readonly bytes: number;
}

/** Whole steps of training, the first of them not counted: code is compiled in it. */
export async function timedSteps(
  { shape, batch }: Work,
  steps: number,
  how: How,
  kernels: URL,
  { busy }: Pick<Stopwatch, 'busy'>,
): Promise<TimedSteps> {
  // What one thread works is what it would take alone; of several only the clock knows.
  const now = (how.threads ?? 1) > 1 ? () => performance.now() : busy;
  const model = await modelOf(shape, batch, kernels, how);
  try {
    beginAt(model.weights, model.layout.parameters, 1);
    const { vocabulary, block } = shape;
    const tokens = Int32Array.from(
      { length: batch * block },
      (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 8) % vocabulary,
    );
    const least: { operator: Operator; seconds: number }[] = [];
    const walls: number[] = [];
    for (let i = 0; i <= steps; i++) {
      let index = 0;
      const heard: Clock['heard'] = (operator, milliseconds) => {
        const before = least[index];
        const seconds = milliseconds / 1000;
        if (i === 0 || before === undefined) least[index] = { operator, seconds: Number.POSITIVE_INFINITY };
        else if (seconds < before.seconds) before.seconds = seconds;
        index++;
      };
      model.listen({ heard, now });
      const began = performance.now();
      step(model, tokens, { ...DEFAULTS, grad_clip: 1 }, i + 1);
      if (i > 0) walls.push((performance.now() - began) / 1000);
    }
    const quiet = least.reduce((sum, { seconds }) => sum + seconds, 0);
    return { operators: least, quiet, wall: spreadOf(walls), bytes: model.layout.end };
  } finally {
    model.close();
  }
}
