import { signal } from '@preact/signals';
import type { Because } from '@ridgepoint/engine/because';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import type { Field } from '@ridgepoint/engine/operations/scenario/fields';
import { keepOffline } from '../offline/keep-offline.ts';
import { missed } from '../state/unreached.ts';
import { begun, thread } from './begin.ts';
import type {
  Asked,
  Citations,
  FromWorker,
  Names,
  OpenedScenario,
  ScenarioData,
  TakenIn,
  ToWorker,
} from './protocol.ts';

/** What became of a question. */
export type Outcome<A> =
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly answer: A;
      readonly cut: boolean;
      readonly seconds: number;
    }
  | { readonly kind: 'refused'; readonly problem: InputProblem }
  | { readonly kind: 'failed'; readonly what: string };

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly since: number;
}

/** A question as a form: its fields, and what they can be completed with. */
export interface Opened {
  readonly fields: readonly Field[];
  readonly names: Names;
}

/** How far the question that is being answered is; null when none is, or when it has only begun. */
export const progress = signal<Progress | null>(null);

interface Waiting {
  readonly operation: Asked;
  readonly data: unknown;
  readonly manner: Manner;
  settle: (outcome: Outcome<never>) => void;
}

let worker: Worker | null = begun.thread;
let count = 0;
let asked: (Waiting & { readonly id: number; readonly stop: Int32Array | null; readonly started: number }) | null =
  null;
let next: Waiting | null = null;
/** What takes long waits apart, so that neither it nor the question of the page drops the other. */
let later: Waiting | null = null;
const opened = new Map<Asked, { readonly promise: Promise<Opened>; readonly settle: (o: Opened) => void }>();
if (begun.opens) opening(begun.opens);
const reasons = new Map<number, (node: Because | null) => void>();

/** Fields of an operation; asked once. */
export function openQuestion(operation: Asked): Promise<Opened> {
  const known = opened.get(operation);
  if (known) return known.promise;
  post({ kind: 'open', operation });
  return opening(operation);
}

function opening(operation: Asked): Promise<Opened> {
  let settle!: (o: Opened) => void;
  const promise = new Promise<Opened>((resolve) => {
    settle = resolve;
  });
  opened.set(operation, { promise, settle });
  return promise;
}

/**
 * How a question comes: after the one that is being answered, in its place, or roughly, as much as a headline needs and at once.
 * What a question takes the place of is told to stop, unless it is a rough one itself: those take no time. What is asked last gives
 * way to everything: it is dropped, and never settles, as soon as anything else is asked. What takes long is asked beside the
 * question of the page: it waits its turn, and is told to stop once that question changes; its first rough answer comes the same way.
 */
export type Manner = 'next' | 'instead' | 'rough' | 'last' | 'long' | 'long-rough';

const isLong = (manner: Manner): boolean => manner === 'long' || manner === 'long-rough';

/**
 * Asks the engine. While one question is answered the newest one waits and those between are dropped: whoever drags a slider sees
 * the last place, not every place. A question that was dropped never settles; one that was stopped does, with what was found until then.
 */
export function ask<A>(operation: Asked, data: unknown, manner: Manner = 'next'): Promise<Outcome<A>> {
  return new Promise((resolve) => {
    if (manner === 'last' && next) return;
    const waiting: Waiting = { operation, data, manner, settle: resolve as Waiting['settle'] };
    if (isLong(manner)) later = waiting;
    else next = waiting;
    if (asked === null) return send();
    if (isLong(manner)) return;
    const yields = asked.manner === 'last';
    if (yields) asked.settle = () => {};
    const stops = isLong(asked.manner) ? manner !== 'last' : /instead|rough/.test(manner) && asked.manner !== 'rough';
    if (asked.stop && (yields || stops)) Atomics.store(asked.stop, 0, 1);
  });
}

const turning = new Map<number, (scenario: OpenedScenario) => void>();

/** What of a scenario can be turned. */
export function turns(name: string, data: ScenarioData): Promise<OpenedScenario> {
  const id = ++count;
  post({ kind: 'turns', id, name, data });
  return new Promise((resolve) => turning.set(id, resolve));
}

/** Stops the search that runs: its best so far is the answer, or nothing where the browser gives threads no shared memory. */
export function stop(): void {
  next = null;
  later = null;
  if (asked?.stop) Atomics.store(asked.stop, 0, 1);
  else if (asked) {
    worker?.terminate();
    worker = null;
    asked = null;
    progress.value = null;
  }
}

/** A node of the reasons of an answer, with so many levels beneath it. */
export function why(of: number, path: string, depth?: number): Promise<Because | null> {
  const id = ++count;
  post({ kind: 'why', id, of, path, ...(depth && { depth }) });
  return new Promise((resolve) => reasons.set(id, resolve));
}

const citing = new Map<number, (found: Citations) => void>();

/** What is cited behind an answer; only publications where its reasons are kept no longer. */
export function cited(of: number): Promise<Citations> {
  const id = ++count;
  post({ kind: 'cited', id, of });
  return new Promise((resolve) => citing.set(id, resolve));
}

const taking = new Map<number, (taken: TakenIn) => void>();

/** Reads a file that a reader gave: what it is, and what it holds. */
export function takeIn(name: string, file: Blob): Promise<TakenIn> {
  const id = ++count;
  post({ kind: 'take-in', id, name, file });
  return new Promise((resolve) => taking.set(id, resolve));
}

function send(): void {
  const one = next ?? later;
  if (!one) return;
  const shared = globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : undefined;
  asked = { ...one, id: ++count, stop: shared ? new Int32Array(shared) : null, started: performance.now() };
  if (one === next) next = null;
  else later = null;
  const { id, operation, data, manner } = asked;
  post({
    kind: 'ask',
    id,
    operation,
    data,
    rough: manner === 'rough' || manner === 'long-rough',
    ...(shared && { stop: shared }),
  });
}

function hear(message: FromWorker): void {
  switch (message.kind) {
    case 'opened':
      opened.get(message.operation)?.settle({ fields: message.fields, names: message.names });
      return;
    case 'reason':
      reasons.get(message.id)?.(message.node);
      reasons.delete(message.id);
      return;
    case 'citations':
      citing.get(message.id)?.(message);
      citing.delete(message.id);
      return;
    case 'taken-in':
      taking.get(message.id)?.(message.taken);
      taking.delete(message.id);
      return;
    case 'turned':
      turning.get(message.id)?.(message.scenario);
      turning.delete(message.id);
      return;
    case 'unreached':
      missed(message.file);
      if (message.id === undefined || message.id !== asked?.id) return;
      // It never settles; the next may fare better.
      asked = null;
      progress.value = null;
      send();
      return;
    case 'progress':
      if (message.id === asked?.id) progress.value = { done: message.done, total: message.total, since: asked.started };
      return;
    default: {
      if (message.id !== asked?.id) return;
      const { settle } = asked;
      asked = null;
      progress.value = null;
      send();
      settle(message as Outcome<never>);
      keepOffline();
    }
  }
}

function post(message: ToWorker): void {
  worker ??= listened(thread());
  worker.postMessage(message);
}

function listened(to: Worker): Worker {
  to.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data);
  to.onerror = lost;
  return to;
}

/** Its own file, or one that it begins with, did not come. */
function lost(): void {
  missed('assets/worker.js');
}

listened(begun.thread);
for (const message of begun.heard) hear(message);
if (begun.lost) lost();
