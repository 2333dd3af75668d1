/**
 * A cited fact: one number with everything that keeps it from being misread.
 * Most wrong figures in this field come from mixing directions, sparsity, dies and packages, so each is a field, never prose.
 */
export type Direction = 'one-way' | 'both-ways';
export type Sparsity = 'dense' | 'sparse';
export type Scope = 'die' | 'package' | 'board' | 'server' | 'rack' | 'pod';

/** How good a fact is, best first. `memory` facts are never shown: the build refuses them. */
export type FactGrade = 'vendor' | 'measured' | 'third-party' | 'derived' | 'estimate';

export interface Fact {
  /** In `unit`, as the source prints it. */
  readonly value: number;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  readonly direction?: Direction;
  readonly sparsity?: Sparsity;
  readonly scope?: Scope;
  /** ISO date (or month, or year) of the source. */
  readonly date: string;
  /** Id of a source in catalogue/sources.yaml, or a URL. */
  readonly source: string;
  readonly grade: FactGrade;
  readonly note?: string;
  /** What other sources say; kept, not used. The fact itself is the one used, and `why` says why. */
  readonly others?: readonly Omit<Fact, 'others'>[];
  readonly why?: string;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly date: string;
  readonly licence?: string;
}
