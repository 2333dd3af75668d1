import { type Architecture, seenPicture, visionFlops } from '../../model/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { PromptTokens, TowerFigures } from '../../report/index.ts';
import { emptyStep, type Pictures, servingRange, towerBytes } from '../../serving/index.ts';
import type { Load } from '../../serving/search/steady-state.ts';
import { refuse } from '../input-error.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import type { ReadyServing } from './ready-option.ts';
import { PICTURE } from './serving-defaults.ts';
import type { ServingSetting } from './settle-serving.ts';

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

/** Pictures among the tokens of a mean prompt. */
export interface PromptPictures extends Pictures {
  /** As many as were said, and tokens of all. */
  readonly said: PromptTokens;
}

/** The same among the tokens of a mean prompt that are computed: pictures are new in every one. Throws InputError. */
export function picturesIn({ pictures, tokens, ...cut }: CutPictures, { input, cached }: Load): PromptPictures {
  if (tokens > input)
    throw refuse('serving-rule', 'serve.pictures', {
      value: 'pictures-input',
      values: { pictures, tokens, input: Math.round(input), most: Math.floor(input / (tokens / pictures)) },
    });
  return { ...cut, share: Math.min(1, tokens / (input - cached)), said: { count: pictures, tokens } };
}

/** What the tower takes of a mean prompt, and of memory on one accelerator; null where prompts are of text alone. */
export function towerOf(
  { pictures, network }: ServingSetting,
  { step, basis, deployment }: ReadyServing,
): TowerFigures | null {
  if (!pictures) return null;
  const { tower, patches, share, said } = pictures;
  const seconds = step.explain({ ...emptyStep(), chunks: 1, chunkTokens: said.tokens / share, logits: 1 }).encoder;
  return {
    seconds: { ...servingRange('ttft', seconds, basis), unit: 's' },
    flop: said.tokens * visionFlops(tower, patches),
    bytes: towerBytes(network.architecture, deployment),
  };
}
