import { type Architecture, readVision, type SeenPictures, seenPicture, type Vision } from '../../../model/index.ts';
import type { Pictures } from '../../../serving/deployment.ts';

/*
 * Prompts of ML.ENERGY's tasks, which its results do not print: from how its benchmark samples requests (ml-energy/benchmark c1d6557,
 * mlenergy/benchmark/llm/datasets.py) and from what vLLM 0.11 and each model's processor make of a picture or a film.
 */

/** Tokens of the words of a prompt. Of chats and exams: an assumption, as is usual for such data; of code: what stands around it, up to a file. */
const WORDS: Readonly<Record<string, number>> = {
  'lm-arena-chat': 200,
  gpqa: 250,
  'image-chat': 100,
  'video-chat': 50, // one sentence that asks for a description
  'sourcegraph-fim': 2500,
};
const OTHER_WORDS = 500;

type Size = readonly [width: number, height: number];

/** Pictures that people send to a chat (VisionArena) have about a megapixel: an assumption. */
const PICTURE: Size = [1152, 864];
/** Clips of LLaVA-Video-178K, half from YouTube (HD-VILA and InternVid keep 720p), half from academic sets, about 480p: an assumption. */
const CLIPS: readonly Size[] = [
  [1280, 720],
  [854, 480],
];

/** Towers of models whose rows stand beside the text model that they are built on: their config.json. */
const TOWERS: readonly (readonly [model: RegExp, config: Readonly<Record<string, unknown>>])[] = [
  [
    /Qwen3-(VL|Omni)/,
    {
      vision_config: {
        deepstack_visual_indexes: [8, 16, 24],
        depth: 27,
        hidden_size: 1152,
        intermediate_size: 4304,
        num_heads: 16,
        patch_size: 16,
        spatial_merge_size: 2,
        temporal_patch_size: 2,
      },
    },
  ],
  [
    // C-RADIOv2-H; vLLM, nano_nemotron_vl.py: at most twelve tiles of 512
    /Nemotron-Nano.*VL/,
    {
      downsample_ratio: 0.5,
      vision_config: {
        hidden_size: 1280,
        image_size: 512,
        intermediate_size: 5120,
        num_attention_heads: 16,
        num_hidden_layers: 32,
        patch_size: 16,
      },
    },
  ],
];

/** Frames that the benchmark samples from a clip and writes as a film of 30 a second. Two frames are seen as one picture. */
const FRAMES = 32;
/** VL's processor takes two frames of a second, four at least: the film lasts one second (video_preprocessor_config.json: fps, min_frames). */
const VL_FRAMES = 4;
/** Omni's takes all and shrinks each to so many tokens (processing_qwen3_omni_moe.py: 768 x 32 x 32 pixels). */
const OMNI_TOKENS = 768;

/** Prompt tokens of a request, those of pictures and frames among them. */
export interface Prompt {
  readonly tokens: number;
  readonly pictures?: Pictures;
}

export function promptOf(
  { task, model }: { readonly task: string; readonly model: string },
  architecture: Pick<Architecture, 'hidden' | 'vision'>,
): Prompt {
  const words = WORDS[task] ?? OTHER_WORDS;
  const config = TOWERS.find(([named]) => named.test(model))?.[1];
  const vision = architecture.vision ?? (config && readVision(config, architecture.hidden));
  const seen = vision && seenOf(task, model, vision);
  if (!seen) return { tokens: words };
  const { count, patches, tokens } = seen;
  const all = Math.round(words + tokens);
  return { tokens: all, pictures: { tower: vision.tower, share: tokens / all, patches, count } };
}

function seenOf(task: string, model: string, vision: Vision): SeenPictures | undefined {
  if (task === 'image-chat') return seenPicture(vision, ...PICTURE);
  if (task !== 'video-chat' || vision.view !== 'squares') return undefined;
  const omni = /Omni/.test(model);
  const count = (omni ? FRAMES : VL_FRAMES) / 2;
  const most = omni ? OMNI_TOKENS : Number.POSITIVE_INFINITY;
  const frames = CLIPS.map((clip) => Math.min(most, seenPicture(vision, ...clip).tokens));
  const each = frames.reduce((sum, tokens) => sum + tokens, 0) / frames.length;
  return { count, patches: each * vision.tower.patches, tokens: count * each };
}
