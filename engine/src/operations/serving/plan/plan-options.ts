import { formatFor, type NamedFormat } from '../../../serving/index.ts';
import type { RefusedOption } from '../../../serving/search/option.ts';
import { type OptionChoice, openChoices } from '../option-choice.ts';
import { capacityAt, isReady, type ReadyServing, rankOf, readyOption } from '../ready-option.ts';
import type { ServingPlace, ServingSetting } from '../settle-serving.ts';

/** Everything that is compared, and what was left out by which rule. */
export interface PlanOptions {
  readonly ready: readonly ReadyServing[];
  readonly refused: readonly { readonly chipName: string; readonly count: number; readonly example: RefusedOption }[];
  readonly compared: number;
  /** False where it was cut short. */
  readonly complete: boolean;
}

/** Most accelerators of one replica. */
export const LARGEST = 64;
/** Replicas of many times the fewest accelerators give each user speed at a price: up to so many times. */
const SPREAD = 4;
const SERVER = 8;

/**
 * Accelerators x cuts x formats, each made ready; those whose weights leave no room are counted. Where nobody names formats, weights as
 * published and, where the chip multiplies in it, FP8 are compared: what benchmarks cannot tell from it.
 */
export function planOptions(
  setting: ServingSetting,
  most: number,
  onProgress: (done: number, of: number) => boolean,
): PlanOptions {
  const { load } = setting;
  const wide = {
    ...setting,
    places: setting.places.map((place) => ({ ...place, weights: formatsOf(setting, place) })),
  };
  const choices = openChoices(wide, Math.min(LARGEST, most));
  const fits = (choice: OptionChoice) => {
    const capacity = capacityAt(setting, choice);
    return capacity.fits && capacity.tokens.value >= load.input + load.output;
  };
  const kept = setting.places.flatMap(({ chip }) => {
    const here = choices.filter(({ place }) => place.chip.id === chip.id);
    const least = Math.min(...here.filter(fits).map(({ cut }) => rankOf(cut)));
    return here.filter(
      ({ cut }) => rankOf(cut) <= Math.max(SERVER, SPREAD * (Number.isFinite(least) ? least : LARGEST)),
    );
  });
  const ready: ReadyServing[] = [];
  const refused = new Map<string, { chipName: string; count: number; example: RefusedOption }>();
  let complete = true;
  for (const [i, choice] of kept.entries()) {
    if (!onProgress(i, kept.length)) {
      complete = false;
      break;
    }
    const option = readyOption(setting, choice);
    if (isReady(option)) {
      ready.push(option);
      continue;
    }
    const { rule } = option.refused;
    const { id, name: chipName } = choice.place.chip;
    const key = `${id} ${rule}`;
    const known = refused.get(key);
    refused.set(key, { chipName, count: (known?.count ?? 0) + 1, example: known?.example ?? option.refused });
  }
  return { ready, refused: [...refused.values()], compared: kept.length, complete };
}

/** Formats that a place is searched over. */
export function formatsOf(
  { scenario }: ServingSetting,
  { chip, weights, profile }: ServingPlace,
): readonly NamedFormat[] {
  const [published] = weights;
  const local = profile.family === 'llamacpp' || profile.family === 'mlx';
  if (scenario.serve.weights || local || !published || published.bits < 16 || !chip.peak.fp8) return weights;
  return [published, formatFor('fp8')];
}
