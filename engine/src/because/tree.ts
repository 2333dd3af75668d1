import type { Term } from './term.ts';

/** Why a number is what it is. `name` is a stable key for paths (`step_time.compute.mlp`); labels come from messages/. */
export interface Because {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  readonly kind: 'formula' | 'fact' | 'input' | 'assumption';
  readonly formula?: string;
  readonly source?: string;
  readonly date?: string;
  /** Grade of an operator's time, or of a fact. */
  readonly grade?: string;
  readonly note?: string;
  readonly inputs?: readonly Because[];
}

export const input = (name: string, value: number, unit: string): Because => ({ name, value, unit, kind: 'input' });

export const assumption = (name: string, value: number, unit: string, source: string, note?: string): Because => ({
  name,
  value,
  unit,
  kind: 'assumption',
  source,
  note,
});

/** Applies a term to reasons: the value is computed by the very function the hot loop calls. */
export function derive<A extends readonly number[]>(name: string, term: Term<A>, inputs: readonly Because[]): Because {
  const value = term(...(inputs.map((i) => i.value) as unknown as A));
  return { name, value, unit: term.unit, kind: 'formula', formula: term.formula, source: term.source, inputs };
}

/** A total whose parts are reasons themselves. */
export function sum(name: string, unit: string, inputs: readonly Because[]): Because {
  const value = inputs.reduce((total, part) => total + part.value, 0);
  return { name, value, unit, kind: 'formula', formula: inputs.map((i) => i.name).join(' + '), source: 'sum', inputs };
}

/** Walks `a.b.c` down the tree; undefined where a name is missing. */
export function find(tree: Because, path: string): Because | undefined {
  if (path === '') return tree;
  let node: Because | undefined = tree;
  for (const part of path.split('.')) node = node?.inputs?.find((i) => i.name === part);
  return node;
}
