import { type Because, defineTerm, derive, input } from '../../because/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { type BudgetPart, type BudgetPartName, type Bytes, GiB, type MemorySettings } from './settings.ts';

/** What an engine's formula is given: the accelerator's bytes, the weights', and what the user said. */
export interface BudgetInput {
  readonly problem: ServingProblem;
  readonly settings: MemorySettings;
  /** As the driver reports them. */
  readonly total: Because;
  readonly weights: Because;
}

/** What an engine's formula says: the total is the parts and the cache. */
export interface Budget {
  readonly parts: readonly BudgetPart[];
  readonly kv: Bytes;
  readonly because: Because;
}

/** A constant that logs gave, in GiB, with the range of the logs. */
export const logged = (name: string, value: number, low: number, high: number, source: string): Because => ({
  name,
  value: value * GiB,
  low: low * GiB,
  high: high * GiB,
  unit: 'B',
  kind: 'assumption',
  source,
});

export const part = (name: BudgetPartName, because: Because): BudgetPart => ({
  part: name,
  value: because.value,
  low: because.low ?? because.value,
  high: because.high ?? because.value,
  because: { ...because, name },
});

export const rest = defineTerm(
  {
    term: 'memory.rest',
    formula: 'total - spent',
    unit: 'B',
    symbols: {
      total: { unit: 'B', meaning: 'what the driver reports' },
      spent: { unit: 'B', meaning: 'all parts together' },
    },
    source: 'what is left',
  },
  (total: number, spent: number) => Math.max(0, total - spent),
);

/** The cache gets what the parts leave; its range is that of all parts at their worst and at their best. Never below 0. */
export function budgetOf(total: Because, parts: readonly BudgetPart[]): Budget {
  const sum = (of: (p: BudgetPart) => number): number => parts.reduce((all, p) => all + of(p), 0);
  const spent: Because = {
    name: 'spent',
    value: sum((p) => p.value),
    unit: 'B',
    kind: 'formula',
    formula: parts.map((p) => p.part).join(' + '),
    source: 'sum',
    inputs: parts.map((p) => p.because),
  };
  const left = derive('kv_bytes', rest, [total, spent]);
  const kv = {
    value: left.value,
    low: Math.max(0, (total.low ?? total.value) - sum((p) => p.high)),
    high: Math.max(0, (total.high ?? total.value) - sum((p) => p.low)),
  };
  return { parts, kv, because: { ...left, low: kv.low, high: kv.high } };
}

export const held = ({ reservedBytes = 0 }: MemorySettings): Because => input('other', reservedBytes, 'B');

/** "0.19.0" as [0, 19]; the newest known where nothing was said. */
export const versionOf = (version: string | undefined): readonly [number, number] => {
  const found = /(\d+)\.(\d+)/.exec(version ?? '');
  return found ? [Number(found[1]), Number(found[2])] : [99, 0];
};

export const atLeast = (version: readonly [number, number], major: number, minor: number): boolean =>
  version[0] > major || (version[0] === major && version[1] >= minor);
