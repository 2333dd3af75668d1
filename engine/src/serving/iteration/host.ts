import type { Chip } from '../../facts/index.ts';
import type { EngineProfile } from '../profile/index.ts';
import type { RankLayer } from './rank-layer.ts';
import type { StepSums } from './step.ts';

/** How an iteration's work is dealt to hosts. */
export interface Hosts {
  /** Attention data-parallel ranks: each has a host process for its own requests. */
  readonly ranks: number;
  /** Against an x86 server's core. */
  readonly slowness: number;
}

/** A profile's host beside one replica, its numbers at hand: a simulated week asks it millions of times. */
export interface Host {
  /**
   * Seconds of an iteration whose devices take `device`: where the host prepares the next iteration meanwhile, the longer of both; else
   * both. Pipelines do not look ahead: each micro-batch waits for its host. `batches` = micro-batches that pass the pipeline in an
   * iteration; `launched` = seconds in which an x86 host launches kernels that no graph replays.
   */
  seconds(step: Readonly<StepSums>, device: number, batches: number, launched: number): number;
  /** What the host does for each request of a step. */
  requests(step: Readonly<StepSums>): number;
  looksAhead(batches: number): boolean;
  readonly slowness: number;
}

/** Named terms: profile/overheads. */
export function hostOf({ overheads, overlaps }: EngineProfile, { ranks, slowness }: Hosts): Host {
  const { step: fixed, floor, sequence, chunk } = overheads;
  const requests = ({ decodes, chunks }: Readonly<StepSums>): number =>
    slowness * ((sequence * (decodes + chunks) + chunk * chunks) / ranks);
  return {
    slowness,
    requests,
    looksAhead: (batches) => overlaps && batches <= 1,
    seconds: (step, device, batches, launched) =>
      besideHost(device, slowness * launched, requests(step), fixed, floor, batches, overlaps && batches <= 1),
  };
}

/** The same from seconds at hand: of launches, of what each request takes, of a step, the least. */
export function besideHost(
  device: number,
  launches: number,
  requests: number,
  fixed: number,
  floor: number,
  batches: number,
  looksAhead: boolean,
): number {
  const busy = device > launches ? device : launches;
  if (!looksAhead) return busy + batches * fixed + requests;
  const host = floor + requests + launches;
  return busy + fixed > host ? busy + fixed : host;
}

/** Grace's cores run an engine's Python about so much slower: TensorRT-LLM 1.0's tables of Qwen3-30B-A3B, bound by the host, GB200 against B200. */
const GRACE = 1.5;
/** The host's pace beside a chip. */
export const slownessBeside = ({ id }: Chip): number => (/^g[bh]\d/.test(id) ? GRACE : 1);

const DENSE = 9; // kernels of a layer: two norms, four products, rotary and cache write, attention, activation
const ROUTED = 9; // more in a layer of experts: router, top-k, sorting, two grouped products, sum, shared expert
const PARALLEL = 2; // all-reduces
const LATENT = 10; // more where keys and values are latents: products down and up, two norms, splitting, joining, the cache's own write
const RECURRENT = 30; // more in a recurrent mixer: convolution, gates, norms, six kernels of a scan by chunks; Triton's launches from Python count double (first tokens of SGLang 0.5.9 on H200)
const SHARED = 4; // more with a shared expert: three products in two, activation, sum

/** Kernels of one iteration, for hosts that launch them one by one. */
export const kernelsOf = (layers: readonly RankLayer[], tp: number, narrows: boolean): number =>
  layers.reduce((sum, layer) => sum + layer.layers * kernelsIn(layer, tp, narrows), 0);

/** What narrows a product's activations is launched by the same call: it costs the host hardly more. */
function kernelsIn({ block: { mixer, mlp }, smallReductions }: RankLayer, tp: number, narrows: boolean): number {
  const mixing = mixer?.kind === 'mla' ? LATENT : mixer?.kind === 'mamba' ? RECURRENT : 0;
  const routed = mlp?.kind === 'moe' ? ROUTED + (mlp.sharedInner > 0 ? SHARED : 0) + (narrows ? 2 : 0) : 0;
  return DENSE + mixing + routed + (tp > 1 ? PARALLEL + smallReductions : 0);
}
