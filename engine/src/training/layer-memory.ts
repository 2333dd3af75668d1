import { type Architecture, type Block, type Tensor, blockTensors, elements } from '../model/index.ts';
import type { LayerKnobs } from './layer-work.ts';
import { tokensPerRank } from './layer-work.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';

/**
 * What one layer keeps for backward, bytes on one rank for one micro-batch. After Korthikanti et al. 2022 (arXiv:2205.05198),
 * equations 1-4, generalised to grouped queries, latent attention, gated and expert MLPs, fused attention and no dropout:
 * with GPT sizes, dropout and unfused attention they give s·b·h·(34 + 5·a·s/h) and its shares exactly (tested).
 */
export interface Kept {
  /** Without recompute. */
  readonly all: number;
  /** Of `all`, what selective recompute of the attention core gives back (the score matrix; nothing with fused attention). */
  readonly scores: number;
  /** Only the layer's input: full recompute. */
  readonly input: number;
  /** Of `all`, dispatched copies of tokens at the experts. */
  readonly experts: number;
}

const B16 = 2; // bytes of a 16-bit element
const MASK = 1; // bytes of a dropout mask entry

/** Bytes that one layer of this block keeps. */
export function keptBytes(problem: TrainingProblem, preset: Preset, block: Block, knobs: LayerKnobs & { gatherAgain: boolean }): Kept {
  const { architecture, sequence } = problem;
  const T = tokensPerRank(problem, knobs);
  const h = architecture.hidden;
  const split = knobs.tpComm === 'rs-ag' ? knobs.tp : 1;
  // Sequence region: split over tensor ranks only with sequence parallelism. A gathered input is kept whole unless gathered again.
  let region = B16 * h * Math.min(block.norms, 2);
  let gathered = 0;
  let tensor = 0;
  let scores = 0;
  let experts = 0;
  if (block.mixer !== null) {
    gathered += B16 * h;
    tensor += mixerKept(block.mixer);
    if (architecture.dropout) region += MASK * h;
    if (!preset.flash && block.mixer.kind === 'attention') {
      // Softmax output, dropout mask and dropped-out scores: 5 a s, or 2 a s without dropout.
      scores = (architecture.dropout ? 2 * B16 + MASK : B16) * block.mixer.heads * sequence;
    }
  }
  if (block.mlp?.kind === 'dense') {
    gathered += B16 * h;
    tensor += B16 * innerKept(block.mlp, preset, knobs) * block.mlp.inner;
    if (architecture.dropout) region += MASK * h;
  } else if (block.mlp?.kind === 'moe') {
    const { mlp } = block;
    region += B16 * h + 4 * mlp.experts; // router input and fp32 scores
    const width = mlp.latent ?? h;
    const inner = (innerKept(mlp, preset, knobs) * mlp.inner) / knobs.etp;
    // Each token stands topk times: permuted input, inner activations, output before it is weighted.
    experts = (B16 * mlp.topk * (2 * width + inner) * knobs.etp) / knobs.tp;
    if (mlp.sharedInner > 0) tensor += B16 * innerKept(mlp, preset, knobs) * mlp.sharedInner;
  }
  const gatheredSplit = knobs.tpComm === 'rs-ag' && knobs.gatherAgain ? knobs.tp : 1;
  const scoreBytes = (T * scores) / knobs.tp;
  const expertBytes = T * experts;
  return {
    all: T * (region / split + gathered / gatheredSplit + tensor / knobs.tp) + scoreBytes + expertBytes,
    scores: scoreBytes,
    input: (T * B16 * h) / split,
    experts: expertBytes,
  };
}

/** Elements kept per inner unit: gate, up and product (gated) or input and output of the activation; a fused kernel keeps no output. */
function innerKept(mlp: { gated: boolean }, preset: Preset, knobs: Pick<LayerKnobs, 'fusedActivation'>): number {
  const kept = mlp.gated ? 3 : 2;
  if (knobs.fusedActivation) return kept - 1;
  return preset.keepsActivationTwice && mlp.gated ? kept + 1 : kept;
}

function mixerKept(mixer: NonNullable<Block['mixer']>): number {
  if (mixer.kind === 'attention') {
    const q = mixer.heads * mixer.headDim;
    const kv = mixer.kvHeads * mixer.headDim;
    return B16 * (q + 2 * kv + q); // query, key, value, output; row sums are below a thousandth
  }
  if (mixer.kind === 'mla') {
    const qk = mixer.heads * (mixer.qkNope + mixer.qkRope);
    const v = mixer.heads * mixer.vHead;
    return B16 * (2 * qk + 2 * v + (mixer.qLoraRank ?? 0) + mixer.kvLoraRank);
  }
  const inner = mixer.heads * mixer.headDim;
  return B16 * (4 * inner + 4 * mixer.groups * mixer.stateDim);
}

/** Bytes in flight while one layer is recomputed or run backward: gradients of its widest tensors. */
export function workingBytes(problem: TrainingProblem, block: Block, knobs: LayerKnobs): number {
  const T = tokensPerRank(problem, knobs);
  const h = problem.architecture.hidden;
  const inner = block.mlp === null ? 0 : block.mlp.kind === 'dense' ? block.mlp.inner : block.mlp.inner * block.mlp.topk;
  return T * B16 * (2 * h + (2 * inner) / knobs.tp);
}

/** Parameters of one layer on one rank: those every tensor rank shares out or copies, and its experts'. */
export interface LocalParameters {
  readonly dense: number;
  readonly expert: number;
}

export function localParameters(tensors: readonly Tensor[], knobs: Pick<LayerKnobs, 'tp' | 'ep' | 'etp'>): LocalParameters {
  let dense = 0;
  let expert = 0;
  for (const tensor of tensors) {
    const n = elements(tensor);
    if (tensor.shard === 'expert') expert += n / (knobs.ep * knobs.etp);
    else if (tensor.shard === 'none') dense += n;
    else dense += n / knobs.tp;
  }
  return { dense, expert };
}

export const layerParameters = (architecture: Architecture, block: Block, knobs: LayerKnobs): LocalParameters =>
  localParameters(blockTensors(block, architecture.hidden), knobs);
