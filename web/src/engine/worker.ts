// The engine's thread: reads the facts once, answers questions, keeps the reasons of the last answers until asked for them.
import { type Because, find } from '@ridgepoint/engine/because';
import { type Catalogue, type Kernels, mergeKernels } from '@ridgepoint/engine/facts';
import { AnswerMemory } from '@ridgepoint/engine/operations/answer-memory';
import { InputError } from '@ridgepoint/engine/operations/input-error';
import type { Context, Operation } from '@ridgepoint/engine/operations/operation';
import { planTrain } from '@ridgepoint/engine/operations/plan-train';
import { fieldsOf } from '@ridgepoint/engine/operations/scenario/fields';
import { readInput } from '@ridgepoint/engine/operations/scenario/read';
import type { TraceRead } from '@ridgepoint/engine/serving';
import { config } from 'zod/v4/core';
import { scenarioOf } from '../state/scenario.ts';
import { FactAway, guarded } from './facts.ts';
import type { Asked, FromWorker, Names, ToWorker } from './protocol.ts';

// Zod's compiled checks need `eval`, which the page's policy forbids.
config({ jitless: true });

/** Each question's code is fetched when its page is opened; that of the first is here. */
const OPERATIONS: Readonly<Record<Asked, () => Promise<Operation>>> = {
  'plan-train': async () => planTrain as Operation,
  'estimate-serve': async () =>
    (await import('@ridgepoint/engine/operations/serving/estimate-serve')).estimateServe as Operation,
  'simulate-serve': async () =>
    (await import('@ridgepoint/engine/operations/serving/simulate-serve')).simulateServe as Operation,
  'plan-serve': async () =>
    (await import('@ridgepoint/engine/operations/serving/plan/plan-serve')).planServe as Operation,
  'solve-train': async () => (await import('@ridgepoint/engine/operations/solve-train')).solveTrain as Operation,
  'compare-own': async () => (await import('@ridgepoint/engine/operations/own/compare-own')).compareOwn as Operation,
  compare: async () =>
    (await import('@ridgepoint/engine/operations/side-by-side/operations')).compareScenarios as Operation,
  crossover: async () =>
    (await import('@ridgepoint/engine/operations/crossover/crossover')).crossoverOperation as Operation,
  'case-run': async () => (await import('@ridgepoint/engine/operations/casebook/casebook')).caseRun as Operation,
  'chips-roofline': async () => (await import('./roofline.ts')).chipsRoofline as Operation,
  'fit-serve': async () => (await import('@ridgepoint/engine/operations/serving/fit-serve')).fitServe as Operation,
};

/** Answers whose reasons can still be opened. */
const KEPT = 8;
const EVERY_MS = 80;
/** Rough answers ahead, and what lies between them for whoever asks something. */
const WARM = 4;
const WARM_MS = 60;
const warmed = new Set<string>();

/** Searches and compiled replicas of questions before. */
const memory = new AnswerMemory();
const reasons = new Map<number, Because | null>();
const first = read<Record<string, readonly Record<string, unknown>[]>>('first-facts.json').then(guarded);
// Whoever needs them tells; nobody may be asking yet.
first.catch(() => {});
let whole: Promise<Catalogue> | null = null;
/** The same once it is here: nobody waits for it who can do without. */
let here: Catalogue | null = null;
let complete: Promise<Catalogue> | null = null;

/** Every fact but kernels'. */
function wholeCatalogue(): Promise<Catalogue> {
  whole ??= read<Catalogue>('catalogue.json')
    .then((found) => {
      here = found;
      return found;
    })
    .catch((error) => {
      // Tried anew when somebody needs them.
      whole = null;
      throw error;
    });
  return whole;
}

/** With every fitted kernel, 2 MB more: for operations that say so. */
function completeCatalogue(): Promise<Catalogue> {
  complete ??= Promise.all([wholeCatalogue(), read<Kernels>('kernels.json')])
    .then(([base, more]) => mergeKernels(base, more))
    .catch((error) => {
      complete = null;
      throw error;
    });
  return complete;
}

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.kind === 'turns') {
      const { turnsOf } = await import('./turns.ts');
      tell({
        kind: 'turned',
        id: data.id,
        scenario: turnsOf({ catalogue: await wholeCatalogue(), today: today() }, data),
      });
    } else if (data.kind === 'cited') {
      const { citedIn } = await import('./cited.ts');
      const { sources } = await wholeCatalogue();
      tell({ kind: 'citations', id: data.id, facts: citedIn(reasons.get(data.of) ?? null), sources });
    } else if (data.kind === 'take-in') {
      const { takenIn } = await import('./taken-in.ts');
      const { taken, trace } = await takenIn(data);
      if (trace) keepTrace(data.name, trace);
      tell({ kind: 'taken-in', id: data.id, taken });
    } else if (data.kind === 'why')
      tell({ kind: 'reason', id: data.id, node: reasonAt(data.of, data.path, data.depth) });
    else if (data.kind === 'open') await open(data.operation);
    else if (data.kind === 'foresee') await foresee(data);
    else await ask(data);
  } catch (error) {
    if (!isUnreached(error)) throw error;
    tell({ kind: 'unreached', file: fileOf(error) });
  }
});

async function open(name: Asked): Promise<void> {
  const [operation, facts] = await Promise.all([OPERATIONS[name](), first]);
  tell({ kind: 'opened', operation: name, fields: fieldsOf(operation.input), names: namesOf(facts) });
}

/** A rough answer to a question that is about to be asked, and when it was begun and there. */
interface Foreseen {
  readonly question: string;
  readonly answer: Promise<object>;
  readonly seconds: () => number;
}

let foreseen: Foreseen | null = null;
const questionOf = (operation: Asked, data: unknown): string => `${operation} ${JSON.stringify(data)}`;

/** Answers roughly what the page will ask once it is drawn. */
async function foresee({ operation: name, said }: ToWorker & { kind: 'foresee' }): Promise<void> {
  const operation = await OPERATIONS[name]();
  const data = scenarioOf(fieldsOf(operation.input), said);
  const begun = performance.now();
  let seconds = 0;
  const answer = answerOf(operation, data, { rough: true, memory }).finally(() => {
    seconds = (performance.now() - begun) / 1000;
  });
  // Whoever asks is told.
  answer.catch(() => {});
  foreseen = { question: questionOf(name, data), answer, seconds: () => seconds };
}

async function ask({ id, operation: name, data, rough, stop }: ToWorker & { kind: 'ask' }): Promise<void> {
  try {
    const operation = await OPERATIONS[name]();
    const flag = stop && new Int32Array(stop);
    const started = performance.now();
    const onProgress = progressOf(id, flag);
    const ready = rough && foreseen?.question === questionOf(name, data) ? foreseen : null;
    foreseen = null;
    const answer = await (ready?.answer ??
      answerOf(operation, data, { onProgress, stopped: stoppedOf(flag), rough, memory }));
    const cut = flag !== undefined && Atomics.load(flag, 0) === 1;
    tell({
      kind: 'answer',
      id,
      answer: rough ? bare(answer) : withoutReasons(id, answer),
      cut,
      seconds: ready?.seconds() ?? (performance.now() - started) / 1000,
    });
    wholeCatalogue().then(
      () => rough || warm(operation, data),
      () => {},
    );
  } catch (error) {
    if (isUnreached(error)) return tell({ kind: 'unreached', file: fileOf(error), id });
    if (error instanceof InputError) tell({ kind: 'refused', id, problem: error.problem });
    else tell({ kind: 'failed', id, what: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}

/** The first rough answers are slow, while their code is only read: they are given to nobody, before somebody drags. */
function warm(operation: Operation, data: unknown): void {
  if (warmed.has(operation.name)) return;
  warmed.add(operation.name);
  for (let time = 1; time <= WARM; time++)
    setTimeout(() => void answerOf(operation, data, { rough: true, memory }).catch(() => {}), time * WARM_MS);
}

/** From the first facts where they are enough; all are fetched once one is missed, or when the first answer is out. */
async function answerOf(
  operation: Operation,
  data: unknown,
  beside: Pick<Context, 'onProgress' | 'stopped' | 'rough' | 'memory'>,
): Promise<object> {
  const input = readInput(operation.input, data);
  const trace = traceOf(data);
  const run = (catalogue: Catalogue) =>
    operation.run({ catalogue, today: today(), ...beside, ...(trace && { trace: () => trace }) }, input) as object;
  const { kernels, files } = operation;
  if (kernels && (!files || (await import('./turns.ts')).wantKernels(data))) return run(await completeCatalogue());
  if (here) return run(here);
  try {
    return run(await first);
  } catch (error) {
    if (!(error instanceof FactAway)) throw error;
    return run(await wholeCatalogue());
  }
}

/** Traces that a reader gave, by their names: far larger than what a person types, so they never leave this thread. */
const traces = new Map<string, TraceRead>();
const MOST_TRACES = 4;

function keepTrace(name: string, trace: TraceRead): void {
  traces.delete(name);
  traces.set(name, trace);
  for (const old of [...traces.keys()].slice(0, -MOST_TRACES)) traces.delete(old);
}

function traceOf(data: unknown): TraceRead | undefined {
  const { traffic } = data as { readonly traffic?: { readonly trace?: unknown } };
  return typeof traffic?.trace === 'string' ? traces.get(traffic.trace) : undefined;
}

/** Tells how far a search is, now and then, and hears whether it shall stop. */
function progressOf(id: number, flag: Int32Array | undefined) {
  let told = performance.now();
  return (done: number, _: unknown, total: number): boolean => {
    const now = performance.now();
    if (now - told > EVERY_MS) {
      told = now;
      tell({ kind: 'progress', id, done, total });
    }
    return !flag || Atomics.load(flag, 0) === 0;
  };
}

const stoppedOf = (flag: Int32Array | undefined) => flag && (() => Atomics.load(flag, 0) === 1);

/** A tree of reasons is a hundred times its answer: it stays here until somebody opens it. */
function withoutReasons(id: number, answer: object): object {
  if (!('because' in answer)) return answer;
  reasons.set(id, answer.because as Because | null);
  for (const old of [...reasons.keys()].slice(0, -KEPT)) reasons.delete(old);
  return { ...answer, because: null };
}

/** Of a rough answer nothing but its headline is looked at: what is long stays here. */
const bare = (answer: object): object => ({ ...answer, because: null, timeline: null, pipeline: null });

/** A node and its inputs, two levels deep: the page asks for more as it is opened. */
function reasonAt(id: number, path: string, depth = 2): Because | null {
  const tree = reasons.get(id);
  const node = tree ? find(tree, path) : undefined;
  return node ? shallow(node, depth) : null;
}

const shallow = (node: Because, depth: number): Because => ({
  ...node,
  inputs: node.inputs?.map((inner) =>
    depth > 1 ? shallow(inner, depth - 1) : { ...inner, inputs: inner.inputs && [] },
  ),
});

function namesOf({ models, chips, systems, grids }: Catalogue): Names {
  const named = (entries: readonly { id: string; name: string; nameZh?: string }[]) =>
    entries.map(({ id, name, nameZh }) => ({ id, name, ...(nameZh && { nameZh }) }));
  return { model: named(models), on: named([...chips, ...systems]), grid: named(grids) };
}

async function read<T>(name: string): Promise<T> {
  try {
    // Beside the page, one folder above the worker's own file.
    const answer = await fetch(new URL(`../${name}`, self.location.href));
    if (answer.ok) return (await answer.json()) as T;
  } catch {
    // Broken off on the way, or never begun: told below as what it is.
  }
  throw new Unreached(name);
}

/** A file of facts that did not come. */
class Unreached extends Error {}

/** A file of facts, or a part of the program: browsers word the latter differently, all as a TypeError about a module. */
const isUnreached = (error: unknown): error is Error =>
  error instanceof Unreached ||
  (error instanceof TypeError && /dynamically imported|importing a module|module script/i.test(error.message));

const fileOf = ({ message }: Error): string => /assets\/[\w.-]+/.exec(message)?.[0] ?? message;

/** Prices tell their age by the day of whoever asks. */
const today = (): string => new Date().toISOString().slice(0, 10);

function tell(message: FromWorker): void {
  postMessage(message);
}
