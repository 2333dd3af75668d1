import { type Because, input } from '../../because/index.ts';
import { type Architecture, parametersOf } from '../../model/index.ts';
import type { Deployment, ServingProblem } from '../deployment.ts';
import type { MemorySettings } from './settings.ts';

/** Weights as loaded lie this near to counted elements: mean error 0.84 % over 49 starts of vLLM 0.19. */
const SPREAD = 0.01;
const SOURCE = 'elements by bits; error: llm-d-planner, vLLM 0.19.0 accuracy report';

/** Weights of the fullest rank: what was logged, else reckoned. */
export function weightsOf({ architecture, deployment }: ServingProblem, { weightBytes }: MemorySettings): Because {
  if (weightBytes !== undefined) return input('weights', weightBytes, 'B');
  const value = plainBytes(architecture, deployment);
  return {
    name: 'weights',
    value,
    low: value * (1 - SPREAD),
    high: value * (1 + SPREAD),
    unit: 'B',
    kind: 'assumption',
    source: SOURCE,
  };
}

/** Elements by bits over ranks; embeddings, head and norms at the format's rest. */
function plainBytes(architecture: Architecture, { tp, pp, dp, weights }: Deployment): number {
  const counts = parametersOf(architecture);
  const outer = counts.embedding + counts.positions + counts.head;
  const experts = (counts.experts * weights.bits) / 8 / (tp * dp * pp);
  const dense = ((counts.mixer + counts.mlp) * weights.bits) / 8 / (tp * pp);
  const rest = ((counts.norm + counts.router + counts.other) * weights.restBits) / 8 / pp;
  return experts + dense + rest + (outer * weights.restBits) / 8 / tp / (pp > 1 ? 2 : 1);
}
