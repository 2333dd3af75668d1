import { baseValue } from '../../facts/index.ts';
import { MEMORY_SHARE } from '../../machine/index.ts';
import type { Mixer } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { type AttentionKernels, attentionOf, KV_BYTES, latentOf } from './attention.ts';
import { datasheetRate } from './datasheet-product.ts';
import type { KernelShelf } from './kernel-choice.ts';
import { type OctaveAxis, octaveAxis, type Plane, poolPlane } from './octave-axis.ts';
import type { Products } from './products.ts';
import type { RankLayer } from './rank-layer.ts';
import { sparseOf } from './sparse-attention.ts';
import { remembered } from './table-memo.ts';

const REQUESTS: OctaveAxis = octaveAxis(0, 13, 1);
const CONTEXT: OctaveAxis = octaveAxis(0, 21, 1); // tokens in the cache of one request
const PIECE: OctaveAxis = octaveAxis(0, 17, 1); // new tokens of one prompt
const PRIOR: OctaveAxis = octaveAxis(0, 21, 0); // tokens of that prompt already in the cache, and one
/** Pieces of prompts in one call that a second table is made for: between and beyond, time is linear in their number. */
export const SEVERAL = 8;

/** Attention of all layers on one rank, and what recurrent layers take in its place. */
export interface AttentionTables {
  /** Seconds by decoding requests (down) and mean tokens of each (across). */
  readonly decode: Plane;
  /** The same in an iteration with pieces of prompts. */
  readonly beside: Plane;
  /** Seconds of one piece of a prompt, and of eight alike, by its tokens (down) and those before it, plus one (across). */
  readonly onePiece: Plane;
  readonly severalPieces: Plane;
  /** Recurrent layers: seconds of one decoding request, and of one token of a prompt. */
  readonly statePerRequest: number;
  readonly statePerToken: number;
}

interface Counted {
  readonly mixer: Mixer;
  readonly kernels: AttentionKernels;
  readonly layers: number;
}

/** `queries` = tokens that a decoding request verifies in one iteration. */
export function attentionTables(
  problem: ServingProblem,
  layers: readonly RankLayer[],
  shelf: KernelShelf,
  products: Products,
  queries: number,
): AttentionTables {
  const { chip } = problem.machine;
  const factor = shelf.profile.overheads.attention;
  const counted = countAttention(problem, layers, shelf, products);
  const memory = baseValue(chip.memory.bandwidth) * MEMORY_SHARE;
  const rate = SCAN_SHARE * datasheetRate(chip, 'bf16');
  let statePerRequest = 0;
  let statePerToken = 0;
  for (const { scan, layers: count } of layers) {
    if (!scan) continue;
    statePerRequest += (count * scan.stateBytes * queries) / memory;
    statePerToken += count * (scan.flops / rate + scan.bytes / memory);
  }
  const sum = (
    down: OctaveAxis,
    across: OctaveAxis,
    what: (kernels: AttentionKernels) => readonly (string | number)[],
    seconds: (c: Counted) => PlaneFill,
  ): Plane => {
    const values = new Float64Array(down.points.length * across.points.length);
    for (const c of counted) {
      const one = remembered(shelf, what(c.kernels), () => fill(down, across, seconds(c)));
      for (let i = 0; i < values.length; i++) values[i]! += factor * c.layers * one[i]!;
    }
    return { down, across, values };
  };
  const pieces = (batch: number): Plane =>
    sum(
      PIECE,
      PRIOR,
      ({ prefillKey }) => ['prefill', batch, prefillKey],
      ({ kernels }) =>
        (tokens, prior) =>
          kernels.prefill(batch, tokens, prior - 1),
    );
  let several: Plane | undefined;
  let beside: Plane | undefined;
  const decode = sum(
    REQUESTS,
    CONTEXT,
    ({ decodeKey }) => ['decode', queries, decodeKey],
    ({ kernels }) =>
      (n, context) =>
        kernels.decode(n, context, queries),
  );
  return {
    decode,
    get beside() {
      beside ??= counted.some(({ kernels }) => kernels.beside)
        ? sum(
            REQUESTS,
            CONTEXT,
            ({ decodeKey, prefillKey, beside: apart }) => ['beside', queries, decodeKey, apart ? prefillKey : ''],
            ({ kernels }) =>
              (n, context) =>
                (kernels.beside ?? kernels.decode)(n, context, queries),
          )
        : decode;
      return beside;
    },
    onePiece: pieces(1),
    // A third of all that is priced, and one client never needs it.
    get severalPieces() {
      several ??= pieces(SEVERAL);
      return several;
    },
    statePerRequest,
    statePerToken,
  };
}

const SCAN_SHARE = 0.25; // of the reachable product rate: chunked scans are many small products between element-wise steps

type PlaneFill = (y: number, x: number) => number;

/** Values of a plane by two amounts, of either of which more takes no less time. */
function fill(down: OctaveAxis, across: OctaveAxis, seconds: PlaneFill): Float64Array {
  const width = across.points.length;
  const values = new Float64Array(down.points.length * width);
  down.points.forEach((y, i) => {
    across.points.forEach((x, j) => {
      values[i * width + j] = seconds(y, x);
    });
  });
  poolPlane({ down, across, values });
  return values;
}

/** Kinds of attention with the layers that share them. */
function countAttention(
  { architecture, deployment }: ServingProblem,
  layers: readonly RankLayer[],
  shelf: KernelShelf,
  products: Products,
): Counted[] {
  const found = new Map<string, { mixer: Mixer; kernels: AttentionKernels; layers: number }>();
  const kernelsOf = (mixer: Exclude<Mixer, { kind: 'mamba' }>): AttentionKernels => {
    if (mixer.kind === 'attention') return attentionOf(shelf, mixer, deployment);
    const dense = latentOf(shelf, mixer, deployment, products);
    if (!mixer.indexer) return dense;
    const bytes = (mixer.kvLoraRank + mixer.qkRope) * KV_BYTES[deployment.kv];
    return sparseOf(
      shelf,
      { ...mixer, indexer: mixer.indexer },
      architecture.hidden,
      deployment,
      products,
      dense,
      bytes,
    );
  };
  for (const { block, layers: count } of layers) {
    const { mixer } = block;
    if (!mixer || mixer.kind === 'mamba' || count === 0) continue;
    const key = JSON.stringify(mixer);
    const known = found.get(key);
    if (known) {
      known.layers += count;
      continue;
    }
    found.set(key, { mixer, kernels: kernelsOf(mixer), layers: count });
  }
  return [...found.values()];
}
