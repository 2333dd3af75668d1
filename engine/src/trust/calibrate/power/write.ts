import {
  type FamilyId,
  POWER_FAMILIES,
  POWER_PARAMETERS,
  type PowerParameters,
  type PowerWidths,
} from '../../../serving/power/index.ts';
import type { PowerScore } from './scores.ts';

/** What is written of one family. */
export interface FittedFamily {
  readonly values: PowerParameters;
  readonly widths: PowerWidths;
  readonly inSample: PowerScore;
  readonly leftModel: PowerScore;
  readonly leftTask: PowerScore;
}

const share = (x: number): number => Number(x.toFixed(4));
const width = ({ p80, p90 }: PowerWidths): string =>
  `{ p80: { low: ${p80.low}, high: ${p80.high} }, p90: { low: ${p90.low}, high: ${p90.high} } }`;
const score = (s: PowerScore): string =>
  `{ rows: ${s.rows}, mape: ${share(s.mape)}, median: ${share(s.median)}, bias: ${share(s.bias)}, p90: ${share(s.p90)} }`;

/** Source text of the generated table. */
export function powerFile(
  families: Readonly<Record<FamilyId, FittedFamily>>,
  other: { readonly widths: PowerWidths; readonly score: PowerScore },
): string {
  const blocks = (Object.keys(POWER_FAMILIES) as FamilyId[]).map((id) => {
    const { values, widths, inSample, leftModel, leftTask } = families[id];
    const lines = POWER_PARAMETERS.map(({ name }) => `      ${name}: ${values[name]},`);
    return `  /** ${POWER_FAMILIES[id].chip}. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  ${id}: {
    values: {
${lines.join('\n')}
    },
    widths: ${width(widths)},
    inSample: ${score(inSample)},
    leftModel: ${score(leftModel)},
    leftTask: ${score(leftTask)},
  },`;
  });
  return `/** Fitted to ML.ENERGY's measurements of vLLM (2026-02). Written by calibration/power.ts; not by hand. */
export const FITTED_POWER = {
${blocks.join('\n')}
  /** Chips of neither family. Errors: each family by the parameters of the other, scaled by TDP. */
  other: {
    widths: ${width(other.widths)},
    fromOther: ${score(other.score)},
  },
};
`;
}
