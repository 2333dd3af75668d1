import type { KernelForm, Values } from '../../../cost/index.ts';
import type { Dtype, KernelFit } from '../../../facts/index.ts';

/** One measured call. `weight` is what a fit gives it (shapes that few models have weigh less); scores count every row once. */
export interface Sample<Shape> {
  readonly shape: Shape;
  readonly microseconds: number;
  readonly weight: number;
}

/** All measurements of one kernel of one library on one chip in one format, and how its formula is to be fitted to them. */
export interface KernelTable<Shape> {
  readonly form: KernelForm<Shape>;
  readonly chip: string;
  readonly format: string;
  readonly library: string;
  readonly kernel: string;
  /** Format whose datasheet peak the products run against. */
  readonly peakFormat: Dtype;
  readonly samples: readonly Sample<Shape>[];
  /** Parameters that are not fitted, with their value: what a table cannot tell. */
  readonly fixed?: Values;
  /** Benchmark parameters that this table needs (host floor, warm operands) and where their fit starts; others stay out. */
  readonly bench?: Values;
  /** How often a fit is taken up again where the last one ended: forms of many parameters that trade with each other need it. */
  readonly attempts?: number;
  /** Few rows: each is left out in its turn. */
  readonly thin?: boolean;
  /** It neither stands in for relatives nor are they judged by it: few rows, or calls taken otherwise than the chip's other table. */
  readonly alone?: boolean;
  /** A correction grid pays only where the table is dense. */
  readonly grid?: boolean;
  /** Carried into the fit's record: why the validation rows of this table are in the fit. */
  readonly inSample?: string;
  readonly source: KernelFit['source'];
}
