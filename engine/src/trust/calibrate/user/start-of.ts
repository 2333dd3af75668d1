import { chooseFit, FORMS, type KernelForm, type Values } from '../../../cost/index.ts';
import type { Chip, KernelFit } from '../../../facts/index.ts';
import type { KernelCall } from '../../kernels/call.ts';
import type { RowCatalogue } from '../../rows/to-training-case.ts';
import { type Prior, toScale } from '../kernels/minimise.ts';

/** Where a fit to a user's rows begins and what it is pulled to. */
export interface Start {
  readonly grade: 'silicon' | 'family' | 'datasheet';
  /** Ids of the fits it comes from. */
  readonly from: readonly string[];
  readonly values: Values;
  readonly bench: KernelFit['bench'];
  readonly residuals: KernelFit['residuals'];
  readonly spread: Prior['spread'];
}

const OWN_SPREAD = 0.25; // one chip in two libraries or at two power limits: parameters 10 to 30 % apart
const STARTING_SPREAD = 0.7; // a formula's own starts are right within a factor of two
const LEAST_SPREAD = 0.15;
const MOST_SPREAD = 1;

/** This chip's fit, else its relatives' medians, else the formula's own starts. */
export function startOf({ form, wanted }: KernelCall, chip: Chip, catalogue: RowCatalogue): Start {
  const chosen = chooseFit(catalogue.kernels, chip, catalogue.chips, { ...wanted, kind: form.kind });
  if (!chosen)
    return {
      grade: 'datasheet',
      from: [],
      values: Object.fromEntries(form.parameters.map((p) => [p.name, p.start])),
      bench: {},
      residuals: [],
      spread: () => STARTING_SPREAD,
    };
  const { fit, grade, from } = chosen;
  const own = grade === 'silicon';
  return {
    grade,
    from,
    values: fit.parameters,
    bench: own ? fit.bench : {},
    residuals: own ? fit.residuals : [],
    spread: own
      ? () => OWN_SPREAD
      : spreadOf(
          form,
          catalogue.kernels.filter(({ id }) => from.includes(id)),
          fit.parameters,
        ),
  };
}

/** How far the relatives lie from their medians, parameter by parameter, on the scale they are fitted on. */
function spreadOf(form: KernelForm<never>, relatives: readonly KernelFit[], median: Values): Prior['spread'] {
  const spreads = new Map(
    FORMS[form.kind].parameters.map((p) => {
      const centre = toScale(p, median[p.name] ?? p.start);
      const squares = relatives.map((fit) => (toScale(p, fit.parameters[p.name] ?? p.start) - centre) ** 2);
      const spread = Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / Math.max(1, squares.length - 1));
      return [p.name, Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, spread))] as const;
    }),
  );
  return (name) => spreads.get(name) ?? STARTING_SPREAD;
}
