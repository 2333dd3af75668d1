import type { FitWanted, KernelForm } from '../../cost/index.ts';
import type { Dtype } from '../../facts/index.ts';

/** A printed call in the words of a formula: what both a prediction and a user's calibration price. */
export interface KernelCall {
  /** Formula and shape belong together; which shape it is only the formula knows. */
  readonly form: KernelForm<never>;
  readonly shape: never;
  /** Which fit the call means. */
  readonly wanted: Omit<FitWanted, 'kind'>;
  /** Format whose datasheet peak the products run against. */
  readonly peak: Dtype;
  readonly amounts: Amounts;
}

/** What tables divide by the seconds of a call, and the roofline's answer without launch or latency: the naive line. */
export interface Amounts {
  readonly flops?: number;
  readonly busBytes?: number;
  readonly movedBytes?: number;
  readonly logicalBytes?: number;
}

/** Ranks beyond one scale-up domain meet over the network. */
export interface Place {
  /** Ranks in one scale-up domain. */
  readonly domain: number;
  /** Scale-out network, B/s one way a rank; 0 where there is none. */
  readonly network: number;
}

export type Refusal = { readonly refused: string };

/** A call of `form`; its shape's type is checked here and forgotten after. */
export const callOf = <Shape>(
  form: KernelForm<Shape>,
  shape: Shape,
  wanted: KernelCall['wanted'],
  peak: Dtype,
  amounts: Amounts = {},
): KernelCall => ({ form: form as unknown as KernelForm<never>, shape: shape as never, wanted, peak, amounts });
