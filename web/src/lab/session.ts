import { computed, signal } from '@preact/signals';
import { go, place } from '../state/place.ts';
import type { FromLab, GivenText, Said, Step, ToLab } from './protocol.ts';
import { usualText } from './usual-text.ts';

type Of<K extends FromLab['kind']> = FromLab & { readonly kind: K };

/** A run as far as it has come. It goes on while the reader looks at other pages. */
export interface Shown {
  readonly phase: 'preparing' | 'running' | 'paused' | 'ended';
  readonly said: Said;
  readonly begun: Of<'begun'> | null;
  readonly steps: readonly Step[];
  readonly judged: readonly Of<'judged'>[];
  readonly written: readonly Of<'wrote'>[];
  readonly kept: Of<'kept'> | null;
  readonly ended: Of<'ended'> | null;
}

/** What a run would go on from. */
interface Before {
  readonly name: string;
  readonly iteration: number;
  readonly file: Blob;
}

export type Problem = Of<'refused'> | Of<'failed'>;

export const shown = signal<Shown | null>(null);
/** A text of the reader's own; null for the page's. */
export const ownText = signal<GivenText | null>(null);
export const before = signal<Before | null>(null);
export const problem = signal<Problem | null>(null);
export const foreseen = signal<(Of<'foreseen'> & { readonly said: string }) | null>(null);
export const given = computed(() => ownText.value ?? usualText.value);
export const goes = computed(() => shown.value !== null && shown.value.phase !== 'ended');

let worker: Worker | null = null;
let [count, asked] = [0, ''];

function post(message: ToLab): void {
  if (!worker) {
    worker = new Worker(new URL('./lab-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromLab>) => hear(data);
    worker.onerror = (event) => {
      hear({ kind: 'failed', what: event.message || 'lab-worker' });
      worker = null;
    };
  }
  worker.postMessage(message);
}

/** Asks what a step takes; the last answer counts. */
export function lookAhead(said: Said, vocabulary: number): void {
  asked = JSON.stringify(said);
  post({ kind: 'foresee', id: ++count, said, vocabulary });
}

/** Begins, anew or where a checkpoint ends. */
export function begin(said: Said, from: Blob | null): void {
  if (!given.value) return;
  const old = from ? shown.peek() : null;
  problem.value = null;
  before.value = null;
  shown.value = {
    phase: 'preparing',
    said,
    begun: null,
    steps: old?.steps ?? [],
    judged: old?.judged ?? [],
    written: old?.written ?? [],
    kept: old?.kept ?? null,
    ended: null,
  };
  post({ kind: 'begin', said, given: given.value, from });
}

export function tell(kind: 'pause' | 'go-on' | 'stop'): void {
  post({ kind });
  if (kind !== 'stop') change({ phase: kind === 'pause' ? 'paused' : 'running' });
}

export const writeOn = (start: string, temperature: number): void =>
  post({ kind: 'write', start, temperature, tokens: 300 });

let opening: ((heard: Of<'opened'> | Problem) => void) | null = null;

/** Reads a checkpoint, and puts its settings and its text in place. */
export async function openRun(name: string, file: Blob): Promise<Of<'opened'> | Problem> {
  const heard = new Promise<Of<'opened'> | Problem>((resolve) => {
    opening = resolve;
  });
  post({ kind: 'open', name, file });
  const found = await heard;
  if (found.kind === 'opened') {
    shown.value = null;
    problem.value = null;
    ownText.value = found.given;
    before.value = { name, iteration: found.iteration, file };
    go({ page: 'lab', said: found.said as Readonly<Record<string, string>> });
  }
  return found;
}

/** Leaves a run that has ended, and what it would go on from. */
export function leave(): void {
  shown.value = null;
  before.value = null;
  problem.value = null;
}

function change(by: Partial<Shown>): void {
  if (shown.value) shown.value = { ...shown.value, ...by };
}

function hear(message: FromLab): void {
  const now = shown.peek();
  switch (message.kind) {
    case 'foreseen':
      if (message.id === count) foreseen.value = { ...message, said: asked };
      return;
    case 'opened':
      opening?.(message);
      opening = null;
      return;
    case 'begun':
      // What was seen beyond where it goes on from is seen again.
      return change({
        phase: 'running',
        begun: message,
        steps: (now?.steps ?? []).filter(([iteration]) => iteration < message.from),
        judged: (now?.judged ?? []).filter(({ iteration }) => iteration < message.from),
      });
    case 'steps':
      return change({ steps: [...(now?.steps ?? []), ...message.steps] });
    case 'judged':
      return change({ judged: [...(now?.judged ?? []), message] });
    case 'wrote':
      return change({ written: [...(now?.written ?? []), message] });
    case 'kept':
      return change({ kept: message });
    case 'ended':
      return change({ phase: 'ended', ended: message });
    default:
      if (opening) {
        opening(message);
        opening = null;
        return;
      }
      problem.value = message;
      // What was kept is kept; the run itself is over.
      if (now) shown.value = now.kept ? { ...now, phase: 'ended' } : null;
  }
}

/** What the address says of a run. */
export const saidHere = (): Said => place.value.said as Said;
