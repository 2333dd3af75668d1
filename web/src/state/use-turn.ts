import { useRef } from 'preact/hooks';

/** Counts how often what is asked has changed: an answer says which change it answers, so that one that lags behind is told from one that is there. */
export function useTurn(asked: string): number {
  const last = useRef({ asked, turn: 0 });
  if (last.current.asked !== asked) last.current = { asked, turn: last.current.turn + 1 };
  return last.current.turn;
}
