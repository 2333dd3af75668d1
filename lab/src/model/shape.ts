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
}

/** A tensor of the model, named and laid out as in GPT-2's checkpoint: a linear layer is [in, out]. */
export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  /** Where it begins in the flat array of all parameters, in floats; a multiple of four. */
  readonly at: number;
  readonly size: number;
  /** Matrices are held small by weight decay; what is of one dimension is not. */
  readonly decays: boolean;
  /** Standard deviation at the beginning; or all of them one, or zero. */
  readonly begins: number | 'one' | 'zero';
}

/** Standard deviation of new weights (Radford et al. 2019; nanoGPT's `_init_weights`). */
const SPREAD = 0.02;

/** Every parameter in its order, each at a multiple of four floats so that vectors of four never cross into the next. */
export function parametersOf(shape: Shape): readonly Parameter[] {
  const { layers, width, block, vocabulary, bias } = shape;
  const all: Parameter[] = [];
  let at = 0;
  const add = (name: string, dims: readonly number[], begins: Parameter['begins']): void => {
    const size = dims.reduce((a, b) => a * b, 1);
    all.push({ name, dims, at, size, begins, decays: dims.length > 1 });
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
  return all;
}

/** Floats of the flat array. */
export const floatsOf = (parameters: readonly Parameter[]): number => {
  const last = parameters.at(-1)!;
  return last.at + Math.ceil(last.size / 4) * 4;
};

/** Numbers that are learned; as nanoGPT counts them, without those of the places. */
export const countOf = (parameters: readonly Parameter[], places = false): number =>
  parameters.reduce((sum, { name, size }) => sum + (places || name !== 'wpe.weight' ? size : 0), 0);
