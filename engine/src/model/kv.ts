import type { Architecture, Mixer } from './architecture.ts';

/**
 * Cache elements one sequence holds at a context of `tokens` tokens: keys and values (or the latent and its rotary key) of every layer,
 * no more than the window where there is one, and the fixed state of Mamba layers. Multiply by the bytes of the cache's format.
 */
export function kvElements(arch: Architecture, tokens: number): number {
  return sumLayers(arch, (mixer) => perToken(mixer) * Math.min(tokens, windowOf(mixer))) + stateElements(arch);
}

/** Cache elements that one more token adds at that context: layers whose window is already full add none. */
export function kvElementsPerToken(arch: Architecture, contextTokens: number): number {
  return sumLayers(arch, (mixer) => (contextTokens < windowOf(mixer) ? perToken(mixer) : 0));
}

/** Elements of recurrent state a sequence holds whatever its length: Mamba's state and the last inputs of its convolution. */
export function stateElements(arch: Architecture): number {
  return sumLayers(arch, (mixer) => {
    if (mixer.kind !== 'mamba') return 0;
    const inner = mixer.heads * mixer.headDim;
    return inner * mixer.stateDim + (inner + 2 * mixer.groups * mixer.stateDim) * (mixer.convKernel - 1);
  });
}

/** Elements one token leaves in one layer. */
function perToken(mixer: Mixer): number {
  if (mixer.kind === 'attention') return 2 * mixer.kvHeads * mixer.headDim;
  return mixer.kind === 'mla' ? mixer.kvLoraRank + mixer.qkRope : 0;
}

const windowOf = (mixer: Mixer): number =>
  mixer.kind === 'attention' ? (mixer.window ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;

function sumLayers(arch: Architecture, count: (mixer: Mixer) => number): number {
  const counts = arch.blocks.map((block) => (block.mixer === null ? 0 : count(block.mixer)));
  return arch.order.reduce((sum, kind) => sum + counts[kind]!, 0);
}
