import type { Model } from '../model/built-model.ts';
import { type Lora, learningOf, type Parameter, PROJECTIONS, parametersOf, type Shape } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import type { Tensor, Tensors } from './tensor-bytes.ts';

/** A run as it was saved: what it goes on from. */
export interface Checkpoint {
  readonly shape: Shape;
  readonly iteration: number;
  /** Best loss on what is not learned from, so far. */
  readonly best: number;
  readonly dataset: string;
  readonly seed: number;
  /** Of a text whose tokens are characters and that is in no folder: in the order of their tokens. */
  readonly characters?: readonly string[];
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** Flat arrays that are kept, by what goes before a tensor's name. The weights have GPT-2's own names, so other programs read them. */
const KEPT = { '': 'weights', 'adamw.first.': 'first', 'adamw.second.': 'second' } as const;

/** Parameters that a flat array holds, and where each begins in it: all weights, moments of what learns. */
function partsOf(parameters: readonly Parameter[], array: 'weights' | 'first' | 'second') {
  const { from } = array === 'weights' ? { from: 0 } : learningOf(parameters);
  return parameters
    .filter(({ learns }) => learns || array === 'weights')
    .map(({ name, dims, at, size }) => ({ name, dims, size, from: at - from }));
}

/** What a run has come to, as tensors and a line of JSON about them. */
export function tensorsOfRun(
  model: Pick<Model, 'layout' | 'weights' | 'first' | 'second'>,
  run: Omit<Checkpoint, 'tensors' | 'shape'>,
): Tensors {
  const tensors = new Map<string, Tensor>();
  for (const [prefix, array] of Object.entries(KEPT))
    for (const { name, dims, size, from } of partsOf(model.layout.parameters, array))
      tensors.set(`${prefix}${name}`, { dims, values: model[array].subarray(from, from + size) });
  const { iteration, best, dataset, seed } = run;
  const about = { ...run, ...model.layout.shape };
  return {
    tensors,
    about: {
      format: 'pt',
      ridgepoint: JSON.stringify({ ...about, iteration, best: Number.isFinite(best) ? best : null, dataset, seed }),
    },
  };
}

/** The run of which tensors were kept. Throws LabProblem where they are none of the lab's. */
export function runOf({ tensors, about }: Tensors, path: string): Checkpoint {
  let run: Record<string, unknown>;
  try {
    run = JSON.parse(about.ridgepoint ?? '');
  } catch {
    throw new LabProblem('checkpoint-other', { path });
  }
  const number = (name: string): number => {
    const value = run[name];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new LabProblem('checkpoint-broken', { path, why: name });
    return value;
  };
  const shape: Shape = {
    layers: number('layers'),
    heads: number('heads'),
    width: number('width'),
    block: number('block'),
    vocabulary: number('vocabulary'),
    bias: run.bias === true,
    ...(run.lora !== undefined && { lora: loraOf(run.lora, path) }),
  };
  return {
    shape,
    iteration: number('iteration'),
    best: run.best === null ? Number.POSITIVE_INFINITY : number('best'),
    dataset: String(run.dataset ?? ''),
    seed: number('seed'),
    ...(isTexts(run.characters) && { characters: run.characters }),
    tensors,
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function loraOf(given: unknown, path: string): Lora {
  const { rank, alpha, targets } = (given ?? {}) as Partial<Lora>;
  const whole = Number.isInteger(rank) && rank! > 0 && typeof alpha === 'number' && Number.isFinite(alpha);
  if (!whole || !Array.isArray(targets) || !targets.every((target) => PROJECTIONS.includes(target)))
    throw new LabProblem('checkpoint-broken', { path, why: 'lora' });
  return { rank: rank!, alpha: alpha!, targets };
}

/** Fills a model's flat arrays; without `moments` only the weights. Throws LabProblem where a tensor is missing or of another shape. */
export function restore(
  arrays: Partial<Record<'weights' | 'first' | 'second', Float32Array>>,
  { shape, tensors }: Checkpoint,
  path: string,
): void {
  for (const [prefix, array] of Object.entries(KEPT)) {
    const into = arrays[array];
    if (!into) continue;
    for (const { name, dims, from } of partsOf(parametersOf(shape), array)) {
      const tensor = tensors.get(`${prefix}${name}`);
      const given = tensor?.dims.join('x') ?? '-';
      if (given !== dims.join('x'))
        throw new LabProblem('checkpoint-shape', { path, name, given, wanted: dims.join('x') });
      into.set(tensor!.values, from);
    }
  }
}
