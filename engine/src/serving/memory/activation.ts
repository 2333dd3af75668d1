import { type Because, defineTerm, derive, input } from '../../because/index.ts';
import type { Architecture, Block } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';

/** Logits of every slot and the sampler's copies of them. */
export const samplerPeak = defineTerm(
  {
    term: 'memory.sampler',
    formula: 'perLogit · slots · vocab + 2 · tokens · hidden + workspace',
    unit: 'B',
    symbols: {
      perLogit: { unit: 'B', meaning: 'logits in 32 bit and what sorting and masking copy of them' },
      slots: { unit: '1', meaning: 'most requests at once' },
      vocab: { unit: '1', meaning: 'vocabulary, whole on every rank' },
      tokens: { unit: '1', meaning: 'most tokens of one iteration' },
      hidden: { unit: '1', meaning: 'hidden size; the states of the last layer stay' },
      workspace: { unit: 'B', meaning: 'buffers of expert layers, which are kept' },
    },
    source: 'fitted to start-up logs of vLLM; see memory/vllm.ts',
  },
  (perLogit: number, slots: number, vocab: number, tokens: number, hidden: number, workspace: number) =>
    perLogit * slots * vocab + 2 * tokens * hidden + workspace,
);

/** One layer's activations at the largest iteration, in 16 bit. */
export const forwardPeak = defineTerm(
  {
    term: 'memory.forward',
    formula: '2 · tokens · (3 · inner + 4 · hidden) + workspace',
    unit: 'B',
    symbols: {
      tokens: { unit: '1', meaning: 'most tokens of one iteration' },
      inner: { unit: '1', meaning: 'widest feed-forward part of one rank: gate, up and their product' },
      hidden: { unit: '1', meaning: 'hidden size: input, residual, output and one copy' },
      workspace: { unit: 'B', meaning: 'buffers of expert layers' },
    },
    source: 'CodeLlama-7B 0.77, granite-3.1-8B 0.85 GiB at 8,192 tokens (llm-d-planner, vLLM 0.19.0 accuracy report)',
  },
  (tokens: number, inner: number, hidden: number, workspace: number) =>
    2 * tokens * (3 * inner + 4 * hidden) + workspace,
);

/** Buffers of an expert layer: gate and up of every token's experts, their product, and the result. */
export const expertWorkspace = defineTerm(
  {
    term: 'memory.experts',
    formula: '2 · tokens · topk · (max(2 · inner, hidden) + inner)',
    unit: 'B',
    symbols: {
      tokens: { unit: '1', meaning: 'most tokens of one iteration' },
      topk: { unit: '1', meaning: 'experts of a token' },
      inner: { unit: '1', meaning: 'width of an expert on one rank' },
      hidden: { unit: '1', meaning: 'width that experts work in' },
    },
    source: 'vLLM fused_moe work spaces; Qwen1.5-MoE 0.28, DeepSeek-V2-Lite 0.44 GiB above the sampler (same report)',
  },
  (tokens: number, topk: number, inner: number, hidden: number) =>
    2 * tokens * topk * (Math.max(2 * inner, hidden) + inner),
);

interface Sizes {
  readonly slots: number;
  readonly tokens: number;
}

/** Widest dense feed-forward part on one rank. */
const innerOf = ({ mlp }: Block, tp: number): number =>
  mlp === null ? 0 : mlp.kind === 'dense' ? mlp.inner / tp : mlp.sharedInner / tp;

function workspaceOf(architecture: Architecture, deployment: Deployment, tokens: number): Because {
  const { tp, dp, ep, weights } = deployment;
  let widest = input('workspace', 0, 'B');
  // Kernels of MXFP4 keep none: gpt-oss-20b has its sampler's 7.38 and 2.87 GiB (before and since 0.17) and no more.
  if (weights.expertsFit.startsWith('mxfp4')) return widest;
  for (const { mlp } of architecture.blocks) {
    if (mlp?.kind !== 'moe') continue;
    const why = derive('workspace', expertWorkspace, [
      input('tokens', tokens, '1'),
      input('topk', mlp.topk, '1'),
      input('inner', (mlp.inner * ep) / (tp * dp), '1'),
      input('hidden', mlp.latent ?? architecture.hidden, '1'),
    ]);
    if (why.value > widest.value) widest = why;
  }
  return widest;
}

/** Peak of activations on one rank of the last stage, with or without the sampler. */
export function activationPeak(
  architecture: Architecture,
  deployment: Deployment,
  { slots, tokens }: Sizes,
  perLogit: Because | null,
): Because {
  const workspace = workspaceOf(architecture, deployment, tokens);
  const inner = Math.max(0, ...architecture.blocks.map((block) => innerOf(block, deployment.tp)));
  const hidden = input('hidden', architecture.hidden, '1');
  const forward = derive('activation', forwardPeak, [
    input('tokens', tokens, '1'),
    input('inner', inner, '1'),
    hidden,
    workspace,
  ]);
  if (!perLogit) return forward;
  const sampler = derive('activation', samplerPeak, [
    perLogit,
    input('slots', slots, '1'),
    input('vocab', architecture.vocab, '1'),
    input('tokens', tokens, '1'),
    hidden,
    workspace,
  ]);
  return sampler.value >= forward.value ? sampler : forward;
}
