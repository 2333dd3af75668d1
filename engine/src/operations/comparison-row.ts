import type { ComparisonRow } from '../report/comparison.ts';
import type { TrainReport } from '../report/train-report.ts';
import type { Problem, TrainingPlan } from '../training/answer.ts';
import type { Setting } from './scenario/setting.ts';

/** A row before it is held against the others. */
export type Row = Omit<ComparisonRow, 'front'>;

/** A machine's plan as a row. */
export function rowOf({ chip, machine, problem }: Setting, plan: TrainingPlan, report: TrainReport): Row {
  const { figures, memory, outcome } = report;
  return {
    chip: chip.id,
    chipName: chip.name,
    accelerators: machine.count,
    precision: problem.precision.compute,
    outcome,
    meets: outcome === 'fits' && report.assertions.every(({ holds }) => holds),
    problem: report.strategy ? null : reasonOf(plan, outcome === 'does-not-fit'),
    strategy: report.strategy,
    wall: figures?.wall ?? null,
    acceleratorHours: figures?.acceleratorHours ?? null,
    cost: figures?.cost ?? null,
    energy: figures?.energy ?? null,
    carbon: figures?.carbon ?? null,
    mfu: figures?.mfu ?? null,
    peakMemory: memory?.peak ?? null,
    capacity: machine.rates.capacity,
    memoryShare: memory ? memory.peak.value / memory.capacity : null,
  };
}

/** What the leanest strategy needs, or the rule that was broken most often. */
function reasonOf({ refused }: TrainingPlan, memory: boolean): Problem | null {
  const found = (memory && refused.find(({ rule }) => rule === 'memory')) || refused[0];
  return found?.example ?? null;
}

/** The row of a machine that cannot run what is asked, known before any search. */
export const rowWithoutPlan = ({ chip, machine, scenario }: Setting, problem: Problem): Row => ({
  chip: chip.id,
  chipName: chip.name,
  accelerators: machine.count,
  precision: scenario.train.precision ?? String(problem.values.format),
  outcome: 'no-legal-strategy',
  meets: false,
  problem,
  strategy: null,
  wall: null,
  acceleratorHours: null,
  cost: null,
  energy: null,
  carbon: null,
  mfu: null,
  peakMemory: null,
  capacity: machine.rates.capacity,
  memoryShare: null,
});
