import { baseValue } from '../../facts/index.ts';
import { MEMORY_SHARE } from '../../machine/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { type AttentionKernels, attentionOf, latentOf } from './attention.ts';
import type { KernelShelf } from './kernel-choice.ts';
import { type OctaveAxis, octaveAxis, type Plane, poolPlane } from './octave-axis.ts';
import { datasheetRate, type Products } from './products.ts';
import type { RankLayer } from './rank-layer.ts';

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
  /** Seconds of one piece of a prompt, and of eight alike, by its tokens (down) and those before it, plus one (across). */
  readonly onePiece: Plane;
  readonly severalPieces: Plane;
  /** Recurrent layers: seconds of one decoding request, and of one token of a prompt. */
  readonly statePerRequest: number;
  readonly statePerToken: number;
}

interface Counted {
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
  const pieces = (batch: number): Plane =>
    fill(
      PIECE,
      PRIOR,
      (tokens, prior) =>
        counted.reduce((sum, c) => sum + c.layers * c.kernels.prefill(batch, tokens, prior - 1), 0) * factor,
    );
  return {
    decode: fill(
      REQUESTS,
      CONTEXT,
      (n, context) => counted.reduce((sum, c) => sum + c.layers * c.kernels.decode(n, context, queries), 0) * factor,
    ),
    onePiece: pieces(1),
    severalPieces: pieces(SEVERAL),
    statePerRequest,
    statePerToken,
  };
}

const SCAN_SHARE = 0.25; // of the reachable product rate: chunked scans are many small products between element-wise steps

/** A plane by two amounts, of either of which more takes no less time. */
function fill(down: OctaveAxis, across: OctaveAxis, seconds: (y: number, x: number) => number): Plane {
  const width = across.points.length;
  const values = new Float64Array(down.points.length * width);
  down.points.forEach((y, i) => {
    across.points.forEach((x, j) => {
      values[i * width + j] = seconds(y, x);
    });
  });
  const plane = { down, across, values };
  poolPlane(plane);
  return plane;
}

/** Kinds of attention with the layers that share them. */
function countAttention(
  { deployment }: ServingProblem,
  layers: readonly RankLayer[],
  shelf: KernelShelf,
  products: Products,
): Counted[] {
  const found = new Map<string, { kernels: AttentionKernels; layers: number }>();
  for (const { block, layers: count } of layers) {
    const { mixer } = block;
    if (!mixer || mixer.kind === 'mamba' || count === 0) continue;
    const key = JSON.stringify(mixer);
    const known = found.get(key);
    if (known) {
      known.layers += count;
      continue;
    }
    const kernels =
      mixer.kind === 'mla' ? latentOf(shelf, mixer, deployment, products) : attentionOf(shelf, mixer, deployment);
    found.set(key, { kernels, layers: count });
  }
  return [...found.values()];
}
