import type { Limits, Parameter, Values } from '../../../cost/index.ts';
import { nearbyResidual } from '../../../cost/index.ts';
import type { FitError, FitWidth, KernelFit } from '../../../facts/index.ts';
import { quantile } from '../../statistics.ts';
import { chooseGrid, GRID_POINTS } from './choose-grid.ts';
import { minimise } from './minimise.ts';
import { fractionOf, thinned } from './sampling.ts';
import type { KernelTable, Sample } from './table.ts';

const FIT_ROWS = 2500; // more change the parameters by less than their rounding
const GRID_ROWS = 8000; // candidates of the grid
const SCORE_ROWS = 2500; // left-out rows scored in one fold
const FOLDS = 6;
const GRID_SHARE = 4; // measured rows behind one point of the grid at the least
const NOMINAL_SHIFT = 0.02; // shapes of one layout are not exchangeable: each tail is asked for two points more

const ONE_GROUP = 'one layout only: its errors are those of the rows it was fitted to';

/** `chip/kind/format/library/kernel`. */
export const fitId = ({
  chip,
  form,
  format,
  library,
  kernel,
}: Pick<KernelTable<unknown>, 'chip' | 'format' | 'library' | 'kernel'> & {
  readonly form: { readonly kind: string };
}): string => [chip, form.kind, format, library.replaceAll(' ', '-'), kernel].join('/');

/** Fits a table: parameters on all rows, errors and widths on whole shapes left out in six folds (of a thin table, on one row after another), a grid of what the formula misses. */
export function calibrateTable<Shape>(table: KernelTable<Shape>, limits: Limits): KernelFit {
  const { form, samples } = table;
  let all = fit(table, samples, limits, {});
  for (let again = 1; again < (table.attempts ?? 1); again++) all = fit(table, samples, limits, all);
  const left: LeftOut[] = [];
  // Twenty rows hold few groups, and one of them may be half the table: each row is then left out by itself.
  const group = ({ shape }: Sample<Shape>) =>
    table.thin ? `${form.group(shape)} ${form.coordinates(shape)}` : form.group(shape);
  const folds = foldsOf(samples.map(group), table.thin ? samples.length : FOLDS);
  const count = Math.max(0, ...folds.values()) + 1;
  for (let fold = 0; fold < count; fold++) {
    const inFold = (s: Sample<Shape>) => folds.get(group(s)) === fold;
    const test = thinned(samples.filter(inFold), SCORE_ROWS);
    if (test.length === 0) continue;
    const train = samples.filter((s) => !inFold(s));
    const learned = train.length > 0 ? fit(table, train, limits, all) : all;
    const grid = gridOf(table, train, learned, limits);
    for (const { shape, microseconds, weight } of test) {
      const formula = Math.log(form.microseconds(shape, learned, limits, learned) / microseconds);
      const corrected = grid.length > 0 ? formula + nearbyResidual(grid, form.coordinates(shape)) : formula;
      left.push({ formula, corrected, usual: weight >= 1, band: table.thin ? 0 : form.band(shape, microseconds) });
    }
  }
  const usual = left.some((row) => row.usual) ? left.filter((row) => row.usual) : left;
  const formula = errorOf(usual.map((row) => row.formula));
  const corrected = errorOf(usual.map((row) => row.corrected));
  const pays = corrected.mean < formula.mean; // a table whose rest is noise ships without a grid
  const shipped = (row: LeftOut) => (pays ? row.corrected : row.formula);
  const inSample = table.inSample ?? (new Set(folds.values()).size < 2 ? ONE_GROUP : undefined);
  const names = (list: readonly Parameter[]) => Object.fromEntries(list.map(({ name }) => [name, all[name]!]));
  return {
    id: fitId(table),
    chip: table.chip,
    kind: form.kind,
    format: table.format,
    library: table.library,
    kernel: table.kernel,
    parameters: names(form.parameters),
    bench: names(form.benchParameters.filter(({ name }) => name in (table.bench ?? {}))),
    residuals: pays ? gridOf(table, samples, all, limits) : [],
    leftOut: { formula, shipped: pays ? corrected : formula, everyShape: errorOf(left.map(shipped)) },
    widths: widthsOf(usual.map((row) => ({ error: shipped(row), band: row.band }))),
    ...(inSample ? { inSample } : {}),
    source: table.source,
  };
}

/** Whole groups dealt to folds in an order that no pattern of their names decides. One group alone is in no fold but the first. */
function foldsOf(groups: readonly string[], count: number): ReadonlyMap<string, number> {
  const distinct = [...new Set(groups)].sort((a, b) => fractionOf(a) - fractionOf(b));
  return new Map(distinct.map((group, i) => [group, i % count]));
}

/** One left-out call: ln(predicted / measured) by the formula and with the grid. */
interface LeftOut {
  readonly formula: number;
  readonly corrected: number;
  /** A shape that models have: full weight in its table. */
  readonly usual: boolean;
  readonly band: number;
}

function fit<Shape>(
  table: KernelTable<Shape>,
  rows: readonly Sample<Shape>[],
  limits: Limits,
  start: Values,
): Record<string, number> {
  const { form, fixed = {}, bench = {} } = table;
  const some = thinned(rows, FIT_ROWS);
  const parameters = [...form.parameters, ...form.benchParameters];
  const free = [
    ...form.parameters.filter((p) => !p.given && !(p.name in fixed)).map((p) => p.name),
    ...form.benchParameters.filter((p) => !p.given && p.name in bench).map((p) => p.name),
  ];
  return minimise(
    parameters,
    { ...bench, ...start, ...fixed },
    Float64Array.from(some, (s) => s.weight),
    (values, out) => {
      for (let i = 0; i < some.length; i++) {
        const { shape, microseconds } = some[i]!;
        out[i] = Math.log(form.microseconds(shape, values, limits, values) / microseconds);
      }
    },
    free,
  );
}

function gridOf<Shape>(
  { form, grid = true }: KernelTable<Shape>,
  rows: readonly Sample<Shape>[],
  values: Values,
  limits: Limits,
): number[][] {
  if (!grid) return [];
  const candidates = thinned(byWeight(rows), GRID_ROWS).map(({ shape, microseconds }) => ({
    at: form.coordinates(shape),
    residual: Math.log(microseconds / form.microseconds(shape, values, limits, values)),
  }));
  return chooseGrid(candidates, Math.min(GRID_POINTS, Math.floor(candidates.length / GRID_SHARE)));
}

/** Rows of little weight are taken as seldom as they weigh: the grid gathers where models are. */
const byWeight = <Shape>(rows: readonly Sample<Shape>[]): readonly Sample<Shape>[] =>
  rows.filter((row, i) => (Math.imul(i + 1, 0x85ebca6b) >>> 0) / 2 ** 32 < row.weight);

/** `errors` = ln(predicted / measured). */
export function errorOf(errors: readonly number[]): FitError {
  const sizes = errors.map((e) => Math.abs(Math.exp(e) - 1));
  return {
    median: share(quantile(sizes, 0.5)),
    mean: share(sizes.reduce((sum, e) => sum + e, 0) / Math.max(1, sizes.length)),
    p90: share(quantile(sizes, 0.9)),
    bias: share(quantile(errors, 0.5)),
    rows: errors.length,
  };
}

/** Split-conformal widths: quantiles of ln(measured / predicted) on left-out shapes, by band. */
export function widthsOf(errors: readonly { readonly error: number; readonly band: number }[]): FitWidth[] {
  const bands = [...new Set(errors.map((e) => e.band))].sort((a, b) => a - b);
  return bands.map((band) => {
    const list = errors.filter((e) => e.band === band).map((e) => -e.error);
    const at = (cover: number) => {
      const tail = Math.max(0.01, (1 - cover) / 2 - NOMINAL_SHIFT);
      return {
        low: share(Math.max(0.01, -quantile(list, tail))),
        high: share(Math.max(0.01, quantile(list, 1 - tail))),
      };
    };
    return { band, p80: at(0.8), p90: at(0.9) };
  });
}

const share = (value: number): number => Number(value.toFixed(4));
