import { paretoFront } from '../decide/index.ts';
import type { Problem, Ranged } from '../training/answer.ts';
import type { Strategy } from '../training/strategy.ts';
import type { Currency } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';
import type { Outcome, Question } from './train-report.ts';

/** One question over several machines: plain data, base units, a row a machine in the order asked. */
export interface TrainComparison {
  readonly question: Pick<Question, 'model' | 'modelName' | 'parameters' | 'tokens' | 'sequence' | 'globalBatch'>;
  readonly rows: readonly ComparisonRow[];
  /** Places in `rows`, among machines that do what was asked; null where there is none, or none with a known price. */
  readonly cheapest: number | null;
  readonly fastest: number | null;
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  /** Rents by chip, grid and rate that nobody said. */
  readonly assumed: readonly Assumed[];
  readonly limits: { readonly deadline: number | null; readonly budget: number | null }; // s, USD
  /** Nobody said how many: each machine has the fewest accelerators on which the limits are kept. */
  readonly fewest: boolean;
  readonly evaluated: number;
  /** False where the search was cut short: later machines are missing then. */
  readonly complete: boolean;
}

/** The best plan of one machine, or why it has none. */
export interface ComparisonRow {
  readonly chip: string;
  readonly chipName: string;
  readonly accelerators: number;
  readonly precision: string;
  readonly outcome: Outcome;
  /** Fits, keeps every limit, and every assert holds. */
  readonly meets: boolean;
  /** Why there is no plan; null where there is one. */
  readonly problem: Problem | null;
  readonly strategy: Strategy | null;
  readonly wall: Ranged | null; // s
  readonly acceleratorHours: Ranged | null; // GPU-h
  readonly cost: Ranged | null; // USD; null where no price is known
  readonly energy: Ranged | null; // J; null where no power is published
  readonly carbon: Ranged | null; // kgCO2e
  readonly mfu: Ranged | null; // 1
  readonly peakMemory: Ranged | null; // B
  readonly capacity: number; // B
  /** Peak over capacity. */
  readonly memoryShare: number | null;
  /** No other machine that meets the wish is as good in time, accelerators, cost, energy and free memory, and better in one. */
  readonly front: boolean;
}

/** What nobody prices cannot be called cheap, so an unknown amount counts as the largest. */
const known = (of: Ranged | null): number => of?.value ?? Infinity;

/** Marks the front over time, accelerators, cost, energy and free memory, and finds the cheapest and the fastest. */
export function compareRows(
  rows: readonly Omit<ComparisonRow, 'front'>[],
): Pick<TrainComparison, 'rows' | 'cheapest' | 'fastest'> {
  const able = rows.filter((row) => row.meets);
  const front = new Set(
    paretoFront(able, [
      (row) => known(row.wall),
      (row) => row.accelerators,
      (row) => known(row.cost),
      (row) => known(row.energy),
      (row) => row.memoryShare ?? Infinity,
    ]),
  );
  const least = (of: (row: Omit<ComparisonRow, 'front'>) => number): number | null => {
    const best = able.reduce<number>((low, row) => Math.min(low, of(row)), Infinity);
    return Number.isFinite(best) ? rows.findIndex((row) => row.meets && of(row) === best) : null;
  };
  return {
    rows: rows.map((row) => ({ ...row, front: front.has(row) })),
    cheapest: least((row) => known(row.cost)),
    fastest: least((row) => known(row.wall)),
  };
}

/** The comparison for spreadsheets: numbers with their range, degrees in their own columns. */
export function comparisonTable({ rows }: TrainComparison): Table {
  const ranged = (key: string, unit: string) => [
    { key, unit },
    { key: `${key}_low`, unit },
    { key: `${key}_high`, unit },
  ];
  const cells = (of: Ranged | null) => (of ? [of.value, of.low, of.high] : [null, null, null]);
  return {
    name: 'comparison',
    columns: [
      { key: 'accelerator' },
      { key: 'count', unit: '1' },
      { key: 'precision' },
      { key: 'outcome' },
      { key: 'meets' },
      { key: 'front' },
      ...ranged('wall', 's'),
      ...ranged('accelerator_hours', 'GPU-h'),
      ...ranged('cost', 'USD'),
      ...ranged('energy', 'J'),
      ...ranged('carbon', 'kgCO2e'),
      ...ranged('mfu', '1'),
      { key: 'memory_share', unit: '1' },
      ...DEGREES.map((key) => ({ key, unit: '1' })),
      { key: 'recompute' },
      { key: 'schedule' },
      { key: 'problem' },
    ],
    rows: rows.map((row) => [
      row.chip,
      row.accelerators,
      row.precision,
      row.outcome,
      String(row.meets),
      String(row.front),
      ...cells(row.wall),
      ...cells(row.acceleratorHours),
      ...cells(row.cost),
      ...cells(row.energy),
      ...cells(row.carbon),
      ...cells(row.mfu),
      row.memoryShare,
      ...DEGREES.map((key) => row.strategy?.[key] ?? null),
      row.strategy?.recompute ?? null,
      row.strategy?.schedule ?? null,
      row.problem?.rule ?? null,
    ]),
  };
}

const DEGREES = ['tp', 'pp', 'vp', 'cp', 'ep', 'dp', 'microBatch', 'zero'] as const;
