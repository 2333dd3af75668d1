import type { KernelRow } from '../rows/row.ts';
import type { RowCatalogue } from '../rows/to-training-case.ts';
import type { PredictedRow } from '../score.ts';

export type KernelPrediction = Omit<PredictedRow, 'id' | 'family' | 'accelerator'> | { readonly refused: string };

export function kernelPrediction(_row: KernelRow, _catalogue: RowCatalogue): KernelPrediction {
  return { refused: 'later' };
}
