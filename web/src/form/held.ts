// A slider that is held asks for what can be said at once; what takes longer waits until it is let go or rests.

let held = false;
const waiting = new Set<() => void>();

const isSlider = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === 'range';

addEventListener(
  'input',
  ({ target }) => {
    held = isSlider(target);
  },
  true,
);
addEventListener(
  'change',
  ({ target }) => {
    if (!isSlider(target)) return;
    held = false;
    for (const then of [...waiting]) then();
  },
  true,
);

/** Whether what changed last was a slider that is still held. */
export const isHeld = (): boolean => held;

/** Called once when it is let go, or has not moved for so long. Gives what calls it off. */
export function atRest(then: () => void, afterMs: number): () => void {
  const off = () => {
    clearTimeout(timer);
    waiting.delete(now);
  };
  const now = () => {
    off();
    then();
  };
  const timer = setTimeout(now, afterMs);
  waiting.add(now);
  return off;
}
