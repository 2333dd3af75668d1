/** What a kernel does; each kind has one formula in cost/kernels. */
export const KERNEL_KINDS = [
  'gemm',
  'prefill',
  'decode',
  'latent-prefill',
  'latent-decode',
  'experts',
  'collective',
  'custom-all-reduce',
  'dispatch',
] as const;
export type KernelKind = (typeof KERNEL_KINDS)[number];

/** Absolute errors of a fit, as shares (0.05 = 5 %), and how many measured rows and whole shapes they come from. */
export interface FitError {
  readonly median: number;
  readonly mean: number;
  readonly p90: number;
  /** Signed median of ln(predicted / measured). */
  readonly bias: number;
  readonly rows: number;
}

/** Half-widths of ln(measured / predicted) in one band of a kind (few rows, many rows; small messages, large ones). */
export interface FitWidth {
  readonly band: number;
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
}

/** One kernel of one library on one chip in one format: the named parameters of its formula, fitted to measurements. */
export interface KernelFit {
  /** `chip/kind/format/library[/kernel]`. */
  readonly id: string;
  readonly chip: string;
  readonly kind: KernelKind;
  /** Operand format (gemm, experts) or KV format (attention); `bf16` for collectives of 16-bit elements. */
  readonly format: string;
  /** Library and version the kernel was measured in, as the source prints it. */
  readonly library: string;
  readonly kernel: string;
  /** Values of the formula's parameters, by name; units are the formula's. */
  readonly parameters: Readonly<Record<string, number>>;
  /** What only the benchmark pays (host-bound floors, warm caches): applied to benchmark rows, never to a running model. */
  readonly bench: Readonly<Record<string, number>>;
  /** Coarse grid: coordinates of a shape, then ln(measured / formula) there. Empty for parameters borrowed or few. */
  readonly residuals: readonly (readonly number[])[];
  /**
   * Errors on whole shapes that the fit did not see: of the formula alone and of what is shipped (with the grid, where it pays), on the
   * shapes that models have; and of what is shipped on every shape of the table.
   */
  readonly leftOut: { readonly formula: FitError; readonly shipped: FitError; readonly everyShape: FitError };
  readonly widths: readonly FitWidth[];
  /** Measured by the user on this very chip: comes before every fit of the catalogue. */
  readonly local?: true;
  /** Why published rows of this table cannot be kept from the fit: their score is in-sample, only `leftOut` is honest. */
  readonly inSample?: string;
  readonly source: { readonly url: string; readonly commit?: string; readonly date: string; readonly file: string };
}

/** How a fit's relatives predict a chip that they have not seen: whole chips left out, their twins with them. */
export interface KernelTransfer {
  /** `kind/format`. */
  readonly id: string;
  readonly kind: KernelKind;
  readonly format: string;
  readonly chips: readonly { readonly chip: string; readonly error: FitError }[];
  /** Family-grade widths by band: the widest of the chips', for errors of one chip move together. */
  readonly widths: readonly FitWidth[];
}
