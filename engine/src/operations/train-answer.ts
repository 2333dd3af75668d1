import type { Catalogue, PublishedRun } from '../facts/index.ts';
import type { Assumed } from '../report/assumed.ts';
import { trainReport } from '../report/build.ts';
import type { AsPublished, Flip, Question, ReportLever, TrainReport } from '../report/train-report.ts';
import type { TrainingEstimate, TrainingPlan } from '../training/answer.ts';
import { priceOf } from './bill.ts';
import type { Setting } from './scenario/setting.ts';

export interface Found {
  readonly kind: TrainReport['kind'];
  readonly estimate: TrainingEstimate | null;
  readonly plan: TrainingPlan | null;
  readonly lever: ReportLever | null;
  readonly flips: readonly Flip[];
  readonly asPublished?: AsPublished | null;
}

/** Prices what was found and puts the answer together. Throws InputError. */
export function answer(catalogue: Catalogue, setting: Setting, found: Found): TrainReport {
  const { scenario } = setting;
  const priced = found.estimate ? priceOf(catalogue, setting, found.estimate) : null;
  return trainReport({
    ...found,
    question: questionOf(setting),
    ran: ranAs(catalogue, setting),
    bill: priced?.bill ?? null,
    priced: priced?.priced ?? false,
    rate: priced?.rate ?? {
      currency: 'USD',
      perUsd: 1,
      because: { name: 'exchange_rate', value: 1, unit: '1', kind: 'input' },
    },
    assumed: merged([...setting.assumed, ...engineAssumed(found.estimate), ...(priced?.assumed ?? [])]),
    deadline: scenario.limits?.deadline ?? null,
    budget: setting.money.budget,
    assertions: setting.money.rules,
  });
}

function questionOf({ network, chip, machine, problem }: Setting): Question {
  const { architecture, parameters } = network;
  return {
    model: architecture.id,
    modelName: architecture.name,
    parameters: parameters.total,
    activeParameters: parameters.active,
    chip: chip.id,
    chipName: chip.name,
    machine: machine.name,
    accelerators: machine.count,
    tokens: problem.tokens,
    sequence: problem.sequence,
    globalBatch: problem.globalBatch,
    batchTokens: problem.globalBatch * problem.sequence,
    precision: problem.precision.compute,
    optimizer: problem.optimizer.kind,
    preset: problem.preset,
  };
}

/** The run that its makers published: of the same model, machine, sequence and batch. */
function ranAs({ models }: Catalogue, { network, chip, machine, problem }: Setting): PublishedRun | null {
  const published = models.find(({ id }) => id === network.architecture.id)?.training;
  const run = published?.run;
  return run &&
    run.accelerator === chip.id &&
    run.count === machine.count &&
    published.sequence === problem.sequence &&
    published.batch === problem.globalBatch
    ? run
    : null;
}

/** What the estimate itself took for granted; the run's failures are listed from the scenario's defaults already. */
const engineAssumed = (estimate: TrainingEstimate | null): Assumed[] =>
  (estimate?.assumed ?? []).filter((a) => a.key !== 'interruptions').map((a) => ({ ...a }));

/** One line a key and value: the more exact entry, with its unit, comes first. */
function merged(lines: readonly Assumed[]): Assumed[] {
  const seen = new Set<string>();
  return lines.filter(({ key, value }) => {
    const id = key === 'model' ? `${key}:${value}` : key;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
