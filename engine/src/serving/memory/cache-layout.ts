import type { Architecture, Mixer } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import { indexKeyBytes } from '../iteration/sparse-law.ts';
import { headsCache, latentCache } from './cache-terms.ts';

/** Bytes of one element of the cache; int8 and 4-bit kinds with a 16-bit scale for each of 64 or 32 elements. */
export const KV_BYTES: Readonly<Record<Deployment['kv'], number>> = {
  bf16: 2,
  fp16: 2,
  fp8: 1,
  int8: 1 + 2 / 64,
  fp4: 0.5 + 1 / 16,
  int4: 0.5 + 2 / 32,
};

/** Layers of one kind on the stage that holds the most cache, as one rank sees them. */
export interface Group {
  readonly mixer: Mixer;
  readonly layers: number;
  /** Bytes one token leaves in one layer on this rank. */
  readonly bytes: number;
  /** Tokens kept; Infinity = all. */
  readonly window: number;
  /** Bytes of state, whatever the length. */
  readonly state: number;
  /** Of so many tokens those that are kept, in whole blocks: a window that slides within blocks touches one block more than it fills. */
  kept(tokens: number): number;
}

export interface CacheLayout {
  readonly groups: readonly Group[];
  /** Bytes of one token in all layers that keep every token. */
  readonly growingBytes: number;
  /** Bytes of one token in all layers together. */
  readonly everyBytes: number;
  /** Cache of one request of that many tokens, in whole blocks. */
  sequenceBytes(tokens: number): number;
}

export interface LayoutOptions {
  readonly blockTokens: number;
  readonly hybrid: boolean;
}

/**
 * How the cache of a model lies on the fullest rank. Heads are dealt to tensor-parallel ranks, at least one each; the latent of MLA is
 * on every rank whole; states of recurrent layers are dealt by heads and kept in 32 bit.
 */
export function cacheLayout(
  architecture: Architecture,
  { tp, pp, kv }: Pick<Deployment, 'tp' | 'pp' | 'kv'>,
  { blockTokens, hybrid }: LayoutOptions,
): CacheLayout {
  const stage = fullestStage(architecture, pp, (mixer) => tokenBytes(mixer, tp, KV_BYTES[kv]));
  const inBlocks = (tokens: number) => Math.ceil(tokens / blockTokens) * blockTokens;
  const groups = architecture.blocks.flatMap(({ mixer }, kind): Group[] => {
    const layers = stage.filter((k) => k === kind).length;
    if (!mixer || layers === 0) return [];
    const window = hybrid && mixer.kind === 'attention' && mixer.window !== null ? mixer.window : Infinity;
    const kept = (tokens: number) => Math.min(inBlocks(tokens), inBlocks(window) + blockTokens);
    return [{ mixer, layers, bytes: tokenBytes(mixer, tp, KV_BYTES[kv]), window, state: stateBytes(mixer, tp), kept }];
  });
  const sum = (of: (group: Group) => number): number => groups.reduce((all, g) => all + g.layers * of(g), 0);
  return {
    groups,
    growingBytes: sum((g) => (g.window === Infinity ? g.bytes : 0)),
    everyBytes: sum((g) => g.bytes),
    sequenceBytes: (tokens) => sum(({ bytes, state, kept }) => bytes * kept(tokens) + state),
  };
}

/** Layers lie on stages in order, as evenly as they divide; the stage with the most cache bounds all of them. */
function fullestStage({ order, blocks }: Architecture, pp: number, bytes: (mixer: Mixer) => number): readonly number[] {
  const size = Math.ceil(order.length / pp);
  const held = (kinds: readonly number[]) =>
    kinds.reduce((all, kind) => all + (blocks[kind]!.mixer ? bytes(blocks[kind]!.mixer!) : 0), 0);
  let best = order.slice(0, size);
  for (let from = size; from < order.length; from += size) {
    const stage = order.slice(from, from + size);
    if (held(stage) > held(best)) best = stage;
  }
  return best;
}

function tokenBytes(mixer: Mixer, tp: number, element: number): number {
  if (mixer.kind === 'attention') return headsCache(1, mixer.kvHeads, tp, mixer.headDim, element);
  if (mixer.kind !== 'mla') return 0;
  const keys = mixer.indexer?.own ? indexKeyBytes(mixer.indexer.headDim) : 0;
  return latentCache(1, mixer.kvLoraRank + mixer.qkRope, element, keys);
}

const STATE_BYTES = 4; // Mamba-2 and Gated DeltaNet states are kept in fp32 (mamba_ssm_dtype of their configs)
const CONVOLUTION_BYTES = 2;

function stateBytes(mixer: Mixer, tp: number): number {
  if (mixer.kind !== 'mamba') return 0;
  const inner = mixer.heads * mixer.headDim;
  const convolved = (inner + 2 * mixer.groups * mixer.stateDim) * (mixer.convKernel - 1);
  return (inner * mixer.stateDim * STATE_BYTES + convolved * CONVOLUTION_BYTES) / tp;
}
