import { type FamilyId, POWER_PARAMETERS, type PowerParameters, steadyWatts } from '../../../serving/power/index.ts';
import { minimise } from '../kernels/minimise.ts';
import type { PowerCase } from './cases.ts';

const ROUNDS = 60;

/** ln(predicted / measured) of a case. */
export const powerError = (p: PowerParameters, { shape, load, work, watts }: PowerCase): number =>
  Math.log(steadyWatts(shape, load, p, work) / watts);

/** Parameters that some case of a list acts on: the others stay where they start. */
const identified = (cases: readonly PowerCase[]): string[] =>
  POWER_PARAMETERS.map(({ name }) => name).filter((name) => {
    if (name === 'polling') return cases.some(({ shape }) => shape.chip.polls);
    if (name === 'unpacking') return cases.some(({ shape }) => shape.chip.unpacks && shape.experts > 0);
    if (name === 'padding') return cases.some(({ shape }) => shape.tile > 1);
    return true;
  });

/** Parameters of the law fitted to cases of one chip; those that no case acts on keep their start. Deterministic. */
export function fitPower(cases: readonly PowerCase[]): PowerParameters {
  const weights = new Float64Array(cases.length).fill(1);
  const errors = (values: Readonly<Record<string, number>>, out: Float64Array) => {
    const p = values as unknown as PowerParameters;
    for (let i = 0; i < cases.length; i++) out[i] = powerError(p, cases[i]!);
  };
  return minimise(POWER_PARAMETERS, {}, weights, errors, identified(cases), ROUNDS) as unknown as PowerParameters;
}

/** What one family cannot say it takes from the other: polling and unpacking are the engine's doing more than the chip's. */
function completed(
  id: FamilyId,
  fits: Readonly<Record<FamilyId, PowerParameters>>,
  cases: readonly PowerCase[],
): PowerParameters {
  const own = identified(cases.filter(({ family }) => family === id));
  const other = fits[id === 'hopper' ? 'blackwell' : 'hopper'];
  const pick = (name: keyof PowerParameters) => (own.includes(name) ? fits[id][name] : other[name]);
  return { ...fits[id], polling: pick('polling'), unpacking: pick('unpacking'), padding: pick('padding') };
}

const FAMILIES: readonly FamilyId[] = ['hopper', 'blackwell'];

/** Both families' parameters as they are shipped: each by its own cases, completed by the other's. */
export function fitFamilies(cases: readonly PowerCase[]): Record<FamilyId, PowerParameters> {
  const fits = Object.fromEntries(
    FAMILIES.map((id) => [id, fitPower(cases.filter(({ family }) => family === id))]),
  ) as Record<FamilyId, PowerParameters>;
  return { hopper: completed('hopper', fits, cases), blackwell: completed('blackwell', fits, cases) };
}
