import { type Because, defineTerm, derive, input } from '../../because/index.ts';
import type { ServingProblem } from '../deployment.ts';
import type { Budget, BudgetInput } from './budget.ts';
import { cacheLayout, KV_BYTES } from './cache-layout.ts';
import { tokenReason } from './cache-reasons.ts';
import { driverTotal } from './driver-total.ts';
import { llamaCppBudget } from './llama-cpp.ts';
import { type Bytes, exact, type KvCapacity, type MemorySettings } from './settings.ts';
import { sglangBudget } from './sglang.ts';
import { trtllmBudget } from './trtllm.ts';
import { vllmBudget } from './vllm.ts';
import { weightsOf } from './weights.ts';

/** How one engine lays memory out. */
interface Rule {
  readonly budget: (given: BudgetInput) => Budget;
  readonly blockTokens: number;
  /** TensorRT-LLM rounds the last block up, the others down. */
  readonly roundsUp?: boolean;
}

const RULES: readonly (readonly [engine: RegExp, rule: Rule])[] = [
  [/^sglang/, { budget: sglangBudget, blockTokens: 1 }],
  [/^trtllm-0/, { budget: trtllmBudget, blockTokens: 64, roundsUp: true }],
  [/^(trtllm|neuron)/, { budget: trtllmBudget, blockTokens: 32, roundsUp: true }],
  [/^(llamacpp|llama\.cpp|mlx)/, { budget: llamaCppBudget, blockTokens: 256 }],
  [/ascend|gaudi/, { budget: vllmBudget, blockTokens: 128 }],
  [/./, { budget: vllmBudget, blockTokens: 16 }],
];

export const blocksOf = defineTerm(
  {
    term: 'memory.blocks',
    formula: 'kv_bytes / (block · bytes_per_token)',
    unit: '1',
    symbols: {
      kv_bytes: { unit: 'B', meaning: 'what is left for the cache on the fullest accelerator' },
      block: { unit: '1', meaning: 'tokens of one block' },
      bytes_per_token: { unit: 'B', meaning: 'cache of one token there' },
    },
    source: 'https://arxiv.org/abs/2309.06180',
  },
  (bytes: number, block: number, each: number) => (each > 0 ? bytes / (block * each) : 0),
);

export const tokensOf = defineTerm(
  {
    term: 'memory.tokens',
    formula: 'blocks · block · replicas',
    unit: '1',
    symbols: {
      blocks: { unit: '1', meaning: 'whole blocks of one attention rank' },
      block: { unit: '1', meaning: 'tokens of one block' },
      replicas: { unit: '1', meaning: 'attention data parallelism: each rank holds requests of its own' },
    },
    source: 'definition',
  },
  (blocks: number, block: number, replicas: number) => blocks * block * replicas,
);

const TYPICAL = 8192; // tokens: long enough that a window has filled

/**
 * Tokens and blocks of an engine's KV cache on one replica, and the budget that they follow from. Never negative: where weights and
 * buffers are more than there is, the cache is 0 and `fits` is false. With several kinds of layer, blocks are those of a request of
 * typical length.
 */
export function kvCapacity(problem: ServingProblem, settings: MemorySettings = {}): KvCapacity {
  const { architecture, deployment, machine, engine } = problem;
  const [, rule] = RULES.find(([name]) => name.test(engine.toLowerCase()))!;
  const blockTokens = settings.blockTokens ?? rule.blockTokens;
  const layout = cacheLayout(architecture, deployment, { blockTokens, hybrid: settings.hybrid ?? true });
  const typical = settings.contextTokens ?? Math.min(architecture.maxPositions || TYPICAL, TYPICAL);
  const whole = Math.ceil(typical / blockTokens) * blockTokens;
  const bytesPerToken = layout.sequenceBytes(whole) / whole;
  const total = driverTotal(machine.chip, machine.rates.capacity);
  const weights = weightsOf(problem, settings);
  const budget = rule.budget({ problem, settings, total, weights });
  const round = (blocks: number) => Math.max(0, rule.roundsUp && blocks > 0 ? Math.ceil(blocks) : Math.floor(blocks));
  const each = tokenReason(layout.groups, deployment.tp, KV_BYTES[deployment.kv], whole, bytesPerToken);
  const block = input('block', blockTokens, '1');
  const counted: Because = derive('blocks', blocksOf, [budget.because, block, each]);
  const own = settings.blocks;
  const at = (bytes: number) => round(blocksOf(bytes, blockTokens, bytesPerToken));
  const blocks: Bytes =
    own === undefined ? { value: at(budget.kv.value), low: at(budget.kv.low), high: at(budget.kv.high) } : exact(own);
  const dp = Math.max(1, deployment.dp);
  const scaled = (bytes: Bytes): Bytes => ({
    value: tokensOf(bytes.value, blockTokens, dp),
    low: tokensOf(bytes.low, blockTokens, dp),
    high: tokensOf(bytes.high, blockTokens, dp),
  });
  const why: Because =
    own === undefined
      ? { ...counted, value: blocks.value, low: blocks.low, high: blocks.high }
      : input('blocks', own, '1');
  const tokens = scaled(blocks);
  return {
    tokens,
    blocks,
    blockTokens,
    bytesPerToken,
    totalBytes: total.value,
    parts: budget.parts,
    kvBytes: own === undefined ? budget.kv : exact(own * blockTokens * bytesPerToken),
    fits: blocks.value > 0,
    sequenceBytes: layout.sequenceBytes,
    because: {
      ...derive('kv_capacity', tokensOf, [why, block, input('replicas', dp, '1')]),
      low: tokens.low,
      high: tokens.high,
    },
  };
}
