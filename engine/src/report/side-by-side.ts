import type { Ranged } from '../training/answer.ts';
import { type Currency, isoDay, type TurnedUnit, type Unit } from '../units/index.ts';
import type { Assertion } from './assertion.ts';
import type { Assumed } from './assumed.ts';
import type { Cell, Table } from './table.ts';
import type { UnseenPromise } from './unseen-promise.ts';

/** Several scenarios with what they say and what they answer, in the order given: plain data, base units. */
export interface SideBySide {
  readonly kind: 'side-by-side';
  readonly scenarios: readonly SideScenario[];
  /** Inputs in which they differ, words first; null where a scenario has no such input. */
  readonly inputs: readonly SideInput[];
  /** Inputs in which they are all the same. */
  readonly same: number;
  readonly measures: readonly SideMeasure[];
  /** The measure that the first scenario is about. */
  readonly main: string;
  /** In which amounts are told; what stands above is in US dollars. */
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  /** What facts filled in, by the path of its input, with its age. */
  readonly assumed: readonly Assumed[];
}

export interface SideScenario {
  readonly name: string;
  readonly kind: string;
  readonly title: string;
  /** Does what it is asked: fits and keeps its limits. */
  readonly able: boolean;
  readonly outcome: string;
  readonly binds: string | null;
  readonly choice: Readonly<Record<string, string | number>>;
  readonly assertions: readonly Assertion[];
  /** Promises that means alone were held against. */
  readonly unseen: readonly UnseenPromise[];
}

export interface SideInput {
  readonly path: string;
  /** Null for words. */
  readonly unit: TurnedUnit | null;
  readonly values: readonly (number | string | null)[];
}

export interface SideMeasure {
  readonly key: string;
  readonly unit: Unit;
  readonly better: 'smaller' | 'larger';
  /** Null where the answer has none, or the scenario does not do what it is asked. */
  readonly values: readonly (Ranged | null)[];
  /** Place of the best; null where none has a value. */
  readonly best: number | null;
  /** The best one's range ends before any other's begins. */
  readonly clear: boolean;
}

/** Inputs and measures for spreadsheets, a row each, a column a scenario; measures with their ranges. */
export function sideBySideTable({ scenarios, inputs, measures }: SideBySide): Table {
  const names = scenarios.map(({ name }) => name);
  return {
    name: 'side-by-side',
    columns: [
      { key: 'name' },
      { key: 'unit' },
      ...names.flatMap((name) => [{ key: name }, { key: `${name}_low` }, { key: `${name}_high` }]),
      { key: 'best' },
    ],
    rows: [
      ...inputs.map(({ path, unit, values }) => {
        const cell = (value: Cell): Cell => (unit === 'date' && typeof value === 'number' ? isoDay(value) : value);
        return [path, unit, ...values.flatMap((value) => [cell(value), null, null]), null];
      }),
      ...measures.map(({ key, unit, values, best }) => [
        key,
        unit,
        ...values.flatMap((of) => [of?.value ?? null, of?.low ?? null, of?.high ?? null]),
        best === null ? null : names[best]!,
      ]),
    ],
  };
}
