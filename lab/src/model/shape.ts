/** Sizes of a GPT as nanoGPT builds it: learned places, layer norm first, tied head. */
export interface Shape {
  readonly layers: number;
  readonly heads: number;
  /** Numbers in a token's vector; the heads divide it. */
  readonly width: number;
  /** Tokens of context at most. */
  readonly block: number;
  readonly vocabulary: number;
  /** Whether linear layers and norms have a bias. */
  readonly bias: boolean;
  /** Where only adapters learn, and all else stays as it is. */
  readonly lora?: Lora;
}

/** Linear layers of a block, by their names in GPT-2's checkpoint. */
export const PROJECTIONS = ['attn.c_attn', 'attn.c_proj', 'mlp.c_fc', 'mlp.c_proj'] as const;
export type Projection = (typeof PROJECTIONS)[number];

/** Low-rank adapters (Hu et al., arXiv:2106.09685): x·W becomes x·W + (alpha / rank)·(x·A)·B, with B zero at the beginning. */
export interface Lora {
  readonly rank: number;
  readonly alpha: number;
  readonly targets: readonly Projection[];
}

/** Names of an adapter's two matrices, as PEFT has them. */
export const adapterOf = (linear: string): readonly [a: string, b: string] => [`${linear}.lora_A`, `${linear}.lora_B`];

/** A tensor of the model, named and laid out as in GPT-2's checkpoint: a linear layer is [in, out]. */
export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  /** Where it begins in the flat array of all parameters, in floats; a multiple of four. */
  readonly at: number;
  readonly size: number;
  /** Matrices are held small by weight decay; what is of one dimension is not. */
  readonly decays: boolean;
  /** Whether steps change it. */
  readonly learns: boolean;
  /** Standard deviation at the beginning; or all of them one, or zero. */
  readonly begins: number | 'one' | 'zero';
}

/** Standard deviation of new weights (Radford et al. 2019; nanoGPT's `_init_weights`). */
const SPREAD = 0.02;

/** Every parameter in its order, each at a multiple of four floats so that vectors of four never cross into the next. */
export function parametersOf(shape: Shape): readonly Parameter[] {
  const { layers, width, block, vocabulary, bias, lora } = shape;
  const all: Parameter[] = [];
  let at = 0;
  const add = (name: string, dims: readonly number[], begins: Parameter['begins'], learns = !lora): void => {
    const size = dims.reduce((a, b) => a * b, 1);
    all.push({ name, dims, at, size, begins, learns, decays: dims.length > 1 });
    at += Math.ceil(size / 4) * 4;
  };
  const norm = (name: string): void => {
    add(`${name}.weight`, [width], 'one');
    if (bias) add(`${name}.bias`, [width], 'zero');
  };
  const linear = (name: string, from: number, to: number, spread: number): void => {
    add(`${name}.weight`, [from, to], spread);
    if (bias) add(`${name}.bias`, [to], 'zero');
  };
  // What is added to the residual begins smaller, by how often something is (Radford et al. 2019, section 2.3).
  const residual = SPREAD / Math.sqrt(2 * layers);
  add('wte.weight', [vocabulary, width], SPREAD);
  add('wpe.weight', [block, width], SPREAD);
  for (let i = 0; i < layers; i++) {
    norm(`h.${i}.ln_1`);
    linear(`h.${i}.attn.c_attn`, width, 3 * width, SPREAD);
    linear(`h.${i}.attn.c_proj`, width, width, residual);
    norm(`h.${i}.ln_2`);
    linear(`h.${i}.mlp.c_fc`, width, 4 * width, SPREAD);
    linear(`h.${i}.mlp.c_proj`, 4 * width, width, residual);
  }
  norm('ln_f');
  if (lora)
    for (let i = 0; i < layers; i++) for (const target of lora.targets) adapter(`h.${i}.${target}`, target, lora);
  return all;

  /** Behind all others, so that what learns lies together. A begins as PyTorch's linear layers do, with the variance of ±1/√from. */
  function adapter(name: string, target: Projection, { rank }: Lora): void {
    const [from, to] = sidesOf(target, width);
    const [a, b] = adapterOf(name);
    add(a, [from, rank], 1 / Math.sqrt(3 * from), true);
    add(b, [rank, to], 'zero', true);
  }
}

/** Numbers that go into a linear layer of a block, and that come out. */
export const sidesOf = (target: Projection, width: number): readonly [from: number, to: number] =>
  target === 'attn.c_attn'
    ? [width, 3 * width]
    : target === 'attn.c_proj'
      ? [width, width]
      : target === 'mlp.c_fc'
        ? [width, 4 * width]
        : [4 * width, width];

/** Where what learns begins in the flat array, and how many numbers it is: all, or the adapters. */
export function learningOf(parameters: readonly Parameter[]): { readonly from: number; readonly count: number } {
  const from = parameters.find(({ learns }) => learns)?.at ?? 0;
  return { from, count: floatsOf(parameters) - from };
}

/** Floats of the flat array. */
export const floatsOf = (parameters: readonly Parameter[]): number => {
  const last = parameters.at(-1)!;
  return last.at + Math.ceil(last.size / 4) * 4;
};

/** Numbers that are learned; as nanoGPT counts them, without those of the places. */
export const countOf = (parameters: readonly Parameter[], places = false): number =>
  parameters.reduce((sum, { name, size }) => sum + (places || name !== 'wpe.weight' ? size : 0), 0);
