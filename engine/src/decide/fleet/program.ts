/** A mixed-integer linear programme: the least of offset + Σ cost x, where low <= A x <= high and low <= x <= high. */
export interface Program {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly offset: number;
}

export interface Column {
  readonly name: string;
  readonly cost: number;
  readonly low: number;
  readonly high: number;
  readonly integer: boolean;
}

export interface Row {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Places of columns, each once, and their coefficients. */
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

export interface Solved {
  /** `limit`: stopped before it was proven best; `values` hold the best so far, or nothing. */
  readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'limit';
  readonly objective: number;
  /** No solution is below. */
  readonly bound: number;
  /** By column; empty where there is no solution. */
  readonly values: readonly number[];
  /** By row, what the objective gains when the row's bound rises by one; empty for programmes with whole numbers. */
  readonly duals: readonly number[];
}

export interface ProgramOptions {
  /** Whole numbers are taken as any number. */
  readonly relaxed?: boolean;
  /** Longest time; the solver's own where nothing is said. */
  readonly seconds?: number;
}

/** Whoever solves programmes: brought by the face, for the engine loads nothing. */
export type LinearSolver = (program: Program, options?: ProgramOptions) => Solved;

/** Largest cost after scaling: reduced costs are then told apart to 1e-7 of it. */
const COST_SCALE = 1e3;
/** What is smaller (USD, W, accelerators, shares) is nothing. */
const SMALLEST = 1e-9;

/**
 * A solver that sees every row divided by its largest coefficient and costs by theirs: USD, W and shares of a workload lie eight
 * orders of magnitude apart, and a solver's tolerances are absolute. Answers are in the units of the programme.
 */
export const scaled =
  (solver: LinearSolver): LinearSolver =>
  (program, options) => {
    if (program.columns.length === 0) return withoutColumns(program);
    const largest = program.columns.reduce((most, { cost }) => Math.max(most, Math.abs(cost)), 0);
    const costScale = largest > SMALLEST ? largest / COST_SCALE : 1;
    const scales = program.rows.map(({ values }) =>
      values.length === 0 ? 1 : values.reduce((most, v) => Math.max(most, Math.abs(v)), SMALLEST),
    );
    const solved = solver(
      {
        columns: program.columns.map((column) => ({ ...column, cost: column.cost / costScale })),
        rows: program.rows.map((row, i) => {
          const scale = scales[i]!;
          return { ...row, low: row.low / scale, high: row.high / scale, values: row.values.map((v) => v / scale) };
        }),
        offset: 0,
      },
      options,
    );
    const back = (value: number) => program.offset + value * costScale;
    return {
      status: solved.status,
      values: solved.values,
      objective: back(solved.objective),
      bound: back(solved.bound),
      duals: solved.duals.map((dual, i) => (dual * costScale) / scales[i]!),
    };
  };

/** Solvers take no programme of nothing: its rows are all at zero. */
function withoutColumns({ rows, offset }: Program): Solved {
  const holds = rows.every(({ low, high }) => low <= 0 && high >= 0);
  if (!holds) return { status: 'infeasible', objective: Number.NaN, bound: Number.NaN, values: [], duals: [] };
  return { status: 'optimal', objective: offset, bound: offset, values: [], duals: rows.map(() => 0) };
}

/** The programme with its whole numbers held where they are: what is left is linear, and has duals. */
export const withWholeHeld = (program: Program, values: readonly number[]): Program => ({
  ...program,
  columns: program.columns.map((column, i) => {
    if (!column.integer) return column;
    const held = Math.round(values[i]!);
    return { ...column, low: held, high: held, integer: false };
  }),
});

/** Collects columns and rows. */
export interface Draft {
  readonly columns: Column[];
  readonly rows: Row[];
  column(name: string, column: Partial<Omit<Column, 'name'>>): number;
  row(name: string, low: number, high: number, entries: readonly (readonly [column: number, value: number])[]): number;
}

export function draft(): Draft {
  const columns: Column[] = [];
  const rows: Row[] = [];
  return {
    columns,
    rows,
    column: (name, { cost = 0, low = 0, high = Number.POSITIVE_INFINITY, integer = false }) =>
      columns.push({ name, cost, low, high, integer }) - 1,
    row: (name, low, high, entries) => {
      const kept = entries.filter(([, value]) => value !== 0);
      return rows.push({ name, low, high, columns: kept.map(([c]) => c), values: kept.map(([, v]) => v) }) - 1;
    },
  };
}
