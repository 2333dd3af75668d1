import { createContext } from 'preact';
import type { ChartSource } from './spec.ts';

/** What stands behind every picture of an answer, looked up when somebody takes something along. */
export interface Backing {
  /** The answer's number, by which its reasons are asked for. */
  readonly of: number;
  readonly sources: () => Promise<readonly ChartSource[]>;
}

export const Behind = createContext<Backing>({ of: -1, sources: async () => [] });
