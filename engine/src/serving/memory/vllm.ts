import { type Because, defineTerm, derive, input } from '../../because/index.ts';
import type { Chip } from '../../facts/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { activationPeak } from './activation.ts';
import { atLeast, type Budget, type BudgetInput, budgetOf, held, logged, part, versionOf } from './budget.ts';
import { GiB } from './settings.ts';

const REPORT =
  'https://github.com/llm-d-incubation/llm-d-planner/blob/main/docs/accuracy/vllm-v0.19.0-accuracy-report.md';
const LARGE = 70 * GiB; // vLLM takes its server defaults for cards from here up
/** Last versions of profiles that newer ones have followed. */
const OLD_PROFILES: Readonly<Record<string, string>> = { 'vllm-0.4': '0.6', 'vllm-0.8': '0.14' };
const CONTEXT = 0.5 * GiB; // CUDA context: 0.51 GiB used before anything is loaded (H100)

const perLogit = (value: number, low: number, high: number, source: string): Because => ({
  name: 'per_logit',
  value,
  low,
  high,
  unit: 'B',
  kind: 'assumption',
  source,
});

/**
 * Bytes that the sampler's warm-up holds for each logit. Up to 0.16 top-k and top-p sort all logits: 38.2-38.4 (Llama, Qwen3, gpt-oss
 * at 1,024 slots, Llama and Qwen3-8B at 256); since 0.17 a kernel does without: 14.7-15.6 (13 models on H100). One run of 0.19 on a
 * consumer card held as much as before, and nobody says why: such cards get that, and the range of both.
 */
function bytesPerLogit(version: readonly [number, number], v0: boolean, chip: Chip): Because {
  if (v0) return perLogit(35, 31, 41, 'vLLM V0 logs: https://github.com/vllm-project/vllm/pull/10511, issues/15815');
  if (!atLeast(version, 0, 17))
    return perLogit(38.3, 37.5, 39.2, 'https://github.com/llm-d-incubation/llm-d-planner (constants before vLLM 0.17)');
  if (chip.memory.type.startsWith('GDDR'))
    return perLogit(
      35,
      14.5,
      38.3,
      'https://github.com/casys-kaist/LLMServingSim (bench/examples, RTX4090, vLLM 0.19)',
    );
  return perLogit(14.9, 14.2, 16.5, REPORT);
}

/** What the CUDA runtime and NCCL hold beside tensors. */
function nonTorch(
  version: readonly [number, number],
  v0: boolean,
  { tp, pp }: ServingProblem['deployment'],
  chip: Chip,
) {
  if (v0) {
    const source = 'vLLM V0 logs: https://github.com/vllm-project/vllm/pull/10511, pull/14447, issues/15815';
    return tp > 1 ? logged('non_torch', 0.6, 0.2, 3.58, source) : logged('non_torch', 0.3, 0.02, 1.79, source);
  }
  // Since 0.9.2 what NCCL took while starting is counted (vllm PR 19312).
  if (tp > 1 && atLeast(version, 0, 9)) return logged('non_torch', 2.1, 1.9, 2.25, REPORT);
  if (tp > 1) return logged('non_torch', 0.55, 0.3, 2.25, 'https://github.com/llm-d-incubation/llm-d-planner');
  if (pp > 1) return logged('non_torch', 0.07, 0.02, 0.3, REPORT);
  if (chip.memory.type.startsWith('GDDR') || !atLeast(version, 0, 17))
    return logged('non_torch', 0.04, 0.02, 0.25, 'vLLM V1 logs of 24 and 48 GB cards: 0.02-0.04 GiB');
  return logged('non_torch', 0.25, 0.2, 0.5, REPORT);
}

export const requested = defineTerm(
  {
    term: 'memory.unasked',
    formula: 'total - min(gpu_memory_utilization · total, total - held)',
    unit: 'B',
    symbols: {
      total: { unit: 'B', meaning: 'what the driver reports' },
      utilisation: { unit: '1', meaning: 'gpu_memory_utilization' },
      held: { unit: 'B', meaning: 'CUDA context and other programs' },
    },
    source: 'https://github.com/vllm-project/vllm/blob/main/vllm/v1/worker/gpu_worker.py',
  },
  (total: number, utilisation: number, taken: number) => total - Math.min(utilisation * total, total - taken),
);

/**
 * vLLM: cache = gpu_memory_utilization · total - weights - activation peak - non-torch (- CUDA graphs, estimated since 0.21).
 * Before 0.21 graphs are captured into what gpu_memory_utilization leaves.
 */
export function vllmBudget({ problem, settings, total, weights }: BudgetInput): Budget {
  const { architecture, deployment, engine, machine } = problem;
  const version = versionOf(settings.version ?? OLD_PROFILES[engine]);
  const v0 = !atLeast(version, 0, 8);
  const small = total.value < LARGE;
  const slots = settings.maxBatch ?? (v0 || small ? 256 : 1024);
  const tokens = settings.maxBatchedTokens ?? (v0 || !small ? 8192 : 2048);
  const logit = bytesPerLogit(version, v0, machine.chip);
  const peak = activationPeak(architecture, deployment, { slots, tokens }, logit);
  const sampler = slots * architecture.vocab;
  const wide = peak.formula?.startsWith('perLogit');
  const activation: Because = {
    ...peak,
    low: wide ? peak.value - (logit.value - logit.low!) * sampler : 0.85 * peak.value,
    high: wide ? peak.value + (logit.high! - logit.value) * sampler : 1.25 * peak.value,
  };
  const graphs = atLeast(version, 0, 21);
  const other = held(settings);
  const context = input('held', CONTEXT + other.value, 'B');
  return budgetOf(total, [
    part('weights', weights),
    part('activation', activation),
    part('non-torch', nonTorch(version, v0, deployment, machine.chip)),
    ...(graphs ? [part('graphs', logged('graphs', 1.03, settings.version ? 0.51 : 0, 1.85, REPORT))] : []),
    part(
      'fraction',
      derive('fraction', requested, [total, input('gpu_memory_utilization', settings.fraction ?? 0.9, '1'), context]),
    ),
  ]);
}
