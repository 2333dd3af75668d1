import type { KernelFit, KernelKind } from '../../facts/index.ts';
import { residualAt } from './nearby-residual.ts';

/** What a kernel's formula needs to know of a chip, in base units. */
export interface Limits {
  /** Dense datasheet peak of the format the products run in, FLOP/s. */
  readonly peak: number;
  /** Datasheet memory bandwidth, B/s. */
  readonly bandwidth: number;
  /** Streaming multiprocessors (or cores that tiles are dealt to). */
  readonly cores: number;
  /** Last-level cache, B. */
  readonly cache: number;
  /** Scale-up link of one chip, one way, B/s; 0 without one. */
  readonly link: number;
  /** What a pair of a mesh has between them, one way, B/s: fewer ranks than the mesh holds have only the links between them. */
  readonly pairLink?: number;
}

/** One named parameter of a formula: what it means, where a fit starts and may go. Zero lower bounds are fitted on a linear scale. */
export interface Parameter {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly start: number;
  readonly low: number;
  readonly high: number;
  /**
   * Formats in which this is really a rate of the cores in bytes a second, stated against memory bandwidth: between HBM and GDDR parts the
   * absolute rate is what passes on (the error of an unseen RTX PRO 6000 fell from 51 to 18 % by it).
   */
  readonly absoluteIn?: readonly string[];
  /** A habit of the kernel's code, which says nothing of another's: what is taken of it where no relative runs the same code. */
  readonly elsewhere?: number;
  /** Known from a kernel's code, never fitted: a table names it where it is not the start. */
  readonly given?: true;
}

export type Values = Readonly<Record<string, number>>;

/** The formula of one kind of kernel. `Shape` is what a caller knows of one call. */
export interface KernelForm<Shape> {
  readonly kind: KernelKind;
  readonly formula: string;
  readonly source: string;
  readonly parameters: readonly Parameter[];
  /** Parameters of the benchmark alone. */
  readonly benchParameters: readonly Parameter[];
  /** Kernels that one call starts, by whose code it is; absent = as many as any other's. `t0` is the start of all of them. */
  readonly started?: (values: Values) => number;
  /** Microseconds of one call; `bench` values apply only when the call is a benchmark's. */
  readonly microseconds: (shape: Shape, values: Values, limits: Limits, bench?: Values) => number;
  /** Coordinates in which neighbours are near: logarithms of sizes. */
  readonly coordinates: (shape: Shape) => readonly number[];
  /** What is left out whole when a fit is tested: a weight shape, a head layout, a model geometry. */
  readonly group: (shape: Shape) => string;
  /** 0, 1, 2: few, some, many rows; errors differ between them. */
  readonly band: (shape: Shape, microseconds: number) => number;
}

/** Smooth maximum: p = 2.5 lets compute and memory overlap imperfectly (a hard maximum costs 1 to 3 points of error on the kernel tables). */
export const SMOOTH = 2.5;

/** (a^p + b^p + c^p)^(1/p) for non-negative terms, safe against overflow. */
export function smoothMaximum(a: number, b: number, c = 0): number {
  const top = Math.max(a, b, c);
  if (top <= 0) return 0;
  return top * (shareToPower(a, top) + shareToPower(b, top) + shareToPower(c, top)) ** (1 / SMOOTH);
}

/** Powers of 1 and 0 are known: one of the terms is the top, and often one is nothing. */
const shareToPower = (x: number, top: number): number => (x === top ? 1 : x === 0 ? 0 : (x / top) ** SMOOTH);

/** A host-bound benchmark never shows less than its floor. */
export const floored = (microseconds: number, floor: number): number =>
  floor > 0 ? (microseconds ** 8 + floor ** 8) ** (1 / 8) : microseconds;

/** Microseconds of a call by a fit: the formula times the residual of its nearest measured shapes. */
export function fittedMicroseconds<Shape>(
  form: KernelForm<Shape>,
  fit: Pick<KernelFit, 'parameters' | 'bench' | 'residuals'>,
  shape: Shape,
  limits: Limits,
  asBenchmark = false,
): number {
  const plain = form.microseconds(shape, fit.parameters, limits, asBenchmark ? fit.bench : undefined);
  return fit.residuals.length === 0 ? plain : plain * Math.exp(residualAt(fit.residuals, form.coordinates(shape)));
}
