import type { Catalogue } from '../../../facts/index.ts';
import type { TrainingProblem } from '../../../training/problem.ts';

/** The id under which a factor of the step time is kept. */
export const stepFactorId = (chip: string, preset: string): string =>
  `step-factor.${chip}.${preset}`.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');

/** What the user's own runs say of this chip and framework: `ridgepoint calibrate` writes it into an overlay as a constant. */
export function stepFactor(
  { constants = [] }: Partial<Pick<Catalogue, 'constants'>>,
  chip: string,
  preset: string,
): Pick<TrainingProblem, 'local'> {
  const wanted = stepFactorId(chip, preset);
  const fact = constants.find(({ id }) => id === wanted)?.fact;
  if (!fact) return {};
  const { value: factor, low = factor, high = factor, source, note } = fact;
  return { local: { factor, low, high, source: note ? `${source}: ${note}` : source } };
}
