import {
  buildFittedMachine,
  chooseFit,
  type FitWanted,
  fittedMicroseconds,
  type Limits,
  limitsOf,
} from '../../cost/index.ts';
import { baseValue, type Chip, type Dtype, type FitWidth } from '../../facts/index.ts';
import { type Machine, peakFlops, REACHABLE_DEFAULT } from '../../machine/index.ts';
import type { KernelRow } from '../rows/row.ts';
import type { RowCatalogue } from '../rows/to-training-case.ts';
import type { Amounts, KernelCall } from './call.ts';
import { ranksOf } from './printed.ts';

/** A chip alone on a bench: no neighbours, no power shared with communication. */
export interface Bench {
  readonly chip: Chip;
  readonly machine: Machine;
  /** FLOP/s of a large product in a format, at datasheet grade. */
  readonly rate: (dtype: Dtype) => number;
  /** The fitted formula of this chip or of its relatives; undefined when nobody measured the kind in this format. */
  readonly fitted: (call: KernelCall) => Fitted | undefined;
  /** Parameters of the fit that `fitted` would use. */
  readonly parametersOf: (wanted: FitWanted) => Readonly<Record<string, number>> | undefined;
  readonly assumed: readonly string[];
}

/** Seconds by a fitted formula, whose silicon it is, and how far such predictions are off. */
export interface Fitted {
  readonly seconds: number;
  readonly grade: 'silicon' | 'family';
  readonly width?: Pick<FitWidth, 'p80' | 'p90'>;
  readonly assumed: readonly string[];
}

/** Seconds of a kernel and the amounts that tables divide by them. */
export interface KernelTime extends Amounts {
  readonly seconds: number;
  /** Absent: datasheet grade. */
  readonly grade?: 'silicon' | 'family';
  readonly width?: Pick<FitWidth, 'p80' | 'p90'>;
  /** The roofline's answer without shapes, launch or latency: the naive line. */
  readonly naiveSeconds?: number;
  readonly assumed: readonly string[];
}

/** From the call to the first instruction and from the last to the next kernel. */
export const KERNEL_FLOOR_SECONDS = 5e-6; // smallest published GEMM and attention timings lie at 4-9 us

/** What a row was measured on. */
export function benchOf(catalogue: RowCatalogue, chip: Chip, row: KernelRow): Bench {
  const measured = chip.reachable?.bf16 ?? chip.reachable?.fp16;
  const share = measured ? baseValue(measured) : REACHABLE_DEFAULT;
  const assumed: string[] = measured ? [] : [`reachable=${REACHABLE_DEFAULT}`];
  const gpus = ranksOf(row) ?? 1;
  const collectives = chooseFit(catalogue.kernels, chip, catalogue.chips, { kind: 'collective', format: 'bf16' });
  const machine = buildFittedMachine(catalogue, {
    chip,
    count: gpus,
    ...(collectives?.grade === 'silicon' ? { collectives: collectives.fit.parameters } : {}),
    assumed: (key, value) => assumed.push(`${key}=${value}`),
  });
  const parametersOf = (wanted: FitWanted) =>
    chooseFit(catalogue.kernels, chip, catalogue.chips, wanted)?.fit.parameters;
  return {
    chip,
    machine,
    rate: (dtype) => (peakFlops(chip, dtype) * share) / coresTimed(row, chip),
    fitted: fitsOf(catalogue, chip, coresTimed(row, chip)),
    parametersOf,
    assumed,
  };
}

/** A kernel of another library, or of none that is named, is off by more than the fit's own left-out shapes: by as much as a relative. */
const isLibrary = (fitted: string, printed: string | undefined): boolean => {
  const name = printed?.split(' ')[0]?.toLowerCase();
  return Boolean(name) && fitted.toLowerCase().startsWith(name!);
};

/** JAX counts the two cores of a TPU7x package as two devices, and its product benchmarks time one of them. */
function coresTimed(row: KernelRow, chip: Chip): number {
  return chip.id === 'tpu-v7' && row.kind === 'gemm' ? 2 : 1;
}

const partOf = (limits: Limits, parts: number): Limits => ({
  ...limits,
  peak: limits.peak / parts,
  bandwidth: limits.bandwidth / parts,
  cores: Math.max(1, limits.cores / parts),
});

/** Prices a benchmark's call by the nearest fit; the library and kernel a row prints decide between fits of one chip. */
function fitsOf(catalogue: RowCatalogue, chip: Chip, parts: number): Bench['fitted'] {
  return ({ form, wanted, peak, shape }) => {
    const chosen = chooseFit(catalogue.kernels, chip, catalogue.chips, { ...wanted, kind: form.kind });
    if (!chosen) return undefined;
    const { fit, grade, from } = chosen;
    const microseconds = fittedMicroseconds(form, fit, shape, partOf(limitsOf(chip, peak), parts), true);
    const band = form.band(shape, microseconds);
    const widths =
      grade === 'silicon' && isLibrary(fit.library, wanted.library)
        ? fit.widths
        : (catalogue.transfers.find((t) => t.kind === form.kind && t.format === wanted.format)?.widths ?? []);
    const width = widths.find((w) => w.band === band) ?? widths.at(-1);
    return {
      seconds: microseconds / 1e6,
      grade,
      ...(width ? { width } : {}),
      assumed: [
        grade === 'silicon' ? `fit=${fit.id}` : `relatives=${from.length}`,
        ...(fit.inSample && grade === 'silicon' ? [`in-sample=${fit.inSample}`] : []),
      ],
    };
  };
}
