// The engine's thread: reads the facts once, answers questions, keeps the reasons of the last answers until asked for them.
import { type Because, find } from '@ridgepoint/engine/because';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { fieldsOf, InputError, OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import * as z from 'zod';
import type { FromWorker, Names, ToWorker } from './protocol.ts';

// Zod's compiled checks need `eval`, which the page's policy forbids.
z.config({ jitless: true });

/** Answers whose reasons can still be opened. */
const KEPT = 8;
const EVERY_MS = 80;

const reasons = new Map<number, Because | null>();
const catalogue = read('catalogue.json') as Promise<Catalogue>;

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') open(data.operations, await catalogue);
  else if (data.kind === 'ask') ask(data, await catalogue);
  else tell({ kind: 'reason', id: data.id, node: reasonAt(data.of, data.path) });
});

function open(names: readonly string[], facts: Catalogue): void {
  const fields = Object.fromEntries(names.map((name) => [name, fieldsOf(operationOf(name).input)]));
  tell({ kind: 'opened', fields, names: namesOf(facts) });
}

function ask({ id, operation: name, data, stop }: ToWorker & { kind: 'ask' }, facts: Catalogue): void {
  const flag = stop && new Int32Array(stop);
  const started = performance.now();
  let told = started;
  const onProgress = (done: number, _: unknown, total: number): boolean => {
    const now = performance.now();
    if (now - told > EVERY_MS) {
      told = now;
      tell({ kind: 'progress', id, done, total });
    }
    return !flag || Atomics.load(flag, 0) === 0;
  };
  try {
    const operation = operationOf(name);
    const answer = operation.run({ catalogue: facts, onProgress }, readInput(operation.input, data)) as object;
    const cut = flag !== undefined && Atomics.load(flag, 0) === 1;
    tell({
      kind: 'answer',
      id,
      answer: withoutReasons(id, answer),
      cut,
      seconds: (performance.now() - started) / 1000,
    });
  } catch (error) {
    if (error instanceof InputError) tell({ kind: 'refused', id, problem: error.problem });
    else tell({ kind: 'failed', id, what: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}

/** A tree of reasons is a hundred times its answer: it stays here until somebody opens it. */
function withoutReasons(id: number, answer: object): object {
  if (!('because' in answer)) return answer;
  reasons.set(id, answer.because as Because | null);
  for (const old of [...reasons.keys()].slice(0, -KEPT)) reasons.delete(old);
  return { ...answer, because: null };
}

/** A node and its inputs, two levels deep: the page asks for more as it is opened. */
function reasonAt(id: number, path: string): Because | null {
  const tree = reasons.get(id);
  const node = tree ? find(tree, path) : undefined;
  return node ? shallow(node, 2) : null;
}

const shallow = (node: Because, depth: number): Because => ({
  ...node,
  inputs: node.inputs?.map((inner) =>
    depth > 1 ? shallow(inner, depth - 1) : { ...inner, inputs: inner.inputs && [] },
  ),
});

const operationOf = (name: string): Operation => (OPERATIONS as readonly Operation[]).find((o) => o.name === name)!;

function namesOf({ models, chips, systems, grids }: Catalogue): Names {
  const named = (entries: readonly { id: string; name: string; nameZh?: string }[]) =>
    entries.map(({ id, name, nameZh }) => ({ id, name, ...(nameZh && { nameZh }) }));
  return { model: named(models), on: named([...chips, ...systems]), grid: named(grids) };
}

async function read(name: string): Promise<unknown> {
  // Beside the page, one folder above the worker's own file.
  const answer = await fetch(new URL(`../${name}`, self.location.href));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

function tell(message: FromWorker): void {
  postMessage(message);
}
