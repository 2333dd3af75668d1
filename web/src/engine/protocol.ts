import type { Because } from '@ridgepoint/engine/because';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import type { Field } from '@ridgepoint/engine/operations/scenario/fields';

/** Operations that pages ask. */
export type Asked = 'plan-train' | 'estimate-serve' | 'fit-serve' | 'case-run';

/** What the page and the worker say to each other. Everything is plain data. */
export type ToWorker =
  | { readonly kind: 'open'; readonly operation: Asked }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly operation: Asked;
      readonly data: unknown;
      readonly stop?: SharedArrayBuffer;
    }
  | { readonly kind: 'why'; readonly id: number; readonly of: number; readonly path: string };

export type FromWorker =
  | { readonly kind: 'opened'; readonly operation: Asked; readonly fields: readonly Field[]; readonly names: Names }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly answer: unknown;
      readonly cut: boolean;
      readonly seconds: number;
    }
  | { readonly kind: 'refused'; readonly id: number; readonly problem: InputProblem }
  | { readonly kind: 'failed'; readonly id: number; readonly what: string }
  | { readonly kind: 'reason'; readonly id: number; readonly node: Because | null };

export interface Name {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string;
}

/** What a field can be completed with. */
export interface Names {
  readonly model: readonly Name[];
  readonly on: readonly Name[];
  readonly grid: readonly Name[];
}
