import { fittedMicroseconds, type Limits, limitsOf, type Values } from '../../../cost/index.ts';
import type { FitError, KernelFit } from '../../../facts/index.ts';
import { kernelPrediction } from '../../kernels/index.ts';
import type { RowCatalogue } from '../../rows/to-training-case.ts';
import { quantile } from '../../statistics.ts';
import { errorOf } from '../kernels/calibrate-table.ts';
import { minimise } from '../kernels/minimise.ts';
import { fractionOf, thinned } from '../kernels/sampling.ts';
import { gathered, type UserCall, type UserGroup } from './group-rows.ts';
import { ownWidths } from './own-widths.ts';
import { type RowsReason, reasonOf, type Unused } from './problem.ts';
import { type Start, startOf } from './start-of.ts';

/** A fit to a user's rows with what it gained. */
export interface KernelResult {
  readonly fit: KernelFit;
  /** What predicted these rows before: the catalogue's fit of this chip, its relatives', or datasheets. */
  readonly before: { readonly grade: Start['grade']; readonly from: readonly string[]; readonly error: FitError };
  /** On shapes left out, one after another (`folds` of them together where there are more). */
  readonly after: { readonly grade: 'silicon'; readonly error: FitError };
  readonly rows: number;
  readonly shapes: number;
  readonly folds: number;
}

/** Fewer shapes than a formula has effects cannot tell them apart. */
export const LEAST_SHAPES = 8;
const MOST_FOLDS = 24; // beyond, shapes are left out in as many parts
const FIT_ROWS = 1500; // more change the parameters by less than their rounding
/** Shares of the expected spread that are tried: how far a start may be left is told by the shapes left out. */
const LOOSER = [0.15, 0.4, 1];
const WORTH = 0.95; // a looser pull must gain a twentieth
const ODD = 30; // a time this many times its neighbours' is no measurement of the call
const SLOW = 100; // hosts that launch one call at a time take up to 80 times a small kernel
const FAST = 20; // no kernel is this much quicker than its formula expects

/** Discrete thresholds: no gradient leads to them. */
const THRESHOLDS: ReadonlySet<string> = new Set(['from', 'up2', 'up4', 'up8', 'wide']);

/** Fits one group, or says why it cannot be; `seen` is told of every fold done. Single odd rows are left out and named. */
export function fitGroup(
  group: UserGroup,
  catalogue: RowCatalogue,
  source: KernelFit['source'],
  seen: (done: number, of: number) => void = () => {},
): { readonly result?: KernelResult; readonly unused: readonly Unused[] } {
  const { chip } = group;
  const { form, wanted, peak } = group.calls[0]!.call;
  const limits = limitsOf(chip, peak);
  const start = startOf(group.calls[0]!.call, chip, catalogue);
  const judged = judge(group.calls, start, limits);
  const fewer = (reason: RowsReason): Unused => ({ places: judged.kept.map(({ place }) => place), reason });
  if (judged.unit) return { unused: [...judged.unused, fewer(judged.unit)] };
  const calls = judged.kept;
  const shapes = new Set(calls.map(keyOf)).size;
  if (shapes < LEAST_SHAPES) {
    const what = `${chip.id} ${form.kind} ${wanted.format}`;
    const few = reasonOf('few-shapes', { what, shapes: String(shapes), least: String(LEAST_SHAPES) }, [
      `${LEAST_SHAPES} to 16 shapes`,
    ]);
    return { unused: calls.length > 0 ? [...judged.unused, fewer(few)] : judged.unused };
  }
  const folds = foldsOf(calls);
  const count = Math.max(...folds) + 1;
  const tries = start.grade === 'datasheet' ? LOOSER.slice(-1) : LOOSER;
  let best: { left: readonly LeftOut[]; looser: number; mean: number } | undefined;
  tries.forEach((looser, t) => {
    const left = leftOut(calls, folds, { ...start, spread: (name) => looser * start.spread(name) }, limits, (fold) =>
      seen(t * count + fold, tries.length * count),
    );
    const { mean } = errorOf(left.map((one) => one.error));
    if (!best || mean < WORTH * best.mean) best = { left, looser, mean };
  });
  const { left, looser } = best!;
  const chosen: Start = { ...start, spread: (name) => looser * start.spread(name) };
  const error = errorOf(left.map((one) => one.error));
  const fit: KernelFit = {
    id: [
      chip.id,
      form.kind,
      wanted.format,
      ...(wanted.kernel && apart(form.kind) ? [wanted.kernel] : []),
      'local',
    ].join('/'),
    chip: chip.id,
    kind: form.kind,
    format: wanted.format,
    library: String(calls[0]!.row.config.software ?? 'local').slice(0, 200) || 'local',
    kernel: (wanted.kernel ?? '').slice(0, 200) || 'all',
    parameters: fitTo(calls, chosen, limits),
    bench: start.bench,
    residuals: start.residuals,
    leftOut: { formula: errorOf(left.map((one) => one.formula)), shipped: error, everyShape: error },
    widths: ownWidths(left),
    local: true,
    source,
  };
  return {
    result: {
      fit,
      before: { grade: start.grade, from: start.from, error: errorOf(beforeOf(calls, catalogue)) },
      after: { grade: 'silicon', error },
      rows: calls.length,
      shapes,
      folds: count,
    },
    unused: judged.unused,
  };
}

/** One left-out call: ln(predicted / measured) with the grid that is kept and by the formula alone. */
interface LeftOut {
  readonly error: number;
  readonly formula: number;
  readonly band: number;
}

function leftOut(
  calls: readonly UserCall[],
  folds: readonly number[],
  start: Start,
  limits: Limits,
  seen: (fold: number) => void,
): LeftOut[] {
  const left: LeftOut[] = [];
  for (let fold = 0; fold <= Math.max(...folds); fold++) {
    seen(fold);
    const parameters = fitTo(
      calls.filter((_, i) => folds[i] !== fold),
      start,
      limits,
    );
    const model = { parameters, bench: start.bench, residuals: start.residuals };
    for (const { call, microseconds } of calls.filter((_, i) => folds[i] === fold)) {
      const predicted = fittedMicroseconds(call.form, model, call.shape, limits, true);
      const plain = fittedMicroseconds(call.form, { ...model, residuals: [] }, call.shape, limits, true);
      left.push({
        error: Math.log(predicted / microseconds),
        formula: Math.log(plain / microseconds),
        band: call.form.band(call.shape, microseconds),
      });
    }
  }
  return left;
}

const apart = (kind: string): boolean => kind === 'custom-all-reduce' || kind === 'dispatch' || kind === 'experts';

/** Two rows of one key time the same call. */
const keyOf = ({ call }: UserCall): string =>
  call.form
    .coordinates(call.shape)
    .map((x) => x.toFixed(4))
    .join();

/** Whole groups (one weight shape, one head layout) where there are enough of them, else single shapes, are left out together. */
function foldsOf(calls: readonly UserCall[]): number[] {
  const groups = calls.map(({ call }) => call.form.group(call.shape));
  const keys = new Set(groups).size >= LEAST_SHAPES ? groups : calls.map(keyOf);
  const order = [...new Set(keys)].toSorted((a, b) => fractionOf(a) - fractionOf(b));
  const place = new Map(order.map((key, i) => [key, i % MOST_FOLDS]));
  return keys.map((key) => place.get(key)!);
}

/** The prior holds what the rows cannot tell; a grid that came with the start is kept as it is. */
function fitTo(calls: readonly UserCall[], start: Start, limits: Limits): Record<string, number> {
  const some = thinned(calls, FIT_ROWS);
  const { form } = some[0]!.call;
  const predict = (values: Values, call: UserCall['call']) =>
    fittedMicroseconds(
      form,
      { parameters: values, bench: start.bench, residuals: start.residuals },
      call.shape,
      limits,
      true,
    );
  return minimise(
    form.parameters,
    start.values,
    new Float64Array(some.length).fill(1),
    (values, out) => {
      for (let i = 0; i < some.length; i++) out[i] = Math.log(predict(values, some[i]!.call) / some[i]!.microseconds);
    },
    form.parameters.filter((p) => !p.given && !THRESHOLDS.has(p.name)).map((p) => p.name),
    undefined,
    { at: start.values, spread: start.spread },
  );
}

interface Judged {
  readonly kept: readonly UserCall[];
  readonly unused: readonly Unused[];
  /** The times of the whole group are in another unit. */
  readonly unit?: RowsReason;
}

/** Times against what the start expects: all of them far off are in another unit, a single one is no time of its call. */
function judge(calls: readonly UserCall[], start: Start, limits: Limits): Judged {
  const expected = calls.map(({ call }) =>
    fittedMicroseconds(call.form, { ...start, parameters: start.values }, call.shape, limits, true),
  );
  const sane = calls.map((_, i) => Number.isFinite(expected[i]!) && expected[i]! > 0);
  const ratios = calls.map(({ microseconds }, i) => microseconds / expected[i]!);
  const usual = quantile(
    ratios.filter((_, i) => sane[i]),
    0.5,
  );
  const show = (value: number) => `${Number(value.toPrecision(3))} us`;
  if (usual > SLOW || usual < 1 / FAST) {
    const middle = ratios.findIndex((ratio, i) => sane[i] && ratio >= usual);
    const at = Math.max(0, middle);
    const unit = usual > SLOW ? (usual < 3e4 ? 'ns' : 'ps') : usual > 1 / 3e4 ? 'ms' : 's';
    const reason = reasonOf('unit', { value: show(calls[at]!.microseconds), expected: show(expected[at]!), unit }, [
      'time_us',
    ]);
    return { kept: calls, unused: [], unit: reason };
  }
  const odd = calls.map((_, i) => !sane[i] || Math.abs(Math.log(ratios[i]! / usual)) > Math.log(ODD));
  return {
    kept: calls.filter((_, i) => !odd[i]),
    unused: gathered(
      calls.flatMap((one, i) =>
        odd[i]
          ? [
              {
                place: one.place,
                reason: reasonOf('time', { value: show(one.microseconds) }, [`~${show(expected[i]! * (usual || 1))}`]),
              },
            ]
          : [],
      ),
    ),
  };
}

/** ln(predicted / measured) by what the catalogue held before. */
function beforeOf(calls: readonly UserCall[], catalogue: RowCatalogue): number[] {
  return calls.flatMap(({ row }) => {
    const before = kernelPrediction(row, catalogue);
    if ('refused' in before) return [];
    const ratio = Math.log(before.predicted / before.measured);
    return [before.quantity === 'time_us' ? ratio : -ratio];
  });
}
