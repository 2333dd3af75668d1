import type { $ZodType } from 'zod/v4/core';
import type { LinearSolver } from '../decide/index.ts';
import type { Catalogue } from '../facts/index.ts';
import { ageOf } from '../report/age.ts';
import type { Assumed } from '../report/assumed.ts';
import type { ServingSink, TraceRead } from '../serving/index.ts';
import type { PlanOptions } from '../training/index.ts';
import type { AnswerMemory } from './answer-memory.ts';

/** What an operation is given beside its input. No clock, no files: the face brings them. */
export interface Context {
  readonly catalogue: Catalogue;
  /** The day, `2026-11-29`: prices tell their age by it. Absent where nobody knows, and then nothing is old. */
  readonly today?: string;
  /** Called from time to time by a search; false stops it and the best so far is the answer. */
  readonly onProgress?: PlanOptions['onProgress'];
  /** Asked far more often than that, for it costs nothing; true stops as false does there. */
  readonly stopped?: (() => boolean) | undefined;
  /** What was worked out for questions before, kept by a face that asks nearly the same again and again. */
  readonly memory?: AnswerMemory | undefined;
  /**
   * While something is dragged: an answer in milliseconds, as good as its headline. What is beneath is left out, ranges of flips
   * too, and strategies are looked for beside the last. The whole answer follows once it rests. Operations that are quick anyway do
   * not heed it.
   */
  readonly rough?: boolean;
  /** The trace that a scenario of serving names (`traffic.trace`), read by the face. */
  readonly trace?: () => TraceRead;
  /** Solves linear programmes with whole numbers, for operations that ask for it. */
  readonly solver?: LinearSolver;
  /** The same of several scenarios, in their order. */
  readonly traces?: readonly ((() => TraceRead) | undefined)[];
  /** Told of every request and step of a simulation, for files that the face writes. */
  readonly watch?: ServingSink;
}

/** One thing that Ridgepoint can be asked. Every face (command line, HTTP, MCP, forms) is derived from the list of these. */
export interface Operation<In = unknown, Out = unknown> {
  readonly name: string;
  /** Words of the command line: `plan train`. */
  readonly command: readonly string[];
  /** Key of its sentence in messages/help.commands. */
  readonly sentence: string;
  readonly input: $ZodType<In>;
  /** Which shape of answer: a renderer exists for each. */
  readonly output: OutputKind;
  /** Takes so many scenario files in place of one scenario: `scenarios` of its input. */
  readonly files?: { readonly least: number; readonly most: number };
  /** Its catalogue must hold every fitted kernel (2 MB more to read). */
  readonly kernels?: true;
  /** It is given a solver of linear programmes (3.5 MB of WebAssembly to load). */
  readonly solver?: true;
  /** @throws InputError for what the user did. */
  run(context: Context, input: In): Out;
}

export type OutputKind =
  | 'train-report'
  | 'explanation'
  | 'table'
  | 'entry'
  | 'check'
  | 'solution'
  | 'traffic'
  | 'comparison'
  | 'own'
  | 'crossover'
  | 'side-by-side'
  | 'diff'
  | 'checks'
  | 'simulation'
  | 'serving-plan'
  | 'serve-report'
  | 'serve-comparison'
  | 'fit-report'
  | 'carbon'
  | 'study'
  | 'worksheet'
  | 'case'
  | 'casebook'
  | 'case-question'
  | 'fleet'
  | 'roofline';

/**
 * Keeps the types of input and output together while the list holds operations of all kinds. Prices, rates and grids that an answer
 * assumed get their age here, so that no operation can forget it.
 */
export const operation = <In, Out>(definition: Operation<In, Out>): Operation<In, Out> => ({
  ...definition,
  run: (context, input) => aged(definition.run(context, input), context.today),
});

interface Assuming {
  readonly assumed?: readonly Assumed[];
  /** The best of a serving plan, in full. */
  readonly simulation?: Assuming | null;
}

function aged<Out>(answer: Out, today: string | undefined): Out {
  if (today === undefined || answer === null || typeof answer !== 'object') return answer;
  const { assumed, simulation } = answer as Assuming;
  return {
    ...answer,
    ...(Array.isArray(assumed) && { assumed: assumed.map((line: Assumed) => withAge(line, today)) }),
    ...(simulation && typeof simulation === 'object' && { simulation: aged(simulation, today) }),
  };
}

function withAge(line: Assumed, today: string): Assumed {
  const age = ageOf(line.date, today);
  return age ? { ...line, age } : line;
}
