import { peakFlops } from '../../machine/index.ts';
import {
  type Architecture,
  type Block,
  blockTensors,
  elements,
  layersOfKind,
  operatorsOf,
  visionFlops,
} from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { profileFor } from '../profile/index.ts';
import { formatIn, formatOn, staysWide } from '../quantisation/index.ts';
import type { PowerChip } from './law.ts';

/** Layers of one kind of cache: bytes that one token of context holds on a rank, for no more than `window` tokens. */
export interface CacheGroup {
  readonly bytesPerToken: number;
  readonly window: number;
}

/** All that a problem's watts need of its model and deployment, on one accelerator, made once. */
export interface PowerShape {
  /** Accelerators of the replica. */
  readonly count: number;
  readonly chip: PowerChip;
  /** Micro-batches that pass the pipeline's stages; each reads the weights again. */
  readonly stages: number;
  /** Ranks of attention data parallelism: requests are dealt to them. */
  readonly dataRanks: number;
  /** All of them run as many tokens of prompts as the one that has most. */
  readonly padsRanks: boolean;
  readonly weightBytes: number;
  /** Experts: all of a rank's bytes, FLOP of one row through one expert of every layer, how many there are and each token visits. */
  readonly expertBytes: number;
  readonly expertFlop: number;
  readonly experts: number;
  readonly topk: number;
  /** Rows that a kernel's tile of 8-bit experts has; 1 = fits itself to the rows; 0 = experts in another format. */
  readonly tile: number;
  /** FLOP of one token through the layers and through the head, over all accelerators. */
  readonly layerFlop: number;
  readonly headFlop: number;
  /** The same of a prompt's token on top, for the pictures among them. */
  readonly pictureFlop: number;
  readonly cache: readonly CacheGroup[];
  /** Recurrent state a request reads and writes in a step, bytes on a rank. */
  readonly stateBytes: number;
  /** FLOP of a prompt's attention for one pair of query and key, and the window of those layers, over all accelerators. */
  readonly pairFlop: readonly { readonly flop: number; readonly window: number }[];
}

/** Rows of DeepGEMM's tiles for block-scaled FP8 experts. Kernels written for grouped routing (trtllm-gen on Blackwell) fit tiles to rows. */
const BLOCK_TILE = 128; // DeepGEMM README: groups are aligned to 128 rows
const KV_BYTES = { bf16: 2, fp16: 2, fp8: 1, int8: 1, fp4: 0.5625, int4: 0.5625 } as const;
const STATE_BYTES = 2 * 4; // read and written in FP32
/** Tokens; finite, so that none of it is none. */
const NO_WINDOW = 2 ** 40;
const FORMATS_16 = ['bf16', 'fp16', 'fp32', 'tf32'];

/** Sizes of a problem's model on one of its accelerators. */
export function powerShape({ architecture, machine, deployment, engine, pictures }: ServingProblem): PowerShape {
  const { tp, pp, dp } = deployment;
  const { rates } = machine;
  // Formats that the chip does not multiply in are widened to 16 bit first.
  const weights = formatIn(architecture, formatOn(machine.chip, deployment.weights));
  const layers = layersOfKind(architecture);
  const count = tp * pp * dp;
  const moe = architecture.blocks.find((block) => block.mlp?.kind === 'moe')?.mlp;
  let dense = 0;
  let denseFlop = 0;
  let expertElements = 0;
  architecture.blocks.forEach((block, i) => {
    for (const tensor of blockTensors(block, architecture.hidden)) {
      const size = elements(tensor) * layers[i]!;
      if (tensor.role === 'expert') {
        expertElements += size;
        continue;
      }
      const matrix = tensor.shape.length > 1 && ['mixer', 'mlp', 'shared-expert'].includes(tensor.role);
      const bits = matrix && !staysWide(weights, tensor.role, tensor.name) ? weights.bits : weights.restBits;
      dense += (size * bits) / 8 / (tensor.shard === 'none' ? 1 : tp);
      if (tensor.shape.length > 1) denseFlop += 2 * size;
    }
  });
  const { hidden, vocab } = architecture;
  return {
    count,
    chip: {
      tdp: rates.tdp,
      bandwidth: rates.memoryPeak,
      peak: peakFlops(machine.chip, weights.products),
      polls: dp > 1 && expertElements > 0,
      unpacks: weights.bits < 16 && FORMATS_16.includes(weights.products),
    },
    stages: pp,
    dataRanks: dp,
    padsRanks: dp > 1 && profileFor(engine).padsRanks === true,
    weightBytes: (dense + (hidden * vocab * weights.restBits) / 8 / tp) / pp,
    expertBytes: (expertElements * weights.bits) / 8 / count,
    expertFlop: moe?.kind === 'moe' ? (2 * expertElements) / moe.experts / count : 0,
    experts: moe?.kind === 'moe' ? moe.experts : 0,
    topk: moe?.kind === 'moe' ? moe.topk : 0,
    tile: tileOf(architecture, machine.chip.architecture, weights.expertsFit),
    layerFlop: denseFlop + (moe?.kind === 'moe' ? (2 * expertElements * moe.topk) / moe.experts : 0),
    headFlop: 2 * hidden * vocab,
    pictureFlop: pictures ? pictures.share * visionFlops(pictures.tower, pictures.patches) : 0,
    ...contextOf(architecture, layers, tp, pp, KV_BYTES[deployment.kv]),
  };
}

function tileOf(architecture: Architecture, chip: string, expertsFit: string): number {
  if (!expertsFit.startsWith('fp8')) return 0;
  if (expertsFit !== 'fp8-block') return 1;
  const grouped = architecture.blocks.some(({ mlp }) => mlp?.kind === 'moe' && mlp.groupLimit);
  return grouped && chip.startsWith('blackwell') ? 1 : BLOCK_TILE;
}

/** Cache, state and attention of prompts by window. A rank holds whole heads; the latent of MLA is on every rank of tensor parallelism. */
function contextOf(architecture: Architecture, layers: readonly number[], tp: number, pp: number, bytes: number) {
  const cache = new Map<number, number>();
  const pairs = new Map<number, number>();
  let stateBytes = 0;
  architecture.blocks.forEach((block: Block, i) => {
    const { mixer } = block;
    const times = layers[i]! / pp;
    if (mixer?.kind === 'mamba') {
      const inner = mixer.heads * mixer.headDim;
      stateBytes += (times * (inner * mixer.stateDim) * STATE_BYTES) / tp;
    } else if (mixer) {
      const window = mixer.kind === 'attention' ? (mixer.window ?? NO_WINDOW) : NO_WINDOW;
      const held =
        mixer.kind === 'attention'
          ? 2 * Math.max(1, mixer.kvHeads / tp) * mixer.headDim
          : mixer.kvLoraRank + mixer.qkRope;
      cache.set(window, (cache.get(window) ?? 0) + times * held * bytes);
      for (const o of operatorsOf(block, architecture.hidden))
        if (o.op === 'attention')
          pairs.set(window, (pairs.get(window) ?? 0) + layers[i]! * 2 * o.heads * (o.qkDim + o.vDim));
    }
  });
  return {
    cache: [...cache].map(([window, bytesPerToken]) => ({ bytesPerToken, window })),
    pairFlop: [...pairs].map(([window, flop]) => ({ flop, window })),
    stateBytes,
  };
}
