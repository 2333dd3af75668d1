import type { Because } from '@ridgepoint/engine/because';
import type { Source } from '@ridgepoint/engine/facts';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import type { ScenarioData } from '@ridgepoint/engine/operations/link/scenario-text';
import type { Field } from '@ridgepoint/engine/operations/scenario/fields';
import type { TraceProblem } from '@ridgepoint/engine/serving';
import type { TurnedUnit, Unit } from '@ridgepoint/engine/units';

export type { ScenarioData };

/** Operations that pages ask. */
export type Asked =
  | 'plan-train'
  | 'solve-train'
  | 'estimate-serve'
  | 'simulate-serve'
  | 'plan-serve'
  | 'fit-serve'
  | 'case-run'
  | 'compare-own'
  | 'compare'
  | 'crossover'
  | 'chips-roofline';

/** What the page and the worker say to each other. Everything is plain data. */
export type ToWorker =
  | { readonly kind: 'open'; readonly operation: Asked }
  /** What the page will ask once it is drawn, by flag: it may be answered roughly meanwhile. */
  | { readonly kind: 'foresee'; readonly operation: Asked; readonly said: Readonly<Record<string, string>> }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly operation: Asked;
      readonly data: unknown;
      readonly rough: boolean;
      readonly stop?: SharedArrayBuffer;
    }
  | { readonly kind: 'turns'; readonly id: number; readonly name: string; readonly data: ScenarioData }
  | { readonly kind: 'why'; readonly id: number; readonly of: number; readonly path: string; readonly depth?: number }
  | { readonly kind: 'cited'; readonly id: number; readonly of: number }
  | { readonly kind: 'take-in'; readonly id: number; readonly name: string; readonly file: Blob };

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
  /** A file that an answer, a form or a scenario needs did not come. `id` where a question hangs on it. */
  | { readonly kind: 'unreached'; readonly file: string; readonly id?: number }
  | { readonly kind: 'turned'; readonly id: number; readonly scenario: OpenedScenario }
  | { readonly kind: 'reason'; readonly id: number; readonly node: Because | null }
  | ({ readonly kind: 'citations'; readonly id: number } & Citations)
  | { readonly kind: 'taken-in'; readonly id: number; readonly taken: TakenIn };

/** What a file that a reader gave turned out to be; a refusal as data. */
export type TakenIn =
  | { readonly what: 'config'; readonly name: string; readonly config: ScenarioData; readonly parameters: number }
  | { readonly what: 'scenario'; readonly kind: string; readonly name: string; readonly data: ScenarioData }
  /** Its requests stay with the worker, under the name. */
  | { readonly what: 'trace'; readonly name: string; readonly requests: number; readonly seconds: number }
  | { readonly what: 'refused'; readonly problem: InputProblem }
  | { readonly what: 'bad-trace'; readonly name: string; readonly problem: TraceProblem };

/** Every cited fact and every assumption behind an answer, each once, and the publications that they name by id. */
export interface Citations {
  readonly facts: readonly Because[];
  readonly sources: readonly Source[];
}

/** What of a scenario can be turned and read off. */
export type OpenedScenario =
  | {
      readonly ok: true;
      readonly kind: string;
      readonly title: string;
      readonly main: string;
      readonly inputs: readonly TurnedInput[];
      readonly measures: readonly { readonly key: string; readonly unit: Unit }[];
    }
  | { readonly ok: false; readonly problem: InputProblem };

/** A number of a scenario that a reader can turn, in base units. */
export interface TurnedInput {
  readonly path: string;
  readonly unit: TurnedUnit;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly usual: readonly [number, number];
  readonly log: boolean;
  readonly step: number | null;
  readonly doubling: boolean;
  /** A file can say it; what it cannot can be looked along all the same. */
  readonly sayable: boolean;
}

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
