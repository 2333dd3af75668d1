import { batch, type Signal, useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { useLayoutEffect } from 'preact/hooks';
import { ask, type Manner, type Outcome } from '../engine/ask.ts';
import type { Asked, ScenarioData } from '../engine/protocol.ts';
import { atRest, isHeld } from '../form/held.ts';
import { useTurn } from './use-turn.ts';

export type Answered<A> = Outcome<A> & { readonly kind: 'answer' };

/** What is known by now of a question that changes under the reader's hands. */
export interface Heard<A> {
  /** The last whole answer. */
  readonly whole: Signal<Answered<A> | null>;
  /** What the headline says: of the whole answer, or of a rough one while a slider is held. */
  readonly latest: Signal<A | null>;
  readonly problem: Signal<InputProblem | null>;
  readonly fault: Signal<string | null>;
  /** Which change was asked for last, and which one the headline answers: `data-asked` and `data-shown` of an article. */
  readonly turn: number;
  readonly shown: Signal<number>;
}

interface Options {
  /** The operation answers roughly where it is asked to. */
  readonly roughly: boolean;
  /** Puts in what is not in the address: files that the reader gave. */
  readonly read?: (data: ScenarioData) => ScenarioData | Promise<ScenarioData>;
}

/** A slider that has not moved for so long is at rest. */
const REST_MS = 250;

/**
 * Asks whenever the question changes. Where a slider does it, and the operation can, a rough answer comes first and the whole one
 * once it rests; what was being answered is told to stop, and an answer that comes too late is not shown.
 */
export function useAnswer<A>(operation: Asked, data: ScenarioData, { roughly, read = (of) => of }: Options): Heard<A> {
  const question = JSON.stringify(data);
  const turn = useTurn(question);
  const whole = useSignal<Answered<A> | null>(null);
  const latest = useSignal<A | null>(null);
  const problem = useSignal<InputProblem | null>(null);
  const fault = useSignal<string | null>(null);
  const shown = useSignal(-1);

  // Before the next frame, not after it: whoever drags waits.
  useLayoutEffect(() => {
    let current = true;
    const hear = (outcome: Outcome<A>, rough: boolean) => {
      const stopped = outcome.kind === 'answer' && outcome.cut && !current;
      if (turn < shown.peek() || stopped) return;
      batch(() => {
        problem.value = outcome.kind === 'refused' ? outcome.problem : null;
        fault.value = outcome.kind === 'failed' ? outcome.what : null;
        if (outcome.kind === 'answer') {
          latest.value = outcome.answer;
          if (!rough) whole.value = outcome;
        }
        shown.value = turn;
      });
    };
    const asking = (manner: Manner, then?: () => void) => {
      const put = (of: ScenarioData) =>
        void ask<A>(operation, of, manner).then((outcome) => {
          hear(outcome, manner === 'rough');
          if (current && outcome.kind === 'answer') then?.();
        });
      const of = read(data);
      if (of instanceof Promise) void of.then((found) => current && put(found));
      else put(of);
    };
    const isFirst = roughly && whole.peek() === null;
    const held = roughly && isHeld() && !isFirst;
    const off = held ? atRest(() => asking('instead'), REST_MS) : null;
    // Whoever has just come sees a headline at once, and it is made exact beneath their eyes.
    if (isFirst) asking('rough', () => asking('next'));
    else asking(held ? 'rough' : roughly ? 'instead' : 'next');
    return () => {
      current = false;
      off?.();
    };
  }, [question, operation]);

  return { whole, latest, problem, fault, turn, shown };
}
