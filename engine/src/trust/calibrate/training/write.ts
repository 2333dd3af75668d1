import type { FittedValue } from '../../../machine/index.ts';
import { deviations, type Fit } from './fit.ts';
import type { FitCase } from './fit-case.ts';
import type { Parameter } from './parameter.ts';

/** A parameter acts on a run when a change of 1 % of it moves the step by more than this share of 1 %. */
const ACTS = 0.01;
/** The fitted values with what the runs say of each. `held` are the parameters of the fit: those whose width is not the given one stayed at their prior. */
export function fittedTable(
  parameters: readonly Parameter[],
  held: readonly Parameter[],
  cases: readonly FitCase[],
  fit: Fit,
): ReadonlyMap<string, FittedValue> {
  const left = deviations(held, cases, fit);
  return new Map(
    parameters.map((p, i): [string, FittedValue] => {
      const own = cases.filter((c, row) => c.weight > 0 && Math.abs(fit.jacobian[i]![row]!) > ACTS);
      return [
        p.id,
        {
          value: rounded(fit.values[p.id]!),
          prior: p.prior,
          deviation: rounded(held[i]!.spread === p.spread ? left[i]! : p.spread, 2),
          runs: own.length,
          families: new Set(own.map((c) => c.family)).size,
          identified: held[i]!.spread === p.spread,
          meaning: p.meaning,
        },
      ];
    }),
  );
}

/** Source text of a generated table. */
export function fittedFile(name: string, ids: readonly string[], table: ReadonlyMap<string, FittedValue>): string {
  const lines = ids.map((id) => {
    const { meaning, ...figures } = table.get(id)!;
    const fields = Object.entries(figures).map(([key, value]) => `${key}: ${value}`);
    return `  '${id}': { ${fields.join(', ')}, meaning: '${meaning}' },`;
  });
  return `/** Fitted to the training corpus of 2026-11. Written by calibration/training.ts; not by hand. */
export const ${name} = {
${lines.join('\n')}
};
`;
}

const rounded = (value: number, digits = 4): number => Number(value.toPrecision(digits));
