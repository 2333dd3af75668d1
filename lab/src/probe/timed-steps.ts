import type { Stopwatch } from '../bench/bench.ts';
import { type Spread, spreadOf } from '../bench/spread.ts';
import { step } from '../bench/step.ts';
import { beginAt } from '../model/begin.ts';
import { type How, modelOf } from '../model/model.ts';
import type { Operator } from '../model/operator.ts';
import { DEFAULTS } from '../settings.ts';
import type { Clock } from '../threads/team.ts';
import { type Pace, QUIET, undisturbed } from './pace.ts';
import type { Work } from './shapes.ts';

/** Steps that were taken and timed. */
export interface TimedSteps {
  /** Every operator of a step, in order, with the least seconds that it took in any: what others on the machine did not slow. */
  readonly operators: readonly { readonly operator: Operator; readonly seconds: number }[];
  /** Their sum: a step on a machine that nobody else wants. */
  readonly quiet: number;
  /** How much slower than ever the processor was in the step that was disturbed least: 1 where nobody disturbed. */
  readonly pace: number;
  /** Milliseconds that the yardstick took beside that step, where there was one. */
  readonly yardstick?: number;
  /** Seconds of whole steps by the clock. */
  readonly wall: Spread;
  /** Bytes of everything that the model and its step live in. */
  readonly bytes: number;
}

/** Milliseconds to wait for a moment in which nobody disturbs, for a model; and between two looks. */
const PATIENCE = 8_000;
const BETWEEN = 40;

/** Seconds that a clock of processor time can tell apart. What reads as none takes at most so long, and no price can be made of no time. */
const TICK = 1e-6;

/** Whole steps of training, the first of them not counted: code is compiled in it. With a `pace`, waits for moments that nobody disturbs. */
export async function timedSteps(
  { shape, batch }: Work,
  steps: number,
  how: How,
  kernels: URL,
  { busy, pace }: Pick<Stopwatch, 'busy'> & { readonly pace?: Pace },
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
    const taken: {
      readonly pace: number;
      readonly yardstick: number;
      readonly seconds: readonly number[];
      readonly wall: number;
    }[] = [];
    let operators: Operator[] = [];
    const take = (number: number): { readonly seconds: readonly number[]; readonly wall: number } => {
      const seconds: number[] = [];
      operators = [];
      const heard: Clock['heard'] = (operator, milliseconds) => {
        operators.push(operator);
        seconds.push(milliseconds / 1000);
      };
      model.listen({ heard, now });
      const began = performance.now();
      step(model, tokens, { ...DEFAULTS, grad_clip: 1 }, number);
      return { seconds, wall: (performance.now() - began) / 1000 };
    };
    take(1);
    const late = performance.now() + PATIENCE;
    while (undisturbed(taken).length < steps) {
      let before = pace?.now() ?? 1;
      while (before > QUIET && performance.now() < late) {
        await new Promise((resolve) => setTimeout(resolve, BETWEEN));
        before = pace!.now();
      }
      const each = take(taken.length + 2);
      const worse = Math.max(before, pace?.now() ?? 1);
      taken.push({ ...each, pace: worse, yardstick: worse * (pace?.best ?? 0) });
      if (performance.now() > late && taken.length >= steps) break;
    }
    // The least that an operator took is what it takes, whatever disturbed the others of its step.
    const least = operators.map((operator, i) => ({
      operator,
      seconds: Math.max(TICK, Math.min(...taken.map(({ seconds }) => seconds[i]!))),
    }));
    return {
      operators: least,
      quiet: least.reduce((sum, { seconds }) => sum + seconds, 0),
      pace: Math.min(...taken.map((each) => each.pace)),
      ...(pace && { yardstick: Math.min(...taken.map(({ yardstick }) => yardstick)) }),
      wall: spreadOf(taken.map(({ wall }) => wall)),
      bytes: model.layout.end,
    };
  } finally {
    model.close();
  }
}
