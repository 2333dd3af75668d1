import { adapterOf, sidesOf } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import type { Checkpoint } from './saved-run.ts';
import type { Tensor } from './tensor-bytes.ts';

/** The run with its adapters added onto the weights that they adapt: W + (alpha / rank)·A·B. Others stay as they are. Throws LabProblem. */
export function merged(run: Checkpoint, path: string): Checkpoint {
  const { lora, ...shape } = run.shape;
  if (!lora) return run;
  const tensors = new Map(run.tensors);
  const valuesOf = (name: string, dims: readonly number[]): Float32Array => {
    const tensor = tensors.get(name);
    const [given, wanted] = [tensor?.dims.join('x') ?? '-', dims.join('x')];
    if (given !== wanted) throw new LabProblem('checkpoint-shape', { path, name, given, wanted });
    return tensor!.values;
  };
  for (let l = 0; l < shape.layers; l++)
    for (const target of lora.targets) {
      const linear = `h.${l}.${target}`;
      const [from, to] = sidesOf(target, shape.width);
      const [a, b] = adapterOf(linear);
      const added = withProduct(
        valuesOf(`${linear}.weight`, [from, to]),
        valuesOf(a, [from, lora.rank]),
        valuesOf(b, [lora.rank, to]),
        lora.rank,
        lora.alpha / lora.rank,
      );
      tensors.set(`${linear}.weight`, { dims: [from, to], values: added } satisfies Tensor);
    }
  return { ...run, shape, tensors };
}

/** W [from, to] + scale · A [from, rank] · B [rank, to]. */
function withProduct(w: Float32Array, a: Float32Array, b: Float32Array, rank: number, scale: number): Float32Array {
  const sum = w.slice();
  const to = b.length / rank;
  for (let i = 0; i < sum.length / to; i++)
    for (let r = 0; r < rank; r++) {
      const factor = scale * a[i * rank + r]!;
      for (let j = 0; j < to; j++) sum[i * to + j]! += factor * b[r * to + j]!;
    }
  return sum;
}
