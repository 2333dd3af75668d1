import { paretoFront } from '../decide/index.ts';
import type { RefusedOption } from '../serving/search/option.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { ServeBinds, ServeLoad, ServeOutcome, ServePromise, ServeQuestion } from './serve-report.ts';
import type { PromiseFigures } from './simulation-report.ts';
import type { Table } from './table.ts';

/** One load over several deployments: plain data, base units, a row a deployment in the order asked, contexts outermost. */
export interface ServeComparison {
  readonly question: Pick<ServeQuestion, 'model' | 'modelName' | 'parameters' | 'visionParameters'> & {
    readonly load: ServeLoad;
  };
  readonly rows: readonly ServeComparisonRow[];
  /** Prompt + answer of the contexts asked for, tokens, ascending; null where there is one load. */
  readonly contexts: readonly number[] | null;
  /** The best of every context, or of the one load. */
  readonly best: readonly ServeBest[];
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  readonly assumed: readonly Assumed[];
}

/** Places in `rows`, among those that do what was asked; null where there is none, or none with a known price. */
export interface ServeBest {
  /** Prompt + answer, tokens. */
  readonly context: number;
  readonly cheapest: number | null;
  readonly fastest: number | null;
}

/** One deployment under the load, or why it cannot take it. */
export interface ServeComparisonRow {
  readonly chip: string;
  readonly chipName: string;
  readonly accelerators: number;
  readonly replicas: number;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  readonly engine: string;
  readonly weights: string;
  readonly kv: string;
  readonly input: number;
  readonly output: number;
  readonly outcome: ServeOutcome;
  /** Runs, carries what comes, keeps its promises as far as they were tested, and every assert holds. */
  readonly meets: boolean;
  /** What the promise was held against: percentiles of a simulation, or means alone; null where nothing is promised or nothing runs. */
  readonly tested: 'simulation' | 'mean' | null;
  /** Each promise with what was held against it, s. */
  readonly promises: readonly Pick<PromiseFigures, 'quantity' | 'percentile' | 'limit' | 'value'>[];
  /** The rule that is broken where it does not fit; null where it fits. */
  readonly refused: RefusedOption | null;
  readonly ttft: Ranged | null; // s
  readonly tpot: Ranged | null; // s
  readonly outputTokensPerSecond: Ranged | null;
  readonly tokensPerSecondPerAccelerator: Ranged | null;
  readonly largestBatch: Ranged | null;
  /** USD of a million output tokens that pay for all; null where no price is known. */
  readonly costPerMillion: Ranged | null;
  readonly joulesPerToken: Ranged | null; // J of an output token; null where no power is published
  readonly binds: ServeBinds | null;
  /** Where it does not do what was asked: what does, by one change each; the nearest number of accelerators first. */
  readonly nearest: readonly ServeNearest[];
  /** No other of the same context that meets the wish is as good in TPOT, TTFT, cost, energy and accelerators, and better in one. */
  readonly front: boolean;
}

/** A deployment of the same kind that does what was asked. */
export interface ServeNearest
  extends Pick<
    ServeComparisonRow,
    'accelerators' | 'replicas' | 'tp' | 'pp' | 'dp' | 'ep' | 'weights' | 'tpot' | 'costPerMillion' | 'tested'
  > {
  /** Promises that it cannot keep, with its own percentile or mean in place of the limit, s; empty where it keeps all. */
  readonly relaxed: readonly {
    readonly quantity: ServePromise['quantity'];
    readonly from: number;
    readonly to: number;
  }[];
}

/** What nobody prices cannot be called cheap, so an unknown amount counts as the largest. */
const known = (of: Ranged | null): number => of?.value ?? Number.POSITIVE_INFINITY;

type Row = Omit<ServeComparisonRow, 'front'>;
const contextOf = ({ input, output }: Row): number => input + output;

/** Marks the front of every context and finds its cheapest and its fastest. */
export function compareServeRows(rows: readonly Row[]): Pick<ServeComparison, 'rows' | 'best'> {
  const contexts = [...new Set(rows.map(contextOf))].sort((a, b) => a - b);
  const able = (context: number) => rows.filter((row) => row.meets && contextOf(row) === context);
  const front = new Set(
    contexts.flatMap((context) =>
      paretoFront(able(context), [
        (row) => known(row.tpot),
        (row) => known(row.ttft),
        (row) => known(row.costPerMillion),
        (row) => known(row.joulesPerToken),
        (row) => row.accelerators,
      ]),
    ),
  );
  const least = (context: number, of: (row: Row) => number): number | null => {
    const best = able(context).reduce<Row | null>((b, row) => (of(row) < (b ? of(b) : Infinity) ? row : b), null);
    return best && rows.indexOf(best);
  };
  return {
    rows: rows.map((row) => ({ ...row, front: front.has(row) })),
    best: contexts.map((context) => ({
      context,
      cheapest: least(context, (row) => known(row.costPerMillion)),
      fastest: least(context, (row) => known(row.tpot)),
    })),
  };
}

/** The comparison for spreadsheets: numbers with their range, degrees in their own columns. */
export function serveComparisonTable({ rows }: ServeComparison): Table {
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
      { key: 'weights' },
      { key: 'kv' },
      { key: 'input', unit: 'token' },
      { key: 'output', unit: 'token' },
      { key: 'outcome' },
      { key: 'meets' },
      { key: 'tested' },
      { key: 'front' },
      ...ranged('ttft', 's'),
      ...ranged('tpot', 's'),
      ...ranged('output_tokens_per_second', 'token/s'),
      ...ranged('largest_batch', '1'),
      ...ranged('cost_per_million', 'USD'),
      ...ranged('joules_per_token', 'J'),
      ...DEGREES.map((key) => ({ key, unit: '1' })),
      { key: 'engine' },
      { key: 'problem' },
      ...PROMISED.map((key) => ({ key: `${key}_promised`, unit: 's' })),
      { key: 'nearest_count', unit: '1' },
      { key: 'nearest_weights' },
    ],
    rows: rows.map((row) => [
      row.chip,
      row.accelerators,
      row.weights,
      row.kv,
      row.input,
      row.output,
      row.outcome,
      String(row.meets),
      row.tested,
      String(row.front),
      ...cells(row.ttft),
      ...cells(row.tpot),
      ...cells(row.outputTokensPerSecond),
      ...cells(row.largestBatch),
      ...cells(row.costPerMillion),
      ...cells(row.joulesPerToken),
      ...DEGREES.map((key) => row[key]),
      row.engine,
      row.refused?.rule ?? null,
      ...PROMISED.map((key) => seenOf(row, key)),
      keeping(row)?.accelerators ?? null,
      keeping(row)?.weights ?? null,
    ]),
  };
}

/** The nearest that keeps every promise. */
const keeping = ({ nearest }: ServeComparisonRow) => nearest.find(({ relaxed }) => relaxed.length === 0);

const PROMISED = ['ttft', 'tpot', 'e2e'] as const;

/** Seconds at the promised percentile; null where it was not simulated. */
const seenOf = ({ tested, promises }: ServeComparisonRow, key: (typeof PROMISED)[number]): number | null =>
  tested === 'simulation' ? (promises.find(({ quantity }) => quantity === key)?.value.value ?? null) : null;

const DEGREES = ['replicas', 'tp', 'pp', 'dp', 'ep'] as const;
