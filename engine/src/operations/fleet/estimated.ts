import type { Need } from '../../decide/index.ts';
import type { Problem } from '../../training/answer.ts';
import type { Strategy } from '../../training/strategy.ts';

/** How work would run on an accelerator. */
export type How =
  | { readonly kind: 'train'; readonly accelerators: number; readonly strategy: Strategy }
  | {
      readonly kind: 'serve';
      /** Of one replica. */
      readonly accelerators: number;
      readonly tp: number;
      readonly pp: number;
      readonly dp: number;
      readonly ep: number;
      readonly weights: string;
      readonly kv: string;
      readonly engine: string;
      /** Requests/s that a replica carries at the promised pace if none has to wait. */
      readonly requestsPerSecond: number;
    };

/** What the engine says of work on an accelerator. */
export interface Estimated {
  /** Accelerator-hours, or accelerators of a service at load 1. Null where it does not run. */
  readonly need: Need | null;
  /** Why it does not run. */
  readonly refused: Problem | null;
  readonly how: How | null;
}
