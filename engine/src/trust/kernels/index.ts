/**
 * kernels/ - published kernel and collective timings, predicted at the best grade there is.
 * In: a kernel row (shape, format, ranks) and the catalogue. Out: the printed quantity predicted, with its interval, or a refusal.
 * Silicon: the fitted formula of that chip and library; family: medians of its relatives; datasheet: peak x reachable share, 0.8 of
 * memory bandwidth, links as the catalogue states them. What these rows time was kept out of every fit (calibration/held-out.ts).
 */
import { chipOfRow } from '../rows/accelerator.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { shownValue } from '../rows/shown-value.ts';
import type { RowCatalogue } from '../rows/to-training-case.ts';
import type { PredictedRow } from '../score.ts';
import { attentionCall, attentionKernel } from './attention.ts';
import { type Bench, benchOf, type KernelTime } from './bench.ts';
import type { Amounts, KernelCall, Place, Refusal } from './call.ts';
import { collectiveCall, collectiveKernel } from './collective.ts';
import { dispatchCall, dispatchKernel } from './dispatch.ts';
import { gemmCall, gemmKernel, groupedCall, groupedKernel } from './gemm.ts';
import { memoryKernel } from './memory.ts';
import { KERNEL_WIDTHS } from './widths.ts';

export type KernelPrediction = Omit<PredictedRow, 'id' | 'family' | 'accelerator'> | { readonly refused: string };

const KINDS: Readonly<Record<string, (row: KernelRow, bench: Bench) => KernelTime | { readonly refused: string }>> = {
  gemm: gemmKernel,
  grouped_gemm: groupedKernel,
  attention: attentionKernel,
  collective: collectiveKernel,
  moe_all_to_all: dispatchKernel,
  memory: memoryKernel,
};

const CALLS: Readonly<Record<string, (row: KernelRow, place: Place) => KernelCall | Refusal>> = {
  gemm: gemmCall,
  grouped_gemm: groupedCall,
  attention: (row) => attentionCall(row) ?? { refused: 'batch, sequence or heads are not printed' },
  collective: (row) => collectiveCall(row),
  moe_all_to_all: dispatchCall,
};

/** Kinds of rows that have a formula. */
export const FORMULA_KINDS: readonly string[] = Object.keys(CALLS);

/** A row as a call of a formula, or why it is none. */
export function kernelCall(row: KernelRow, place: Place): KernelCall | Refusal {
  const call = Object.hasOwn(CALLS, row.kind) ? CALLS[row.kind]! : undefined;
  return call ? call(row, place) : { refused: `kernels of kind "${shownValue(row.kind)}" have no formula` };
}

/** One kernel row predicted in the quantity that it prints. */
export function kernelPrediction(row: KernelRow, catalogue: RowCatalogue): KernelPrediction {
  const kind = Object.hasOwn(KINDS, row.kind) ? KINDS[row.kind]! : undefined;
  if (!kind) return { refused: `kernels of kind "${shownValue(row.kind)}" are not priced` };
  const name = row.hardware.accelerator;
  const chip = name ? chipOfRow(catalogue, GENERATION.get(name) ?? name) : undefined;
  if (!chip)
    return { refused: `no datasheet of "${shownValue(name ?? 'an accelerator not named')}" is in the catalogue` };
  const bench = benchOf(catalogue, chip, row);
  const time = kind(row, bench);
  if ('refused' in time) return time;
  const printed = printedQuantity(row, time);
  if (!printed) return { refused: `none of ${shownValue(Object.keys(row.measured).join(', '))} follows from the row` };
  const sides = sidesOf(time.width) ?? sidesOf(KERNEL_WIDTHS[row.kind]!)!;
  const { quantity, measured, predicted } = printed;
  return {
    quantity,
    measured,
    predicted,
    ...intervalOf(predicted, printed.invert, sides),
    grade: time.grade ?? 'datasheet',
    assumed: [...bench.assumed, ...time.assumed],
    ...(time.naiveSeconds === undefined ? {} : { naive: printed.invert ? 1 / time.naiveSeconds : time.naiveSeconds }),
  };
}

interface Sides {
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
}

/** Widths of one number serve both sides alike. */
function sidesOf(width: Sides | { readonly p80: number; readonly p90: number } | undefined): Sides | undefined {
  if (!width) return undefined;
  const both = (side: number | { readonly low: number; readonly high: number }) =>
    typeof side === 'number' ? { low: side, high: side } : side;
  return { p80: both(width.p80), p90: both(width.p90) };
}

/** Widths are those of a time; a rate falls as the time rises. */
function intervalOf(predicted: number, rate: boolean, { p80, p90 }: Sides) {
  const [down, up] = rate ? (['high', 'low'] as const) : (['low', 'high'] as const);
  return {
    low: predicted * Math.exp(-p90[down]),
    high: predicted * Math.exp(p90[up]),
    low80: predicted * Math.exp(-p80[down]),
    high80: predicted * Math.exp(p80[up]),
  };
}

/** Tables that name a compute capability mean the chip of that generation they were run on. */
const GENERATION: ReadonlyMap<string, string> = new Map([
  ['SM90', 'NVIDIA H800'],
  ['SM100', 'NVIDIA B200'],
]);

interface Printed {
  readonly quantity: string;
  readonly measured: number;
  readonly predicted: number;
  /** A rate: the naive line falls as its seconds rise. */
  readonly invert: boolean;
}

/** Seconds that a row's first figure means, by the amounts of its call; undefined where none follows. */
export function measuredSeconds(row: KernelRow, amounts: Amounts): number | undefined {
  const printed = printedQuantity(row, { ...amounts, seconds: 1, assumed: [] });
  if (!printed) return undefined;
  const seconds = printed.invert ? printed.predicted / printed.measured : printed.measured / 1e6;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** The first figure a row prints of: time, FLOP rate, bus or algorithm bandwidth, bytes moved per second. */
function printedQuantity(row: KernelRow, time: KernelTime): Printed | undefined {
  const rate = (quantity: string, amount: number | undefined, scale: number): Printed | undefined => {
    const measured = positive(row.measured[quantity]);
    if (measured === undefined || amount === undefined) return undefined;
    return { quantity, measured, predicted: amount / time.seconds / scale, invert: true };
  };
  const microseconds = positive(row.measured.time_us);
  if (microseconds !== undefined)
    return { quantity: 'time_us', measured: microseconds, predicted: time.seconds * 1e6, invert: false };
  return (
    rate('tflops', time.flops, 1e12) ??
    rate('busbw_gb_per_s', time.busBytes, 1e9) ??
    rate('bottleneck_bw_gb_per_s', time.movedBytes, 1e9) ??
    rate('logical_bw_gb_per_s', time.logicalBytes, 1e9) ??
    rate('achieved_bw_gb_per_s', time.movedBytes, 1e9) ??
    rate('bw_gb_per_s_per_chip', time.movedBytes, 1e9) ??
    rate('memory_bw_gb_per_s', time.movedBytes, 1e9)
  );
}
