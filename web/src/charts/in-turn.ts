import { atRest, isHeld } from '../form/held.ts';

/** A slider that is held and has not moved for so long lets a picture through. */
const REST_MS = 300;

const waiting = new Set<() => void>();
let pending = false;

/** Draws one picture after another, and none while a slider is dragged: each takes longer than a frame. Gives what calls it off. */
export function inTurn(draw: () => void): () => void {
  waiting.add(draw);
  schedule();
  return () => void waiting.delete(draw);
}

function schedule(): void {
  const [draw] = waiting;
  if (pending || !draw) return;
  pending = true;
  if (isHeld()) atRest(next, REST_MS);
  else setTimeout(next);
}

function next(): void {
  pending = false;
  const [draw] = waiting;
  if (draw) waiting.delete(draw);
  try {
    draw?.();
  } finally {
    schedule();
  }
}
