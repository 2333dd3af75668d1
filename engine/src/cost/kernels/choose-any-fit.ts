import type { KernelFit } from '../../facts/index.ts';
import { type ChosenFit, type FitWanted, fitOf, medianOf, type Relative } from './choose-fit.ts';
import type { Values } from './form.ts';
import { FORMS } from './forms.ts';

/** {@link fitOf} for whichever kind is wanted: it knows every formula, so who asks for one kind alone had better not ask here. */
export const chooseFit = (
  fits: readonly KernelFit[],
  chip: Relative,
  chips: readonly Relative[],
  { kind, ...wanted }: FitWanted,
): ChosenFit | undefined => fitOf(FORMS[kind], fits, chip, chips, wanted);

/** {@link medianOf} for whichever kind the relatives' fits are of. */
export const medianFit = (
  relatives: readonly KernelFit[],
  chip: Relative,
  chips: readonly Relative[],
  code?: Values,
  writers?: readonly KernelFit[],
): KernelFit => medianOf(FORMS[relatives[0]!.kind], relatives, chip, chips, code, writers);
