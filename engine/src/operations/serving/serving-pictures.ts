import { type Architecture, seenPicture } from '../../model/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { Pictures } from '../../serving/index.ts';
import { refuse } from '../input-error.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { PICTURE } from './serving-defaults.ts';

/** Pictures as a scenario words them, cut as the model cuts them. `input` = tokens of a mean prompt, pictures among them. Throws InputError. */
export function settlePictures(
  words: ServeScenario['serve']['pictures'],
  { name, vision }: Architecture,
  input: number,
  assumed: Assumed[],
): Pictures | null {
  if (!words) return null;
  if (!vision) throw refuse('serving-rule', 'serve.pictures', { value: 'pictures-model', values: { model: name } });
  const { width = PICTURE.width, height = PICTURE.height } = words;
  // Where every picture is scaled to one size, its own does not matter.
  if (vision.view !== 'whole' && (words.width === undefined || words.height === undefined))
    assumed.push({ key: 'picture', value: `${width} × ${height}`, source: PICTURE.source });
  const seen = seenPicture(vision, width, height);
  const count = words.count * seen.count;
  const tokens = words.count * seen.tokens;
  if (tokens > input)
    throw refuse('serving-rule', 'traffic.input', {
      value: 'pictures-input',
      values: { pictures: words.count, tokens, input: Math.round(input) },
    });
  assumed.push({ key: 'picture_tokens', value: tokens, unit: 'token', source: 'config.json (vision_config)' });
  return { tower: vision.tower, share: tokens / input, patches: seen.patches, count };
}
