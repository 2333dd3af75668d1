import { createContext } from 'preact';
import type { ChartSource } from './spec.ts';

/** What stands behind every picture of an answer: its sources, looked up when somebody takes a picture along. */
export const Behind = createContext<() => Promise<readonly ChartSource[]>>(async () => []);
