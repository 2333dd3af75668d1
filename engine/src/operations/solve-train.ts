import * as z from 'zod/mini';
import { solveFor } from '../decide/index.ts';
import type { TrainReport } from '../report/train-report.ts';
import { SOLVES, type Solve, type TrainSolution } from '../report/train-solution.ts';
import { estimateTraining, fastestStrategy } from '../training/index.ts';
import { priceOf } from './bill.ts';
import { attempt, type Found, fewestAccelerators } from './fewest-accelerators.ts';
import { refuse } from './input-error.ts';
import { type Context, operation } from './operation.ts';
import { planFor } from './plan-train.ts';
import { choice } from './scenario/field.ts';
import { later } from './scenario/later.ts';
import { type Scenario, scenarioSchema } from './scenario/schema.ts';
import { type Setting, settle } from './scenario/setting.ts';
import { searchSpaceOf } from './scenario/strategy-words.ts';
import { candidates, firstThatMeets, type Tried } from './solve-candidates.ts';
import { answer } from './train-answer.ts';

const input = later(() => z.extend(scenarioSchema, { solve: choice(SOLVES, { flag: 'solve' }) }));

/** Fewest accelerators, longest sequence, largest micro-batch, or most tokens within the scenario's limits. */
export const solveTrain = operation<z.output<typeof input>, TrainSolution>({
  name: 'solve-train',
  command: ['solve', 'train'],
  sentence: 'solveTrain',
  input,
  output: 'solution',
  run: (context, { solve, ...scenario }) => SOLVERS[solve](context, scenario),
});

type Solver = (context: Context, scenario: Scenario) => TrainSolution;

/** The whole plan at the number that was found. */
function reportOf(context: Context, scenario: Scenario): TrainReport {
  const setting = settle(context.catalogue, scenario);
  const plan = planFor(context, setting);
  return answer(context.catalogue, setting, { kind: 'plan', estimate: plan.best, plan, lever: null, flips: [] });
}

/** What stands in the answer of every trial. */
function solution(
  context: Context,
  base: Pick<TrainSolution, 'solve' | 'unit' | 'goal'>,
  numbers: readonly number[],
  { first, tried }: { first?: Tried<Found>; tried: readonly Tried<Found>[] },
  at: (x: number) => Scenario,
): TrainSolution {
  return {
    ...base,
    value: first?.x ?? null,
    from: Math.min(...numbers),
    to: Math.max(...numbers),
    tried: tried.map(({ x, meets, found }) => ({ x, meets, ...found })),
    report: first ? reportOf(context, at(first.x)) : null,
  };
}

const goalOf = ({ scenario, money }: Setting): TrainSolution['goal'] => ({
  deadline: scenario.limits?.deadline ?? null,
  budget: money.budget,
});

const accelerators: Solver = (context, scenario) => {
  const setting = settle(context.catalogue, scenario);
  const { numbers, at, trial } = fewestAccelerators(context, setting);
  const base = { solve: 'accelerators', unit: 'accelerators', goal: goalOf(setting) } as const;
  return solution(context, base, numbers, trial, at);
};

const sequence: Solver = (context, scenario) => {
  const setting = settle(context.catalogue, scenario);
  const { problem } = setting;
  const numbers = candidates(1024, 1024, 2 ** 24).reverse();
  const at = (length: number): Scenario => {
    const batch = Math.max(1, Math.round((problem.globalBatch * problem.sequence) / length));
    return { ...scenario, train: { ...scenario.train, sequence: length, batch, batch_tokens: undefined } };
  };
  const base = { solve: 'sequence', unit: 'token', goal: goalOf(setting) } as const;
  return solution(
    context,
    base,
    numbers,
    firstThatMeets(numbers, (x) => attempt(context, at(x))),
    at,
  );
};

const microBatch: Solver = (context, scenario) => {
  const setting = settle(context.catalogue, scenario);
  const { problem } = setting;
  const numbers = candidates(1, 1, Math.min(512, problem.globalBatch)).reverse();
  const at = (size: number): Scenario => ({ ...scenario, strategy: { ...scenario.strategy, micro_batch: [size] } });
  const base = { solve: 'micro_batch', unit: 'sequences', goal: goalOf(setting) } as const;
  return solution(
    context,
    base,
    numbers,
    firstThatMeets(numbers, (x) => attempt(context, at(x))),
    at,
  );
};

/** The best strategy does not depend on how many tokens are trained, so one search is enough. */
const tokens: Solver = (context, scenario) => {
  const setting = settle(context.catalogue, scenario);
  const goal = goalOf(setting);
  const { deadline, budget } = goal;
  if (deadline === null && budget === null)
    throw refuse('missing', 'limits.deadline', { values: { flag: '--deadline' } });
  const none = {
    solve: 'tokens',
    unit: 'token',
    value: null,
    from: 1,
    to: 1e18,
    goal,
    tried: [],
    report: null,
  } as const;
  const strategy = fastestStrategy(setting.problem, searchSpaceOf(scenario.strategy)).strategy;
  if (!strategy) return none;
  /** The larger of time over deadline and cost over budget: 1 where the first limit is reached. */
  const strain = (amount: number): number => {
    const estimate = estimateTraining({ ...setting.problem, tokens: amount }, strategy);
    const { bill } = priceOf(context.catalogue, setting, estimate);
    const late = deadline === null ? 0 : estimate.run.wallSeconds.value / deadline;
    return Math.max(late, budget === null ? 0 : bill.cost.value / budget);
  };
  const found = solveFor(strain, none.from, none.to, 1, { tolerance: 1e-4, evaluations: 100 });
  if (found.kind !== 'found') return none;
  const value = found.bracket[0]; // the end of the bracket that is within the limit
  return { ...none, value, report: reportOf(context, { ...scenario, train: { ...scenario.train, tokens: value } }) };
};

const SOLVERS: Readonly<Record<Solve, Solver>> = { accelerators, sequence, micro_batch: microBatch, tokens };
