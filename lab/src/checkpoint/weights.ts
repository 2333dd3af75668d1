import { existsSync } from 'node:fs';
import { floatsOf, parametersOf, type Shape } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import { isGpt2, weightsPlace } from './fetch-weights.ts';
import { merged } from './merged.ts';
import { readTensors } from './safetensors.ts';
import { runOf } from './saved-run.ts';
import type { Tensor } from './tensor-bytes.ts';

/** Numbers of one head in every size of GPT-2 (Radford et al. 2019, table 2: 12 heads of 768, 25 of 1600). */
const HEAD = 64;

/** Weights from elsewhere, and the shape that they have. */
export interface Weights {
  readonly shape: Shape;
  /** The flat array of `parametersOf(shape)`. */
  readonly values: Float32Array;
}

/**
 * GPT-2's weights as its publishers and Hugging Face give them: a `model.safetensors` with linear layers as [in, out], with or without
 * `transformer.` before the names; masks and a head of its own are passed over. The context may be cut to `block`, as nanoGPT does.
 * Throws LabProblem.
 */
export function weightsIn(words: string, block?: number): Weights {
  const path = weightsPlace(words);
  if (!existsSync(path))
    throw new LabProblem(isGpt2(words) ? 'weights-not-fetched' : 'weights-missing', { path: words });
  const given = new Map<string, Tensor>();
  const read = readTensors(path);
  // A checkpoint of the lab says how many heads it has, and may have adapters; a file of GPT-2 has none.
  const run = read.about.ridgepoint === undefined ? undefined : merged(runOf(read, path), path);
  for (const [name, tensor] of (run ?? read).tensors) given.set(name.replace(/^transformer\./, ''), tensor);
  const named = (name: string): Tensor => {
    const tensor = given.get(name);
    if (!tensor) throw new LabProblem('checkpoint-shape', { path, name, given: '-', wanted: name });
    return tensor;
  };
  const [vocabulary = 0, width = 0] = named('wte.weight').dims;
  const [context = 0] = named('wpe.weight').dims;
  if (block !== undefined && block > context)
    throw new LabProblem('setting-value', {
      name: 'block_size',
      value: block,
      least: 1,
      most: context,
      whole: 'yes',
      nearest: context,
    });
  let layers = 0;
  while (given.has(`h.${layers}.ln_1.weight`)) layers++;
  const heads = run?.shape.heads ?? Math.max(1, Math.floor(width / HEAD));
  const shape: Shape = { layers, heads, width, block: block ?? context, vocabulary, bias: given.has('ln_f.bias') };
  const parameters = parametersOf(shape);
  const values = new Float32Array(floatsOf(parameters));
  for (const { name, dims, at, size } of parameters) {
    const tensor = named(name);
    const cut = name === 'wpe.weight' ? [context, width] : dims;
    if (tensor.dims.join('x') !== cut.join('x'))
      throw new LabProblem('checkpoint-shape', { path, name, given: tensor.dims.join('x'), wanted: cut.join('x') });
    values.set(tensor.values.subarray(0, size), at);
  }
  return { shape, values };
}
