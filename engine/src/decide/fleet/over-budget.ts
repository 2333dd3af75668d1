import { type BuildOptions, buildProgram } from './build.ts';
import type { Conflict } from './conflict.ts';
import type { Fleet } from './fleet.ts';
import type { LinearSolver, Program, Solved } from './program.ts';
import { type Give, leastChange, type Relaxation } from './relax.ts';

/** The cheapest placement of a fleet that has no budget, where that is more than its budget. */
export interface OverBudget {
  readonly budget: number;
  /** USD of the cheapest found. */
  readonly usd: number;
  /** No placement is cheaper. */
  readonly bound: number;
}

/** Seconds for what lies within the solver's gap of the budget: longer than any plan is worth waiting for a thousandth of its cost. */
const SECONDS = 3;
/** Of the budget, what is nothing. */
const ROUNDING = 1 + 1e-9;

/**
 * Solves a fleet's programme. A budget that only cuts off what is dear is left out where the least cost is asked for, and held against
 * what comes out: proving that whole choices do not fit under it takes minutes, proving how little they cost a second. The cheapest
 * found may lie a little over the budget and its bound below: then the budget is tried as a limit, and after some seconds called missed.
 */
export function solveWithin(
  fleet: Fleet,
  program: Program,
  solve: LinearSolver,
): { readonly solved: Solved; readonly over: OverBudget | null } {
  const { budget } = fleet;
  if (budget === null || fleet.objective !== 'cost') return { solved: solve(program), over: null };
  const free = solve(buildProgram(fleet, WITHOUT_BUDGET).program);
  if (free.values.length === 0 || free.objective <= budget * ROUNDING) return { solved: free, over: null };
  const over = { budget, usd: free.objective, bound: free.bound };
  const nothing = { objective: Number.NaN, bound: Number.NaN, values: [], duals: [] };
  if (free.bound > budget) return { solved: { status: 'infeasible', ...nothing }, over };
  const solved = solve(program, { seconds: SECONDS });
  return { solved, over: solved.values.length === 0 ? over : null };
}

const WITHOUT_BUDGET: BuildOptions = { holds: (key) => key !== 'budget' };

/** Why a fleet costs more than its budget, and what would have to give. */
export interface BudgetReasons {
  readonly conflict: Conflict;
  readonly relaxations: readonly Relaxation[];
  readonly leastChange: readonly Give[] | null;
}

/**
 * The budget, and by how much it misses: without it everything else can be kept, for a placement was found. What of the rest could
 * spare the money is told by parts of choices. Where those cost less than whole ones, the budget is lowered by as much for them, and
 * what it has to give is raised again.
 */
export function budgetReasons(fleet: Fleet, { budget, usd, bound }: OverBudget, solve: LinearSolver): BudgetReasons {
  const parts: LinearSolver = (program) => solve(program, { relaxed: true });
  const least = parts(buildProgram(fleet, WITHOUT_BUDGET).program).objective;
  const dearer = Math.max(1, Math.max(bound, budget) / least);
  const changes = leastChange({ ...fleet, budget: budget / dearer }, parts);
  const group = { kind: 'budget' } as const;
  return {
    conflict: [group],
    relaxations: [{ group, by: usd - budget, usd }],
    leastChange:
      changes?.map((give) => (give.group.kind === 'budget' ? { ...give, by: give.by * dearer } : give)) ?? null,
  };
}
