import { attentionBackwardMicroseconds, fittedMicroseconds, limitsOf, prefill } from '@ridgepoint/engine/cost';
import { type Chip, type FitError, findByName, type KernelFit } from '@ridgepoint/engine/facts';
import {
  calibrateTable,
  errorOf,
  type KernelCall,
  type KernelRow,
  type KernelTable,
  kernelCall,
  kernelPrediction,
  type RowCatalogue,
  validateRows,
} from '@ridgepoint/engine/trust';
import type { GpuRows } from './read-rows.ts';
import { halves } from './split.ts';

/** One kind of call: predicted from the catalogue, and by a fit to the other half of its shapes. */
export interface Line {
  readonly what: string;
  readonly fitted: number;
  readonly judged: number;
  /** Grade of the catalogue's predictions. */
  readonly grade: string;
  readonly before: FitError;
  readonly after?: FitError;
}

export interface Comparison {
  readonly rows: GpuRows;
  readonly lines: readonly Line[];
  /** What nothing predicts: shown as measured. */
  readonly shown: readonly string[];
  readonly fits: readonly KernelFit[];
}

interface Timed {
  readonly row: KernelRow;
  readonly call: KernelCall;
  readonly microseconds: number;
}

/** Splits, fits and scores; errors are of the half that no fit saw. Throws where the chip is not in the catalogue. */
export function comparison(rows: GpuRows, catalogue: RowCatalogue): Comparison {
  const name = (rows.kernels[0] ?? rows.training[0])!.hardware.accelerator ?? '';
  const chip =
    findByName(catalogue.chips, name) ?? findByName(catalogue.chips, name.replace(/ HBM3e?|GPU/g, '').trim());
  if (!chip) throw new Error(`the catalogue has no chip "${name}"`);
  const groups = new Map<string, Timed[]>();
  for (const row of rows.kernels) {
    const timed = timedCall(row);
    if (!timed) continue;
    const key = `${timed.call.form.kind} ${timed.call.wanted.format}`;
    groups.set(key, [...(groups.get(key) ?? []), timed]);
  }
  const judgedGroups = [...groups].map(([what, list]) => judge(what, list, chip, catalogue));
  const fits = judgedGroups.flatMap(({ fit }) => fit ?? []);
  const lines = [
    ...judgedGroups.map(({ line }) => line),
    ...backward(rows, chip, catalogue, fits),
    ...plain(
      'memory copy',
      rows.kernels.filter((row) => row.kind === 'memory'),
      catalogue,
    ),
    ...steps(rows, catalogue, fits),
  ];
  const shown = rows.kernels
    .filter((row) => row.kind === 'launch')
    .map((row) => `launch, ${row.op}: ${Number(row.measured.time_us).toFixed(2)} us`);
  return { rows, lines, shown, fits };
}

function timedCall(row: KernelRow): Timed | undefined {
  if (row.kind !== 'gemm' && row.kind !== 'attention') return undefined;
  const call = kernelCall(row, { domain: 1, network: 0 });
  const microseconds = Number(row.measured.time_us);
  return 'refused' in call || !(microseconds > 0) ? undefined : { row, call, microseconds };
}

function judge(what: string, list: readonly Timed[], chip: Chip, catalogue: RowCatalogue) {
  const { form, wanted, peak } = list[0]!.call;
  const { fitted, judged } = halves(
    list,
    ({ call }) => form.group(call.shape),
    ({ call }) => form.coordinates(call.shape).join(),
  );
  const limits = limitsOf(chip, peak);
  const table: KernelTable<never> = {
    form,
    chip: chip.id,
    format: wanted.format,
    library: wanted.library || 'local',
    kernel: wanted.kernel || 'local',
    peakFormat: peak,
    samples: fitted.map(({ call, microseconds }) => ({ shape: call.shape, microseconds, weight: 1 })),
    // Operands arrive in the format they are multiplied in: nothing tells the cost of narrowing them.
    ...(form.kind === 'gemm' ? { fixed: { q: 0 } } : {}),
    source: { url: 'https://example.org/local', date: '1970-01-01', file: 'local' },
  };
  const fit = fitted.length > 0 ? { ...calibrateTable(table, limits), local: true as const } : undefined;
  const before = judged.map(({ row }) => kernelPrediction(row, catalogue));
  const log = (predicted: number, i: number) => Math.log(predicted / judged[i]!.microseconds);
  const line: Line = {
    what,
    fitted: fitted.length,
    judged: judged.length,
    grade: gradeOf(before),
    before: errorOf(before.flatMap((one, i) => ('refused' in one ? [] : [log(one.predicted, i)]))),
    ...(fit
      ? { after: errorOf(judged.map(({ call }, i) => log(fittedMicroseconds(form, fit, call.shape, limits, true), i))) }
      : {}),
  };
  return { line, fit };
}

const gradeOf = (list: readonly ({ grade: string } | { refused: string })[]): string =>
  [...new Set(list.map((one) => ('refused' in one ? 'refused' : one.grade)))].join(', ') || '-';

/** Backward attention is a stated ratio of forward: before by the catalogue's forward, after by the one fitted here. */
function backward(rows: GpuRows, chip: Chip, catalogue: RowCatalogue, fits: readonly KernelFit[]): Line[] {
  const list = rows.kernels.flatMap((row) => {
    const forward: KernelRow = { ...row, kind: 'attention', op: 'prefill attention' };
    const timed = row.kind === 'attention_backward' ? timedCall(forward) : undefined;
    return timed ? [timed] : [];
  });
  if (list.length === 0) return [];
  const { judged } = halves(
    list,
    ({ call }) => prefill.group(call.shape),
    ({ row }) => row.id,
  );
  const before = judged.map(({ row }) => kernelPrediction(row, catalogue));
  const log = (forward: number, i: number) =>
    Math.log(attentionBackwardMicroseconds(forward) / judged[i]!.microseconds);
  const fit = fits.find((one) => one.kind === 'prefill' && one.format === 'bf16');
  const limits = limitsOf(chip, 'bf16');
  return [
    {
      what: 'attention backward',
      fitted: 0,
      judged: judged.length,
      grade: gradeOf(before),
      before: errorOf(before.flatMap((one, i) => ('refused' in one ? [] : [log(one.predicted, i)]))),
      ...(fit
        ? {
            after: errorOf(
              judged.map(({ call }, i) => log(fittedMicroseconds(prefill, fit, call.shape, limits, true), i)),
            ),
          }
        : {}),
    },
  ];
}

/** Rows that have no formula to fit. */
function plain(what: string, list: readonly KernelRow[], catalogue: RowCatalogue): Line[] {
  const made = list.map((row) => kernelPrediction(row, catalogue));
  const errors = made.flatMap((one) => ('refused' in one ? [] : [Math.log(one.predicted / one.measured)]));
  return errors.length > 0
    ? [{ what, fitted: 0, judged: errors.length, grade: gradeOf(made), before: errorOf(errors) }]
    : [];
}

/** Steps by the catalogue, and with the kernels fitted here in it; no step is fitted to. */
function steps(rows: GpuRows, catalogue: RowCatalogue, fits: readonly KernelFit[]): Line[] {
  if (rows.training.length === 0) return [];
  const scored = (kernels: readonly KernelFit[]) =>
    validateRows(rows.training, { ...catalogue, kernels }).rows.flatMap((row) => ('refused' in row ? [] : [row]));
  const own = scored(catalogue.kernels);
  if (own.length === 0) return [];
  const errors = (list: typeof own) => errorOf(list.map((row) => Math.log(row.predicted / row.measured)));
  return [...new Set(own.map((row) => row.quantity))].map((quantity) => {
    const of = (list: typeof own) => list.filter((row) => row.quantity === quantity);
    return {
      what: `training step, ${quantity}`,
      fitted: 0,
      judged: of(own).length,
      grade: gradeOf(of(own)),
      before: errors(of(own)),
      after: errors(of(scored([...catalogue.kernels, ...fits]))),
    };
  });
}
