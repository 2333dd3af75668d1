import { useCallback, useRef } from 'preact/hooks';

/** The newest of a function under a name that does not change, so that what is given it need not be drawn anew. */
export function useSteady<Args extends readonly unknown[]>(then: (...args: Args) => void): (...args: Args) => void {
  const newest = useRef(then);
  newest.current = then;
  return useCallback((...args: Args) => newest.current(...args), []);
}
