import { type EngineProfile, meanOf, type OverheadName, type Overheads, overheadsOf } from '../../../serving/index.ts';
import type { ServingCase } from '../../serving/case.ts';
import type { Figures } from '../../serving/predict/figures.ts';
import { decodeSeconds } from '../../serving/predict/plain-steps.ts';
import { type PredictionTools, readyOf } from '../../serving/predict/ready.ts';
import { runCase } from '../../serving/predict-serving.ts';

/** A row that a fit sees: its case, the figures of it that count, and its group. */
export interface ServingFitCase {
  readonly one: ServingCase;
  /** Model, chip and format: what is left out together. */
  readonly group: string;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly quantity: string;
  readonly measured: number;
  /** Where the loss turns from squares to sizes, in ln(predicted / measured), and what a figure counts. */
  readonly bend: number;
  readonly weight: number;
}

/** Paces of tokens are known to a few per cent, first tokens depend on how a benchmark starts. */
const COUNTS: Readonly<Record<string, Pick<Target, 'bend' | 'weight'>>> = {
  tpot_ms: { bend: 0.08, weight: 1 },
  // Of a batch whose prompts and spread of lengths are not stated.
  itl_p50_ms: { bend: 0.08, weight: 0.25 },
  ttft_ms: { bend: 0.2, weight: 0.15 },
};

export function fitCaseOf(one: ServingCase): ServingFitCase | undefined {
  const targets = one.quantities.flatMap(({ quantity, measured }): Target[] =>
    COUNTS[quantity] ? [{ quantity, measured, ...COUNTS[quantity] }] : [],
  );
  if (targets.length === 0) return undefined;
  const { architecture, machine, deployment } = one.problem;
  return { one, group: `${architecture.id} ${machine.chip.id} ${deployment.weights.id}`, targets };
}

/** Values in the units of OVERHEADS, as a fit moves them. */
export type OverheadValues = Partial<Record<OverheadName, number>>;

/** ln(predicted / measured) of every target of every case under these overheads, in their order; NaN where nothing is predicted. */
export function servingErrors(
  cases: readonly ServingFitCase[],
  profile: EngineProfile,
  values: OverheadValues,
  tools: PredictionTools,
): Float64Array {
  const tried = { ...profile, overheads: overheadsOf(values as Partial<Overheads>) };
  tools.timers.clear();
  const errors: number[] = [];
  for (const { one, targets } of cases) {
    const figures = figuresOf({ ...one, profile: tried }, tools);
    for (const { quantity, measured } of targets) errors.push(Math.log(figures[quantity]! / measured));
  }
  return Float64Array.from(errors);
}

/** A full batch needs no simulation for the usual gap between tokens: most iterations of it decode and do nothing else. */
function figuresOf(one: ServingCase, tools: PredictionTools): Figures {
  const { load } = one;
  if (load.kind !== 'steady') return runCase(one, tools).figures;
  const input = meanOf(load.input);
  const output = meanOf(load.output);
  const { timer } = readyOf(one, one.problem, { longest: input + output, usual: input + output }, tools);
  return { itl_p50_ms: 1e3 * decodeSeconds(timer, load.running, input + output / 2) };
}
