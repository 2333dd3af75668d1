import { type Architecture, seenPicture } from '../../model/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { Pictures } from '../../serving/index.ts';
import { refuse } from '../input-error.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { PICTURE } from './serving-defaults.ts';

/** Pictures of a prompt as its model cuts them. */
export interface CutPictures extends Omit<Pictures, 'share'> {
  /** As many as were said. */
  readonly pictures: number;
  /** Tokens of all. */
  readonly tokens: number;
}

/** Pictures as a scenario words them, cut as the model cuts them; null for none. Throws InputError. */
export function cutPictures(
  words: ServeScenario['serve']['pictures'],
  { name, vision }: Architecture,
  assumed: Assumed[],
): CutPictures | null {
  if (!words || words.count === 0) return null;
  if (!vision) throw refuse('serving-rule', 'serve.pictures', { value: 'pictures-model', values: { model: name } });
  const { width = PICTURE.width, height = PICTURE.height } = words;
  // Where every picture is scaled to one size, its own does not matter.
  if (vision.view !== 'whole' && (words.width === undefined || words.height === undefined))
    assumed.push({ key: 'picture', value: `${width} × ${height}`, source: PICTURE.source });
  const seen = seenPicture(vision, width, height);
  const tokens = words.count * seen.tokens;
  assumed.push({ key: 'picture_tokens', value: tokens, unit: 'token', source: 'config.json (vision_config)' });
  return {
    tower: vision.tower,
    patches: seen.patches,
    count: words.count * seen.count,
    pictures: words.count,
    tokens,
  };
}

/** The same among the tokens of a mean prompt of `input`. Throws InputError. */
export function picturesIn({ pictures, tokens, ...cut }: CutPictures, input: number): Pictures {
  if (tokens > input)
    throw refuse('serving-rule', 'traffic.input', {
      value: 'pictures-input',
      values: { pictures, tokens, input: Math.round(input) },
    });
  return { ...cut, share: tokens / input };
}
