import { layersOfKind } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import type { CompiledStep } from './compile.ts';
import { KERNEL_GAP } from './datasheet-product.ts';
import { rankLayer } from './rank-layer.ts';
import type { StepSums } from './step.ts';

/** Adapters of low rank (LoRA) that requests ask for, beside the model that all share. */
export interface Adapters {
  readonly count: number;
  readonly rank: number;
  /** Held on the accelerators at once, and mixed in one batch (vLLM's max_loras); others wait, or are fetched from host memory. */
  readonly together: number;
  /** Of all requests, those that ask for one. */
  readonly share: number;
}

const BYTES = 2; // adapters stay in 16 bit
/** Two kernels a product: down to the rank, up again (Punica's SGMV, arXiv 2310.18547). */
const KERNELS = 2;

/** Bytes of one adapter on one accelerator: a row and a column of rank r beside every dense product. Routed experts have none. */
export function adapterBytes(problem: ServingProblem, rank: number): number {
  let elements = 0;
  for (const { n, k, layers } of targets(problem)) elements += layers * rank * (n + k);
  return BYTES * elements;
}

/**
 * A timer with adapters: the rows of every adapter in the batch are read once, activations pass through memory once more on their way down
 * to the rank and up again, and each product launches two kernels (S-LoRA, arXiv 2311.03285; Punica, arXiv 2310.18547). Requests ask for
 * adapters evenly. What is not held on the accelerators is fetched when its request starts.
 */
export function withAdapters(step: CompiledStep, problem: ServingProblem, adapters: Adapters): CompiledStep {
  const { rates } = problem.machine;
  const own = adapterBytes(problem, adapters.rank);
  let kernels = 0;
  let moved = 0;
  for (const { n, k, layers } of targets(problem)) {
    kernels += KERNELS * layers;
    moved += layers * BYTES * (k + 2 * n);
  }
  const together = Math.min(adapters.count, adapters.together);
  const fetched = adapters.share * Math.max(0, 1 - together / adapters.count) * (own / rates.host);
  const ranks = problem.deployment.dp;
  const extra = ({ decodes, chunks, chunkTokens, starts }: Readonly<StepSums>): number => {
    const asking = (adapters.share * (decodes + chunks)) / ranks;
    if (asking === 0) return 0;
    const different = together * (1 - (1 - 1 / together) ** asking);
    const tokens = (adapters.share * (decodes + chunkTokens)) / ranks;
    return (
      Math.min(1, asking) * kernels * KERNEL_GAP +
      (different * own + tokens * moved) / rates.memory +
      (starts / ranks) * fetched
    );
  };
  const { again } = step;
  return {
    ...step,
    seconds: (sums) => step.seconds(sums) + extra(sums),
    ...(again && { again: (sums: Readonly<StepSums>) => again(sums) + extra(sums) }),
    explain: (sums) => ({ ...step.explain(sums), adapters: extra(sums) }),
  };
}

/** Dense products of a rank, with how many layers have each. */
function targets({ architecture, deployment }: ServingProblem): { n: number; k: number; layers: number }[] {
  const times = layersOfKind(architecture);
  return architecture.blocks.flatMap((block, i) =>
    rankLayer(block, times[i]!, architecture.hidden, deployment.tp, deployment.weights)
      .products.filter(({ routed }) => !routed)
      .map(({ n, k }) => ({ n, k, layers: times[i]! / deployment.pp })),
  );
}
