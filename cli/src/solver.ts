import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { LinearSolver, Program, Solved } from '@ridgepoint/engine/decide';
import type { Highs } from 'highs';

/** Longest time that one programme may take; then the best so far is the answer, with what could still be gained. */
const SECONDS = 20;
/** Share of the objective by which an answer may be off: nothing that anybody sees, and of large programmes what a proof in seconds allows. */
const GAP = { small: 1e-7, large: 1e-3 };
/** Whole numbers from which on a programme is large. */
const LARGE = 250;

/** Whether one solve takes a second and more. */
export const isLarge = ({ columns }: Program): boolean => columns.filter(({ integer }) => integer).length >= LARGE;

/** Whether a fleet is among the scenarios that a question is about: only then is a solver worth its loading. */
export function holdsFleet(data: unknown): boolean {
  const { scenarios } = (data ?? {}) as { readonly scenarios?: unknown };
  return (
    Array.isArray(scenarios) &&
    scenarios.some((one: { readonly data?: unknown } | null) => {
      const of = one?.data;
      return of !== null && typeof of === 'object' && Object.hasOwn(of, 'fleet');
    })
  );
}

/** HiGHS, compiled to WebAssembly: loads in about a tenth of a second, so only what places a fleet asks for it. */
export async function loadSolver(): Promise<LinearSolver> {
  // A placement takes one or two seconds; optimizing three megabytes of machine code for it takes four more.
  setFlagsFromString('--liftoff-only');
  // The bundle is a script, which has no import().
  const load = createRequire(import.meta.url)('highs') as typeof import('highs').default;
  const highs = await load();
  return (program, { relaxed = false, seconds = SECONDS } = {}) => solve(highs, program, relaxed, seconds);
}

function solve(highs: Highs, program: Program, relaxed: boolean, seconds: number): Solved {
  const { columns, rows, offset } = program;
  const starts = [0];
  for (const row of rows) starts.push(starts.at(-1)! + row.columns.length);
  const whole = !relaxed && columns.some(({ integer }) => integer);
  const { continuous, integer } = highs.constants.variableType;
  return highs.withModel(
    {
      numCols: columns.length,
      numRows: rows.length,
      offset,
      colCost: columns.map(({ cost }) => cost),
      colLower: columns.map(({ low }) => low),
      colUpper: columns.map(({ high }) => high),
      rowLower: rows.map(({ low }) => low),
      rowUpper: rows.map(({ high }) => high),
      matrix: {
        format: 'csr',
        numRows: rows.length,
        numCols: columns.length,
        starts,
        indices: rows.flatMap((row) => row.columns),
        values: rows.flatMap((row) => row.values),
      },
      ...(whole && { integrality: columns.map((column) => (column.integer ? integer : continuous)) }),
    },
    (model): Solved => {
      model.options.set({
        output_flag: false,
        mip_heuristic_run_feasibility_jump: false,
        time_limit: seconds,
        mip_rel_gap: isLarge(program) ? GAP.large : GAP.small,
        mip_abs_gap: 0,
        random_seed: 1,
      });
      const { modelStatus } = model.run();
      const codes = highs.constants.modelStatus;
      const nothing = { objective: Number.NaN, bound: Number.NaN, values: [], duals: [] };
      // Every cost is bounded below here, so what is one or the other is infeasible.
      if (modelStatus === codes.infeasible || modelStatus === codes.unboundedOrInfeasible)
        return { status: 'infeasible', ...nothing };
      if (modelStatus === codes.unbounded) return { status: 'unbounded', ...nothing };
      const optimal = modelStatus === codes.optimal || modelStatus === codes.empty;
      const objective = model.getObjectiveValue();
      // Without a solution the objective of a minimum is infinite.
      if (!optimal && !Number.isFinite(objective)) return { status: 'limit', ...nothing };
      const { colValue, rowDual } = model.getSolution();
      return {
        status: optimal ? 'optimal' : 'limit',
        objective,
        bound: whole ? Number(model.info.get('mip_dual_bound')) : objective,
        values: [...colValue],
        duals: whole ? [] : [...rowDual],
      };
    },
  );
}
