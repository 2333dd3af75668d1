import type { Architecture, VisionTower } from '../../../model/index.ts';
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
/** Frames that the benchmark samples from a clip and writes as a film of 30 a second. */
const FRAMES = 32;

/** Pictures as a tower sees them: how many, and patches of each. */
type Seen = Pick<Pictures, 'count' | 'patches'>;

/** How a model's processor cuts pictures, and films where it takes them, for its tower. Sizes: each model's config.json. */
interface Processor {
  readonly model: RegExp;
  readonly tower: (hidden: number) => VisionTower;
  readonly picture: (size: Size) => Seen;
  readonly film?: (size: Size) => Seen;
}

/** Qwen3's towers make a token of 2 x 2 patches of 16 x 16 pixels, of a picture or of two frames. */
const PATCHES = 4;
const squares = ([width, height]: Size): number => rounded(width / 32) * rounded(height / 32);
/** As Python does: halves to the even number. */
const rounded = (x: number): number => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
const picture = (size: Size): Seen => ({ count: 1, patches: PATCHES * squares(size) });
/** A merger at the end, and one behind each of three layers (deepstack_visual_indexes). */
const qwen = (hidden: number): VisionTower => {
  const merged = PATCHES * 1152;
  const merger = [
    [merged, merged],
    [hidden, merged],
  ] as const;
  const projector = [...merger, ...merger, ...merger, ...merger];
  return { layers: 27, hidden: 1152, inner: 4304, heads: 16, patches: PATCHES, projector };
};
/** VL's processor takes two frames of a second, four at least: the film lasts one second (video_preprocessor_config.json: fps, min_frames). */
const VL_FRAMES = 4;
/** Omni's takes all and shrinks each to so many squares (processing_qwen3_omni_moe.py: 768 x 32 x 32 pixels). */
const OMNI_SQUARES = 768;

/** Tiles of a grid that covers the picture, and one overview of the whole. */
const tiled =
  (side: number, patches: number) =>
  ([width, height]: Size): Seen => ({ count: Math.ceil(width / side) * Math.ceil(height / side) + 1, patches });

const PROCESSORS: readonly Processor[] = [
  {
    model: /Qwen3-VL/,
    tower: qwen,
    picture,
    film: (size) => ({ count: VL_FRAMES / 2, patches: PATCHES * squares(size) }),
  },
  {
    model: /Qwen3-Omni/,
    tower: qwen,
    picture,
    film: (size) => ({ count: FRAMES / 2, patches: PATCHES * Math.min(OMNI_SQUARES, squares(size)) }),
  },
  {
    // SigLIP at 896 x 896, 4 x 4 patches of 14 pixels pooled to a token.
    model: /gemma-3/,
    tower: (hidden) => ({ layers: 27, hidden: 1152, inner: 4304, heads: 16, patches: 16, projector: [[hidden, 1152]] }),
    picture: () => ({ count: 1, patches: 64 ** 2 }),
  },
  {
    model: /Llama-4/,
    tower: (hidden) => ({
      layers: 34,
      hidden: 1408,
      inner: 5632,
      heads: 16,
      patches: 4,
      projector: [
        [4096, 5632],
        [4096, 4096],
        [hidden, 4096],
      ],
    }),
    picture: tiled(336, 24 ** 2),
  },
  {
    // C-RADIOv2-H
    model: /Nemotron-Nano.*VL/,
    tower: (hidden) => ({
      layers: 32,
      hidden: 1280,
      inner: 5120,
      heads: 16,
      patches: 4,
      projector: [
        [20480, 5120],
        [hidden, 20480],
      ],
    }),
    // Of grids of at most twelve tiles the one of the picture's form, 4 x 3, and an overview (vLLM, nano_nemotron_vl.py).
    picture: () => ({ count: 4 * 3 + 1, patches: 32 ** 2 }),
  },
];

/** Prompt tokens of a request, those of pictures and frames among them. */
export interface Prompt {
  readonly tokens: number;
  readonly pictures?: Pictures;
}

export function promptOf(
  { task, model }: { readonly task: string; readonly model: string },
  { hidden }: Pick<Architecture, 'hidden'>,
): Prompt {
  const words = WORDS[task] ?? OTHER_WORDS;
  const processor = PROCESSORS.find((each) => each.model.test(model));
  const seen = processor && seenOf(task, processor);
  if (!seen) return { tokens: words };
  const tower = processor.tower(hidden);
  const shown = (seen.count * seen.patches) / tower.patches;
  return { tokens: Math.round(words + shown), pictures: { tower, share: shown / (words + shown), ...seen } };
}

function seenOf(task: string, { picture: ofPicture, film }: Processor): Seen | undefined {
  if (task === 'image-chat') return ofPicture(PICTURE);
  if (task !== 'video-chat' || !film) return undefined;
  const films = CLIPS.map(film);
  return { count: films[0]!.count, patches: films.reduce((sum, { patches }) => sum + patches, 0) / films.length };
}
