import { beginAt } from '../model/begin.ts';
import { type How, modelOf } from '../model/model.ts';
import type { OperatorKind } from '../model/operator.ts';
import { countOf, type Shape } from '../model/shape.ts';
import { flopsOf } from '../probe/shapes.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../threads/team.ts';
import { type Spread, spreadOf } from './spread.ts';
import { step } from './step.ts';

/** How fast this machine trains: milliseconds of a step, and where they go. */
export interface Bench {
  readonly shape: Shape;
  readonly batch: number;
  readonly threads: number;
  readonly library?: string;
  readonly parameters: number;
  readonly tokensPerStep: number;
  readonly steps: number;
  /** Milliseconds of a step by the clock, and of all threads' work. */
  readonly wall: Spread;
  readonly busy: Spread;
  /** Multiplications and additions of a step. */
  readonly flops: number;
  /** The load of the machine before it began and after. */
  readonly load: readonly [before: number, after: number];
  /** Milliseconds of a step by kind of operator, the median step's, most first. */
  readonly operators: readonly { readonly kind: OperatorKind; readonly milliseconds: number; readonly calls: number }[];
}

/** What is measured with. */
export interface Stopwatch {
  /** Milliseconds that all threads of this process have worked. */
  readonly busy: () => number;
  /** Processes that want a core, by the last minute. */
  readonly load: () => number;
}

/** Steps before the first that counts: code is compiled, caches are warm. */
const BURN_IN = 5;

/** nanoGPT's bench.py: whole steps on made-up tokens, the update included. */
export async function bench(
  settings: Settings,
  vocabulary: number,
  steps: number,
  how: How,
  kernels: URL,
  { busy, load }: Stopwatch,
): Promise<Bench> {
  const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, bias, batch_size: batch, seed } = settings;
  const shape: Shape = { layers, heads, width, block, vocabulary, bias };
  const before = load();
  const model = await modelOf(shape, batch, kernels, how);
  try {
    beginAt(model.weights, model.layout.parameters, seed);
    const tokens = Int32Array.from(
      { length: batch * block },
      (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 8) % vocabulary,
    );
    const wall: number[] = [];
    const work: number[] = [];
    const clocked = new Map<OperatorKind, { times: number[]; calls: number }>();
    for (let i = 0; i < BURN_IN + steps; i++) {
      const spent = new Map<OperatorKind, { milliseconds: number; calls: number }>();
      const heard: Clock['heard'] = ({ kind }, milliseconds) => {
        const { milliseconds: sum, calls } = spent.get(kind) ?? { milliseconds: 0, calls: 0 };
        spent.set(kind, { milliseconds: sum + milliseconds, calls: calls + 1 });
      };
      model.listen({ heard, now: () => performance.now() });
      const [began, worked] = [performance.now(), busy()];
      step(model, tokens, settings, i + 1);
      if (i < BURN_IN) continue;
      wall.push(performance.now() - began);
      work.push(busy() - worked);
      for (const [kind, { milliseconds, calls }] of spent) {
        const each = clocked.get(kind) ?? { times: [], calls };
        each.times.push(milliseconds);
        clocked.set(kind, each);
      }
    }
    const operators = [...clocked].map(([kind, { times, calls }]) => ({
      kind,
      milliseconds: spreadOf(times).median,
      calls,
    }));
    const parameters = countOf(model.layout.parameters);
    return {
      shape,
      batch,
      threads: model.threads,
      ...(model.library && { library: model.library }),
      parameters,
      tokensPerStep: batch * block,
      steps,
      wall: spreadOf(wall),
      busy: spreadOf(work),
      flops: flopsOf({ shape, batch }),
      load: [before, load()],
      operators: operators.sort((a, b) => b.milliseconds - a.milliseconds),
    };
  } finally {
    model.close();
  }
}
