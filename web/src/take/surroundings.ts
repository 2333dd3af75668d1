import type { ChartSource } from '../charts/spec.ts';

/** What travels with every file beside its numbers. */
export interface Surroundings {
  /** What the file is of. */
  readonly title: string;
  /** What it says, in a sentence. */
  readonly sentence: string;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly sources: readonly ChartSource[];
  /** The question, as a link. */
  readonly link: string;
}
