import { ConfigReader, MAX_LAYERS, mustDivide } from './config-reader.ts';

/** The network of a multimodal model that turns patches of pictures into tokens: a stack of layers, all alike, and what fits its width to the model's. */
export interface VisionTower {
  readonly layers: number;
  readonly hidden: number;
  readonly inner: number;
  /** Three matrices (gate, up, down) instead of two. */
  readonly gated: boolean;
  readonly heads: number;
  /** Patches that become one token. */
  readonly patches: number;
  /** Matrices that a token passes on its way out: columns and rows. */
  readonly projector: readonly (readonly [n: number, k: number])[];
}

/** A tower as a model has it. */
export interface Vision {
  readonly tower: VisionTower;
  readonly parameters: number;
  /**
   * 'squares': a token for every square of `side` pixels; 'whole': pictures are scaled to `side` pixels; 'tiles': as few tiles of `side` as
   * cover the picture (Llama 4); 'grid': the grid of at most `most` tiles whose form is nearest to the picture's (InternVL). Several tiles
   * come with an overview.
   */
  readonly view: 'squares' | 'whole' | 'tiles' | 'grid';
  readonly side: number;
  /** Of a whole or a tile. */
  readonly tokens: number;
  readonly most: number;
}

/** Pictures as a tower sees them: how many, patches of each, which attend to each other, tokens of all. */
export interface SeenPictures {
  readonly count: number;
  readonly patches: number;
  readonly tokens: number;
}

const layerElements = ({ hidden, inner, gated }: VisionTower): number =>
  4 * hidden * hidden + (gated ? 3 : 2) * hidden * inner;

const projectorElements = ({ projector }: VisionTower): number => projector.reduce((sum, [n, k]) => sum + n * k, 0);

/** Elements of the matrices that every picture passes. */
export const towerElements = (tower: VisionTower): number =>
  tower.layers * layerElements(tower) + projectorElements(tower);

/** FLOP of the tower for one token of a picture of `patches` patches, each of which attends to all. */
export function visionFlops(tower: VisionTower, patches: number): number {
  const layer = 2 * layerElements(tower) + 4 * patches * tower.hidden;
  return tower.patches * tower.layers * layer + 2 * projectorElements(tower);
}

/** One picture of so many pixels. What processors do to very small and very large ones is left out. */
export function seenPicture({ tower, view, side, tokens, most }: Vision, width: number, height: number): SeenPictures {
  if (view === 'squares') {
    const squares = Math.max(1, halfEven(width / side)) * Math.max(1, halfEven(height / side));
    return { count: 1, patches: squares * tower.patches, tokens: squares };
  }
  const tiles =
    view === 'whole'
      ? 1
      : view === 'tiles'
        ? Math.ceil(width / side) * Math.ceil(height / side)
        : nearestGrid(width, height, side, most);
  const count = tiles > 1 ? tiles + 1 : 1;
  return { count, patches: tokens * tower.patches, tokens: count * tokens };
}

/** As Python rounds: halves to the even number. */
const halfEven = (x: number): number => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

/** Tiles of the grid nearest in form; of two alike the larger, where the picture fills half of it (InternVL, find_closest_aspect_ratio). */
function nearestGrid(width: number, height: number, side: number, most: number): number {
  let [best, off] = [1, Number.POSITIVE_INFINITY];
  for (let tiles = 1; tiles <= most; tiles++)
    for (let across = 1; across <= tiles; across++) {
      if (tiles % across !== 0) continue;
      const difference = Math.abs(width / height - across ** 2 / tiles);
      if (difference < off || (difference === off && width * height > 0.5 * side * side * tiles))
        [best, off] = [tiles, difference];
    }
  return best;
}

const MAX_WIDTH = 1e5;
const COLOURS = 3;
const MAX_TAPS = 100;

/**
 * The tower of a config.json with a `vision_config`, by the keys of Qwen-VL, Gemma, Llama 4, Pixtral, InternVL, GLM-V and Kimi-VL;
 * undefined where there is none, or it says too little to be priced. `hidden` = the width of the model. @throws ConfigError bad-value, mismatch
 */
export function readVision(config: Readonly<Record<string, unknown>>, hidden: number): Vision | undefined {
  const outer = new ConfigReader(config);
  const own = outer.nested('vision_config');
  const widths = ['embed_dim', 'hidden_size'] as const; // Qwen2-VL's hidden_size is the model's
  const depths = ['depth', 'num_hidden_layers', 'num_layers'] as const;
  const headed = ['num_heads', 'num_attention_heads'] as const;
  if (![widths, depths, headed, ['patch_size']].every((keys) => own.has(...keys))) return undefined;
  const width = own.count(widths, { max: MAX_WIDTH });
  const heads = own.count(headed, { max: MAX_WIDTH });
  mustDivide(width, heads, 'vision_config.num_heads', 'divides the width');
  const inner = own.has('intermediate_size')
    ? own.count('intermediate_size', { max: 16 * MAX_WIDTH })
    : Math.round(own.number('mlp_ratio', 4) * width);
  const patch = own.count('patch_size', { max: 1024 });
  const { patches, ...cut } = readView(outer, own, patch);
  const tower: VisionTower = {
    layers: own.count(depths, { max: MAX_LAYERS }),
    hidden: width,
    inner,
    gated: /silu|swish|swiglu/.test(own.text('hidden_act', '')),
    heads,
    patches,
    projector: projectorOf(own, cut.view, width * patches, width, hidden),
  };
  const embedding = COLOURS * patch ** 2 * own.count('temporal_patch_size', { fallback: 1, quiet: true }) * width;
  const parameters = towerElements(tower) + embedding;
  return { tower, parameters, ...cut };
}

function readView(
  outer: ConfigReader,
  own: ConfigReader,
  patch: number,
): Pick<VisionTower, 'patches'> & Omit<Vision, 'tower' | 'parameters'> {
  const merge = mergeOf(own) ?? mergeOf(outer);
  if (merge !== undefined) return { patches: merge ** 2, view: 'squares', side: patch * merge, tokens: 1, most: 1 };
  const side = own.count('image_size', { max: MAX_WIDTH, fallback: 336, quiet: true }); // CLIP's, of the first LLaVA
  const all = Math.max(1, Math.floor(side / patch)) ** 2;
  const shuffled = own.number('pixel_shuffle_ratio', 0);
  const ratio = shuffled > 0 ? shuffled : outer.number('downsample_ratio', 0);
  if (ratio > 0 && ratio <= 1) {
    const patches = Math.min(all, Math.round(1 / ratio) ** 2);
    const most = outer.count(['max_dynamic_patch', 'max_num_tiles'], { max: 1000, fallback: 12, quiet: true });
    return { patches, view: shuffled > 0 ? 'tiles' : 'grid', side, tokens: all / patches, most };
  }
  const tokens = Math.min(all, outer.count('mm_tokens_per_image', { fallback: all, quiet: true }));
  return { patches: all / tokens, view: 'whole', side, tokens, most: 1 };
}

/** Patches along one side of a token. */
function mergeOf(config: ConfigReader): number | undefined {
  if (config.has('spatial_merge_size')) return config.count('spatial_merge_size', { max: 64 });
  const [along] = config.counts('merge_kernel_size');
  return along !== undefined && along > 0 && along <= 64 ? along : undefined;
}

/** From `merged` elements of a token's patches to the model's width. */
function projectorOf(
  own: ConfigReader,
  view: Vision['view'],
  merged: number,
  width: number,
  hidden: number,
): VisionTower['projector'] {
  if (own.has('projector_input_dim')) {
    const middle = own.count('projector_input_dim', { max: MAX_WIDTH });
    return [
      [middle, merged],
      [middle, middle],
      [hidden, middle],
    ];
  }
  if (view === 'whole' && merged > width) return [[hidden, width]]; // Gemma: patches are pooled first
  const once = [
    [view === 'squares' ? merged : hidden, merged],
    [hidden, view === 'squares' ? merged : hidden],
  ] as const;
  // Qwen3-VL: one more behind each of these layers.
  return [
    ...once,
    ...own
      .counts('deepstack_visual_indexes')
      .slice(0, MAX_TAPS)
      .flatMap(() => once),
  ];
}
