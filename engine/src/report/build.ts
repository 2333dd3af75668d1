import type { Because } from '../because/index.ts';
import type { Bill } from '../economics/bill.ts';
import type { ExchangeRate } from '../economics/index.ts';
import type { PublishedRun } from '../facts/index.ts';
import type { TrainingEstimate, TrainingPlan } from '../training/answer.ts';
import { ASSERTABLE, type Assertion, type Comparison, holds } from './assertion.ts';
import type { Assumed } from './assumed.ts';
import { figuresOf, memoryChart, rowOf, stepParts } from './figures.ts';
import { timelineChart } from './timeline-chart.ts';
import type { AsPublished, Flip, Outcome, Question, ReportLever, TrainReport } from './train-report.ts';

export interface ReportInput {
  readonly kind: TrainReport['kind'];
  readonly question: Question;
  /** The published run of this question. */
  readonly ran: PublishedRun | null;
  readonly estimate: TrainingEstimate | null;
  readonly plan: TrainingPlan | null;
  readonly bill: Bill | null;
  /** False where no price of the chip is known. */
  readonly priced: boolean;
  readonly rate: ExchangeRate;
  readonly assumed: readonly Assumed[];
  readonly lever: ReportLever | null;
  readonly flips: readonly Flip[];
  readonly asPublished?: AsPublished | null;
  readonly deadline: number | null; // s
  readonly budget: number | null; // USD
  readonly assertions: readonly { readonly key: string; readonly comparison: Comparison; readonly limit: number }[];
}

/** Puts an answer together: nothing is computed here that is not a sum, a share or a comparison. */
export function trainReport(input: ReportInput): TrainReport {
  const { estimate, plan, bill } = input;
  const figures = estimate && bill ? figuresOf(estimate, bill, input.priced, input.rate) : null;
  const step = estimate ? stepParts(estimate) : [];
  const needed = estimate ?? plan?.nearest;
  const memory = needed ? memoryChart(needed) : null;
  const fits = Boolean(estimate?.fits && estimate.problems.length === 0);
  return {
    kind: input.kind,
    ranAs: input.ran && estimate && plan && !isLaidOutAs(input.ran, estimate.strategy) ? input.ran : null,
    outcome: outcomeOf(),
    question: input.question,
    strategy: estimate?.strategy ?? null,
    problems: estimate?.problems ?? [],
    figures,
    step,
    memory,
    timeline: estimate && estimate.problems.length === 0 ? timelineChart(estimate.pipeline) : null,
    pipeline: estimate?.pipeline ?? null,
    search: plan && {
      evaluated: plan.evaluated,
      legal: plan.legal,
      fitting: plan.fitting,
      complete: plan.complete,
    },
    binds: step[0] && memory?.parts[0] ? { first: step[0], second: step[1] ?? null, memory: memory.parts[0] } : null,
    lever: input.lever,
    flips: input.flips,
    asPublished: input.asPublished ?? null,
    assumed: input.assumed,
    alternatives: estimate && plan ? plan.alternatives.map((other) => rowOf(other, estimate)) : [],
    pareto: estimate && plan ? plan.pareto.map((other) => rowOf(other, estimate)) : [],
    refused: plan?.refused ?? [],
    assertions: figures && memory ? input.assertions.flatMap((rule) => check(rule, memory.peak.value)) : [],
    limits: { deadline: input.deadline, budget: input.budget },
    grade: estimate?.grade ?? null,
    because: estimate && bill ? answerBecause(estimate, bill) : null,
  };

  function outcomeOf(): Outcome {
    if (!estimate) return plan && plan.legal > 0 ? 'does-not-fit' : 'no-legal-strategy';
    if (!fits) return estimate.problems.length > 0 ? 'no-legal-strategy' : 'does-not-fit';
    if (input.deadline !== null && figures && figures.wall.value > input.deadline) return 'too-slow';
    if (input.budget !== null && figures?.cost && figures.cost.value > input.budget) return 'over-budget';
    return 'fits';
  }

  function check(rule: ReportInput['assertions'][number], peak: number): Assertion[] {
    const known = ASSERTABLE[rule.key];
    const value = known && figures ? known.of(figures, peak) : null;
    if (!known || value === null) return [];
    return [{ ...rule, unit: known.unit, value, holds: holds(value, rule.comparison, rule.limit) }];
  }
}

const isLaidOutAs = (ran: PublishedRun, { tp, pp, cp, dp }: TrainingEstimate['strategy']): boolean =>
  ran.tp === tp && ran.pp === pp && ran.cp === cp && ran.dp === dp;

const answerBecause = (estimate: TrainingEstimate, bill: Bill): Because => ({
  name: 'answer',
  value: estimate.run.wallSeconds.value,
  low: estimate.run.wallSeconds.low,
  high: estimate.run.wallSeconds.high,
  unit: 's',
  kind: 'formula',
  formula: 'estimate.run; bill',
  inputs: [estimate.because, bill.because],
});
