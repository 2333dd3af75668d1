import { type Architecture, type Block, blockTensors, elements, type Tensor } from '../model/index.ts';
import type { LayerKnobs } from './layer-work.ts';
import { elementBytes, tokensPerRank } from './layer-work.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { withCopiedKeys } from './rank-block.ts';

/**
 * What one layer keeps for backward, bytes on one rank for one micro-batch. After Korthikanti et al. 2022 (arXiv:2205.05198),
 * equations 1-4, generalised to grouped queries, latent attention, gated and expert MLPs, fused attention and no dropout:
 * with GPT sizes, dropout and unfused attention they give s·b·h·(34 + 5·a·s/h) and its shares exactly (tested).
 */
export interface Kept {
  /** Without recompute. */
  readonly all: number;
  /**
   * With selective recompute. Unfused attention: without its scores (Korthikanti et al., section 5). Fused: without norm outputs,
   * activation outputs, latent attention's up-projections and unweighted expert outputs (Megatron-Core's recompute modules; DeepSeek-V3, 3.2.3).
   */
  readonly selective: number;
  /** Only the layer's input: full recompute. */
  readonly input: number;
  /** Dispatched copies of tokens at the experts, within `all` and within `selective`. */
  readonly experts: number;
  readonly expertsSelective: number;
}

const B16 = 2; // bytes of a 16-bit element
const MASK = 1; // bytes of a dropout mask entry

/** Bytes per token by the ways they are divided; `again` = the part that selective recompute gives back. */
interface PerToken {
  region: number;
  /** Inputs of products: whole, or gathered again. */
  gathered: number;
  tensor: number;
  scores: number;
  experts: number;
  againGathered: number;
  againTensor: number;
  againExperts: number;
}

/** Bytes that one layer of this block keeps. */
export function keptBytes(
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  knobs: LayerKnobs & { gatherAgain: boolean },
): Kept {
  const T = tokensPerRank(problem, knobs);
  const split = knobs.tpComm === 'rs-ag' ? knobs.tp : 1;
  const gatheredSplit = knobs.tpComm === 'rs-ag' && knobs.gatherAgain ? knobs.tp : 1;
  // A product in 8 bit keeps its input in 8 bit for the weight gradient (Transformer Engine).
  const inputBytes = Math.max(1, Math.min(B16, elementBytes(problem.precision.compute)));
  const token: PerToken = {
    region: 0,
    gathered: 0,
    tensor: 0,
    scores: 0,
    experts: 0,
    againGathered: 0,
    againTensor: 0,
    againExperts: 0,
  };
  token.region += B16 * problem.architecture.hidden * Math.min(block.norms, 2);
  addMixer(token, problem, preset, withCopiedKeys(block, knobs.tp), inputBytes);
  addMlp(token, problem, preset, block, knobs, inputBytes);
  const again = preset.flash
    ? token.againGathered / gatheredSplit + (token.againTensor + token.againExperts) / knobs.tp
    : token.scores / knobs.tp;
  const all =
    token.region / split + token.gathered / gatheredSplit + (token.tensor + token.scores + token.experts) / knobs.tp;
  return {
    all: T * all,
    selective: T * (all - again),
    input: (T * B16 * problem.architecture.hidden) / split,
    experts: (T * token.experts) / knobs.tp,
    expertsSelective: (T * (token.experts - (preset.flash ? token.againExperts : 0))) / knobs.tp,
  };
}

function addMixer(token: PerToken, problem: TrainingProblem, preset: Preset, block: Block, inputBytes: number): void {
  const { mixer } = block;
  if (mixer === null) return;
  const { architecture, sequence } = problem;
  token.gathered += inputBytes * architecture.hidden;
  token.againGathered += inputBytes * architecture.hidden;
  if (architecture.dropout) token.region += MASK * architecture.hidden;
  if (mixer.kind === 'attention') {
    const q = mixer.heads * mixer.headDim;
    token.tensor += B16 * (q + 2 * mixer.kvHeads * mixer.headDim) + inputBytes * q; // row sums are below a thousandth
    // Softmax output, dropout mask and dropped-out scores: 5 a s, or 2 a s without dropout.
    if (!preset.flash) token.scores = (architecture.dropout ? 2 * B16 + MASK : B16) * mixer.heads * sequence;
  } else if (mixer.kind === 'mla') {
    const up = B16 * mixer.heads * (2 * (mixer.qkNope + mixer.qkRope) + mixer.vHead);
    token.tensor += up + inputBytes * mixer.heads * mixer.vHead + B16 * ((mixer.qLoraRank ?? 0) + mixer.kvLoraRank);
    token.againTensor += up;
  } else {
    token.tensor += B16 * (4 * mixer.heads * mixer.headDim + 4 * mixer.groups * mixer.stateDim);
  }
}

function addMlp(
  token: PerToken,
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  knobs: LayerKnobs,
  inputBytes: number,
): void {
  const { mlp } = block;
  if (mlp === null) return;
  const h = problem.architecture.hidden;
  const inner = innerKept(mlp, preset, knobs, inputBytes);
  token.gathered += inputBytes * h;
  token.againGathered += inputBytes * h;
  if (mlp.kind === 'dense') {
    token.tensor += inner.all * mlp.inner;
    token.againTensor += inner.again * mlp.inner;
    if (problem.architecture.dropout) token.region += MASK * h;
    return;
  }
  token.region += 4 * mlp.experts; // fp32 scores
  const width = mlp.latent ?? h;
  // Each token stands topk times: permuted input, inner activations, output before it is weighted.
  token.experts += mlp.topk * knobs.etp * (inputBytes * width + B16 * width) + mlp.topk * inner.all * mlp.inner;
  token.againExperts += mlp.topk * knobs.etp * B16 * width + mlp.topk * inner.again * mlp.inner;
  token.tensor += inner.all * mlp.sharedInner;
  token.againTensor += inner.again * mlp.sharedInner;
}

/** Bytes per inner unit: what the activation needs (gate and up, or its input) and its output, the next product's input. */
function innerKept(
  mlp: { gated: boolean },
  preset: Preset,
  knobs: Pick<LayerKnobs, 'fusedActivation'>,
  inputBytes: number,
): { all: number; again: number } {
  const before = B16 * (mlp.gated ? 2 : 1) + (preset.keepsActivationTwice && mlp.gated ? B16 : 0);
  const after = knobs.fusedActivation ? 0 : inputBytes;
  return { all: before + after, again: after };
}

/** Bytes in flight while one layer is recomputed or run backward: gradients of its widest tensors. */
export function workingBytes(problem: TrainingProblem, block: Block, knobs: LayerKnobs): number {
  const T = tokensPerRank(problem, knobs);
  const h = problem.architecture.hidden;
  const inner =
    block.mlp === null ? 0 : block.mlp.kind === 'dense' ? block.mlp.inner : block.mlp.inner * block.mlp.topk;
  return T * B16 * (2 * h + (2 * inner) / knobs.tp);
}

/** Parameters of one layer on one rank: those every tensor rank shares out or copies, and its experts'. */
export interface LocalParameters {
  readonly dense: number;
  readonly expert: number;
  /** FLOP of orthogonalising every matrix once (Muon), this rank's share of tensor and expert ranks. */
  readonly orthogonalise: number;
}

export function localParameters(
  tensors: readonly Tensor[],
  knobs: Pick<LayerKnobs, 'tp' | 'ep' | 'etp'>,
): LocalParameters {
  let dense = 0;
  let expert = 0;
  let orthogonalise = 0;
  for (const tensor of tensors) {
    if (tensor.shape.length === 2)
      orthogonalise +=
        (tensor.count * newtonSchulzFlops(tensor.shape[0]!, tensor.shape[1]!)) /
        (tensor.shard === 'expert' ? knobs.ep * knobs.etp : knobs.tp);
    const n = elements(tensor);
    if (tensor.shard === 'expert') expert += n / (knobs.ep * knobs.etp);
    else if (tensor.shard === 'none') dense += n;
    else dense += n / knobs.tp;
  }
  return { dense, expert, orthogonalise };
}

/** Five iterations of X' = aX + (bA + cA²)X with A = XXᵀ on the shorter side. */
function newtonSchulzFlops(rows: number, columns: number): number {
  const n = Math.min(rows, columns);
  const k = Math.max(rows, columns);
  return 5 * (4 * n * n * k + 2 * n ** 3);
}

export const layerParameters = (architecture: Architecture, block: Block, knobs: LayerKnobs): LocalParameters =>
  localParameters(blockTensors(withCopiedKeys(block, knobs.tp), architecture.hidden), knobs);
