import { type Architecture, kvElementsPerToken, parametersOf, stateElements } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { type EngineProfile, LOCAL_TABLE, type LocalTable } from '../profile/index.ts';
import { KV_BYTES } from './attention.ts';
import type { CompiledStep, StepParts } from './compile.ts';
import { localChip } from './local-chip.ts';
import { localEncoderSeconds, SCORE_BYTES } from './local-encoder.ts';
import type { StepSums } from './step.ts';

const PIECE = 512; // tokens of a prompt that llama.cpp multiplies at once (n_ubatch, common/common.h)
const REDUCTIONS = 2; // a layer: after attention, after the feed-forward

/**
 * llama.cpp, MLX and their like, which run few requests and launch every kernel.
 *
 * A token: weights through memory, at a share of its bandwidth or as fast as multiprocessors take them; a gap for each layer; a step from
 * card to card where layers are dealt to cards, two all-reduces a layer where matrices are cut. A prompt: pieces of 512 tokens; products at
 * a share of the 16-bit peak or as many as the power limit feeds; narrow weights are widened before each piece; scores of attention go
 * through memory (no fused attention, the default until 2025); cards work on different pieces at once; pictures pass their tower first
 * (local-encoder). Numbers: profile/local.
 * Null for engines that serve many requests by tables of kernels.
 */
export function localStep(
  problem: ServingProblem,
  profile: EngineProfile,
  table: LocalTable = LOCAL_TABLE,
): CompiledStep | null {
  if (profile.family !== 'llamacpp' && profile.family !== 'mlx') return null;
  const { architecture, deployment, machine, pictures } = problem;
  const { tp, pp, weights, kv } = deployment;
  const fit = table.chip;
  const engine = table.engines[profile.kernels ?? 'llamacpp'];
  const chip = localChip(machine.chip, engine, table);
  const layers = architecture.order.length;
  const parameters = parametersOf(architecture);
  const bytesEach = weights.bits / 8 / tp;
  const head = architecture.vocab * architecture.hidden;
  const perToken = Math.max(0, parameters.active - (parameters.total - parameters.experts));
  const body = Math.max(0, parameters.activeWithoutEmbedding - head);
  const dense = body - perToken;
  const headBytes = (head * weights.restBits) / 8 / tp;
  const cache = (kvElementsPerToken(architecture, 0) * KV_BYTES[kv]) / tp;
  const state = (2 * stateElements(architecture) * 4) / tp;
  const heads = attentionHeads(architecture, tp);
  const narrow = weights.bits < 16;
  const rate = chip.products * (narrow ? chip.narrow : 1);
  const fixed = layers * (chip.gap + (tp > 1 ? REDUCTIONS * engine.reduce * 1e-6 * doublings(profile, tp) : 0));
  const encoding = pictures ? localEncoderSeconds(pictures, chip, fit) : 0;
  const handOver = (pp - 1) * fit.card * 1e-3;

  const explain = (step: Readonly<StepSums>): StepParts => {
    const { decodes, chunkTokens } = step;
    const tokens = decodes + chunkTokens;
    if (tokens === 0) return { ...NOTHING, small: fixed };
    const pieces = Math.max(1, chunkTokens / PIECE);
    const woken = parameters.experts > 0 ? parameters.experts * (1 - (1 - perToken / parameters.experts) ** tokens) : 0;
    const read = (dense * bytesEach + headBytes) / chip.weights;
    const experts = (woken * bytesEach) / chip.weights;
    const multiplied = (2 * (tokens * body + step.logits * head)) / tp / rate;
    const widened =
      narrow && chunkTokens > 0 ? (pieces * chip.widen * (dense + woken) * (2 / tp + bytesEach)) / chip.memory : 0;
    // Every piece is scored against all tokens up to its end.
    const scores = step.chunkPairs + (chunkTokens * Math.min(PIECE, chunkTokens)) / 2;
    const scored = scores * heads.count * ((fit.scores * SCORE_BYTES) / chip.memory + (4 * heads.size) / rate);
    const held = (step.decodeContext * cache + (decodes + step.chunks) * state) / chip.memory;
    // Cards that hold different layers work on different pieces at once, as far as there are pieces.
    const spread = 1 - fit.stages + (fit.stages * (pieces + pp - 1)) / (pieces * pp);
    const prompt = chunkTokens > 0 ? spread * (multiplied + widened) : multiplied;
    // Launches hide behind products that take longer than both.
    const bound = prompt - experts > read + fixed;
    const products = bound ? prompt - experts : read;
    return {
      ...NOTHING,
      encoder: chunkTokens * encoding,
      products,
      experts,
      attention: held + (chunkTokens > 0 ? spread * scored : 0),
      small: bound ? 0 : fixed,
      pipeline: handOver * pieces,
      host: profile.overheads.step,
    };
  };
  const seconds = (step: Readonly<StepSums>): number => {
    const { encoder, products, experts, attention, small, pipeline, host } = explain(step);
    return encoder + products + experts + attention + small + pipeline + host;
  };
  return {
    seconds,
    explain,
    profile,
    sources: [{ kernel: 'all', grade: 'family', from: [] }],
    grade: 'family',
    frontEnd: { request: profile.overheads.request, inputToken: profile.overheads.inputToken },
  };
}

const NOTHING: StepParts = {
  encoder: 0,
  products: 0,
  attention: 0,
  experts: 0,
  'all-reduce': 0,
  exchange: 0,
  small: 0,
  adapters: 0,
  head: 0,
  pipeline: 0,
  host: 0,
};

/** llama.cpp gathers rows on one card, so that more cards wait longer; others reduce in a ring whose latency hardly grows. */
const doublings = ({ kernels }: EngineProfile, tp: number): number =>
  kernels === undefined || kernels === 'llamacpp' ? Math.log2(tp) : 1;

/** Query heads of all layers on one card, and the width of one. */
function attentionHeads(
  { blocks, order }: Architecture,
  tp: number,
): { readonly count: number; readonly size: number } {
  let count = 0;
  let size = 128;
  for (const at of order) {
    const mixer = blocks[at]!.mixer;
    if (mixer?.kind === 'attention') [count, size] = [count + mixer.heads, mixer.headDim];
    else if (mixer?.kind === 'mla') [count, size] = [count + mixer.heads, mixer.vHead];
  }
  return { count: count / tp, size };
}
