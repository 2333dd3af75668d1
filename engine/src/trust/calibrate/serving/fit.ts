import { type EngineProfile, OVERHEADS, type OverheadName } from '../../../serving/index.ts';
import type { PredictionTools } from '../../serving/predict/ready.ts';
import { type OverheadValues, type ServingFitCase, servingErrors } from './fit-case.ts';

/** Terms of an engine that runs of it decide; the others stay at what kernel tables and priors say. */
export const FITTED_TERMS: readonly OverheadName[] = [
  ...(['layer', 'moe', 'narrowing', 'grouping', 'step', 'sequence'] as const),
  ...(['chunk', 'floor', 'launch', 'tile'] as const),
  ...(['allReduce', 'allReduceBlackwell', 'request', 'inputToken'] as const),
];

export interface ServingFit {
  readonly values: OverheadValues;
  /** ln(predicted / measured) of every target: by the fit, and by a fit that saw no row of the target's group. */
  readonly errors: Float64Array;
  readonly leftOut: Float64Array;
}

/** A factor of two from its prior costs a term as much as one group of rows that is off by a tenth throughout. */
const PRIOR_SPREAD = 0.7;
const PRIOR_WEIGHT = 0.002;
/** No group of rows weighs more than another that has so many of them. */
const FULL_GROUP = 14;
const STEP = 0.08;
const ROUNDS = 7;
const SMALLEST = 1e-3;
/** Of the normal equations' diagonal: a change of the term by a half moves errors by less than half a per cent. */
const UNFELT = 1e-4;

/**
 * Overheads of one engine from its runs: Gauss-Newton on logarithms, robust, each group of rows with the same weight, drawn to the priors.
 * Errors left out follow from the same normal equations without the group: exact where figures are linear in the terms.
 */
export function fitServing(
  cases: readonly ServingFitCase[],
  profile: EngineProfile,
  start: OverheadValues,
  tools: PredictionTools,
  say: (text: string) => void = () => {},
  near = false,
): ServingFit {
  const terms = FITTED_TERMS.filter((name) => actsOn(name, cases));
  const prior = terms.map((name) => Math.log(Math.max(SMALLEST, OVERHEADS[name].prior)));
  let at = terms.map((name) => Math.log(Math.max(SMALLEST, start[name] ?? OVERHEADS[name].prior)));
  const valuesOf = (logs: readonly number[]): OverheadValues => ({
    ...start,
    ...Object.fromEntries(terms.map((name, i) => [name, bounded(name, Math.exp(logs[i]!))])),
  });
  const errorsAt = (logs: readonly number[]) => servingErrors(cases, profile, valuesOf(logs), tools);
  const rows = targetsOf(cases);
  const reach = (logs: readonly number[]): Reached => {
    const errors = errorsAt(logs);
    return { at: [...logs], errors, loss: lossOf(errors, rows, logs, prior) };
  };
  let best: (Reached & { slopes: Float64Array[] }) | undefined;
  for (const begin of near ? [at] : beginnings(terms, at)) {
    const found = descend(reach(begin), reach, rows, prior, say);
    if (!best || found.loss < best.loss) best = found;
  }
  const { errors, slopes } = best!;
  at = best!.at;
  const leftOut = new Float64Array(errors.length);
  for (const group of new Set(rows.map((row) => row.group))) {
    const move = solved(errors, slopes, rows, at, prior, (row) => row.group !== group);
    rows.forEach((row, r) => {
      if (row.group !== group) return;
      leftOut[r] = slopes.reduce((e, slope, i) => e + slope[r]! * Math.max(-1.5, Math.min(1.5, move[i]!)), errors[r]!);
    });
  }
  const rounded = Object.fromEntries(Object.entries(valuesOf(at)).map(([name, v]) => [name, Number(v.toPrecision(3))]));
  return { values: rounded, errors, leftOut };
}

/** A set of logarithms of terms with what it leaves. */
interface Reached {
  readonly at: number[];
  readonly errors: Float64Array;
  readonly loss: number;
}

/**
 * Where a descent starts: where the fit stood, and with launches so slow that hosts hold prompts back. Of two times of which the longer
 * counts the shorter has no slope, so that neither side of that fence is seen from the other.
 */
function beginnings(terms: readonly OverheadName[], at: readonly number[]): number[][] {
  const launch = terms.indexOf('launch');
  if (launch < 0) return [[...at]];
  return [[...at], ...SLOW_LAUNCHES.map((us) => at.map((x, i) => (i === launch ? Math.log(us) : x)))];
}

const SLOW_LAUNCHES = [40]; // us

/** Down from one set of terms until nothing more is gained. */
function descend(
  start: Reached,
  reach: (logs: readonly number[]) => Reached,
  rows: readonly TargetRow[],
  prior: readonly number[],
  say: (text: string) => void,
): Reached & { slopes: Float64Array[] } {
  let now = start;
  let slopes: Float64Array[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { at, errors } = now;
    slopes = at.map((_, i) => {
      const there = reach(at.map((x, j) => (i === j ? x + STEP : x))).errors;
      return there.map((e, r) => (e - errors[r]!) / STEP);
    });
    const better = stepDown(now, slopes, reach, rows, prior);
    if (!better) break;
    say(`  round ${round + 1}: loss ${better.loss.toFixed(4)}`);
    const gained = now.loss - better.loss;
    now = better;
    if (gained < 1e-3 * now.loss) break;
  }
  return { ...now, slopes };
}

/** The first of ever more careful steps that gains anything. Loads are simulated event by event, so that slopes are rough. */
function stepDown(
  { at, errors, loss }: Reached,
  slopes: readonly Float64Array[],
  reach: (logs: readonly number[]) => Reached,
  rows: readonly TargetRow[],
  prior: readonly number[],
): Reached | undefined {
  for (const damping of DAMPINGS) {
    const move = solved(errors, slopes, rows, at, prior, () => true, damping);
    for (let scale = 1; scale > 0.2; scale /= 2) {
      const tried = reach(at.map((x, i) => x + scale * Math.max(-1, Math.min(1, move[i]!))));
      if (tried.loss < loss) return tried;
    }
  }
  return undefined;
}

const DAMPINGS = [0, 0.3, 3]; // times the normal equations' diagonal

interface TargetRow {
  readonly group: string;
  readonly bend: number;
  readonly weight: number;
}

function targetsOf(cases: readonly ServingFitCase[]): TargetRow[] {
  const sizes = new Map<string, number>();
  for (const { group } of cases) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return cases.flatMap(({ group, targets }) =>
    targets.map(({ bend, weight }) => ({ group, bend, weight: weight / Math.max(FULL_GROUP, sizes.get(group)!) })),
  );
}

function actsOn(name: OverheadName, cases: readonly ServingFitCase[]): boolean {
  const some = (holds: (one: ServingFitCase['one']) => boolean) => cases.some(({ one }) => holds(one));
  const blackwell = (one: ServingFitCase['one']) => one.problem.machine.chip.architecture.startsWith('blackwell');
  switch (name) {
    case 'allReduce':
      return some((one) => one.problem.deployment.tp > 1 && !blackwell(one));
    case 'allReduceBlackwell':
      return some((one) => one.problem.deployment.tp > 1 && blackwell(one));
    case 'moe':
      return some((one) => one.problem.architecture.blocks.some(({ mlp }) => mlp?.kind === 'moe'));
    case 'narrowing':
      return some((one) => narrows(one, true));
    case 'grouping':
      return some((one) => narrows(one, false));
    case 'launch':
      return some(launches);
    case 'floor':
      return some((one) => one.profile.overlaps);
    case 'tile':
      return some(({ profile, problem }) => {
        const { architecture, deployment } = problem;
        const routed = architecture.blocks.some(({ mlp }) => mlp?.kind === 'moe');
        return profile.portableExperts === true && routed && deployment.weights.expertsFit === 'fp8-block';
      });
    default:
      return true;
  }
}

const ONE_SCALE = /^(fp8|int8)$/;
const narrows = ({ problem }: ServingFitCase['one'], one: boolean): boolean =>
  problem.deployment.weights.quantisesActivations && ONE_SCALE.test(problem.deployment.weights.gemmFit) === one;

/** Iterations with prompts are not replayed from graphs. */
const launches = ({ profile, flags }: ServingFitCase['one']): boolean =>
  (flags.eagerPrompts ?? profile.eagerPrompts) === true ||
  (flags.graphTokens ?? profile.graphTokens) < (flags.maxBatchedTokens ?? 0);

const bounded = (name: OverheadName, value: number): number =>
  Math.max(OVERHEADS[name].low, Math.min(OVERHEADS[name].high, value));

/** Huber: squares up to the bend. Figures that could not be predicted count nothing. */
function lossOf(errors: Float64Array, rows: readonly TargetRow[], at: readonly number[], prior: readonly number[]) {
  let sum = 0;
  rows.forEach(({ bend, weight }, r) => {
    const e = Math.abs(errors[r]!);
    if (Number.isFinite(e)) sum += weight * (e <= bend ? (e * e) / 2 : bend * (e - bend / 2));
  });
  at.forEach((x, i) => {
    sum += (PRIOR_WEIGHT / 2) * ((x - prior[i]!) / PRIOR_SPREAD) ** 2;
  });
  return sum;
}

/** The step of Gauss-Newton with weights of the robust loss. */
function solved(
  errors: Float64Array,
  slopes: readonly Float64Array[],
  rows: readonly TargetRow[],
  at: readonly number[],
  prior: readonly number[],
  counts: (row: TargetRow) => boolean,
  damping = 0,
): number[] {
  const n = slopes.length;
  const matrix = Array.from({ length: n }, () => new Float64Array(n + 1));
  rows.forEach((row, r) => {
    const e = errors[r]!;
    if (!Number.isFinite(e) || !counts(row)) return;
    const weight = row.weight * Math.min(1, row.bend / Math.max(1e-9, Math.abs(e)));
    for (let i = 0; i < n; i++) {
      const slope = weight * slopes[i]![r]!;
      if (!Number.isFinite(slope)) continue;
      for (let j = 0; j < n; j++) matrix[i]![j]! += slope * slopes[j]![r]!;
      matrix[i]![n]! -= slope * e;
    }
  });
  for (let i = 0; i < n; i++) {
    const hold = PRIOR_WEIGHT / PRIOR_SPREAD ** 2;
    // A term that these runs hardly feel stays where it is: other runs may have said it.
    const felt = matrix[i]![i]! > UNFELT;
    matrix[i]![i]! += damping * matrix[i]![i]! + hold + 1e-9;
    if (felt) matrix[i]![n]! -= hold * (at[i]! - prior[i]!);
  }
  return eliminated(matrix);
}

function eliminated(matrix: Float64Array[]): number[] {
  const n = matrix.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let j = i + 1; j < n; j++) if (Math.abs(matrix[j]![i]!) > Math.abs(matrix[pivot]![i]!)) pivot = j;
    [matrix[i], matrix[pivot]] = [matrix[pivot]!, matrix[i]!];
    for (let j = i + 1; j < n; j++) {
      const factor = matrix[j]![i]! / matrix[i]![i]!;
      for (let k = i; k <= n; k++) matrix[j]![k]! -= factor * matrix[i]![k]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = matrix[i]![n]!;
    for (let k = i + 1; k < n; k++) sum -= matrix[i]![k]! * x[k]!;
    x[i] = sum / matrix[i]![i]!;
  }
  return x;
}
