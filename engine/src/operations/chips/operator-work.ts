import { attentionFlops, averageContext, matmulFlops } from '../../cost/index.ts';
import { cacheReadBytes, heldBytes, operandBytes } from '../../cost/roofline.ts';
import type { Dtype } from '../../facts/index.ts';
import type { Architecture, Attention, LatentAttention, Mamba, MoeMlp } from '../../model/index.ts';
import type { RooflineKind, RooflineStage } from '../../report/roofline-report.ts';
import type { WeightFormat } from '../../serving/index.ts';

/** How many rows of what: `requests` of `tokens` new tokens each, which look back at `context`. */
export interface Load {
  readonly stage: RooflineStage;
  readonly requests: number;
  readonly tokens: number;
  readonly context: number;
}

/** Bytes of what a product reads and writes, and the format that it is said to run in. */
export interface Operands {
  readonly activation: number;
  readonly weight: number;
  readonly output: number;
  readonly dtype: Dtype;
}

/** What the kernels of engines and frameworks are asked: enough to price one layer's call. */
export type Call =
  | { readonly kind: 'product'; readonly m: number; readonly n: number; readonly k: number; readonly width: Width }
  | { readonly kind: 'attention'; readonly mixer: Attention | LatentAttention }
  | { readonly kind: 'experts'; readonly mlp: MoeMlp; readonly products: readonly Sides[]; readonly rows: number };

/** Output and inner width of a product on one accelerator. */
export interface Sides {
  readonly n: number;
  readonly k: number;
}

/** Products in the format asked for, those that stay in 16 bit, and routers in 32. */
export type Width = 'format' | '16' | '32';

/** One operator of one kind of layer on one accelerator, all those layers together. */
export interface Work {
  readonly name: string;
  readonly kind: RooflineKind;
  /** Kind of layer. */
  readonly block: string;
  readonly layers: number;
  readonly dtype: Dtype;
  readonly flops: number;
  readonly weightBytes: number;
  readonly cacheBytes: number;
  /** All bytes, those two included. */
  readonly bytes: number;
  readonly call: Call | null;
}

/** A network cut for one accelerator, in the formats that really run there. */
export interface Cut {
  readonly architecture: Architecture;
  readonly tp: number;
  readonly widths: Readonly<Record<Width, Operands>>;
  readonly experts: Operands;
  /** Format of weights when serving; null when training. */
  readonly weights: WeightFormat | null;
  readonly cacheElement: number;
  /** Format of attention's two products. */
  readonly attention: Dtype;
}

type Place = Pick<Work, 'block' | 'layers'>;

/** A dense product; `passes` = 3 with both gradients, which multiply the same three sizes. */
export function productWork(
  place: Place,
  name: string,
  { m, n, k }: { readonly m: number; readonly n: number; readonly k: number },
  width: Width,
  { activation, weight, output, dtype }: Operands,
  passes = 1,
): Work {
  const times = passes * place.layers;
  return {
    ...place,
    name,
    kind: name === 'head' ? 'head' : 'product',
    dtype,
    flops: times * matmulFlops(m, n, k),
    weightBytes: times * weight * n * k,
    cacheBytes: 0,
    bytes: times * operandBytes(m, n, k, activation, weight, output),
    call: { kind: 'product', m, n, k, width },
  };
}

/** The products of routed experts: `touched` of them are read, and `rows` rows pass through one each. */
export function expertsWork(
  place: Place,
  mlp: MoeMlp,
  products: readonly Sides[],
  { rows, touched }: { readonly rows: number; readonly touched: number },
  { activation, weight, output, dtype }: Operands,
  passes = 1,
): Work {
  const times = passes * place.layers;
  const sum = (of: (sides: Sides) => number) => products.reduce((all, sides) => all + of(sides), 0);
  const weightBytes = times * weight * touched * sum(({ n, k }) => n * k);
  return {
    ...place,
    name: 'experts',
    kind: 'experts',
    dtype,
    flops: times * sum(({ n, k }) => matmulFlops(rows, n, k)),
    weightBytes,
    cacheBytes: 0,
    bytes: weightBytes + times * rows * sum(({ n, k }) => activation * k + output * n),
    call: { kind: 'experts', mlp, products, rows },
  };
}

/** Experts that so many tokens touch when routing is even. */
export const touchedExperts = ({ experts, topk }: MoeMlp, tokens: number): number =>
  experts * (1 - (1 - topk / experts) ** tokens);

const HALF = 2; // B, activations of attention

/** Attention of prompts, forward: causal scores; keys and values come from the products before it. */
export function promptAttention(
  place: Place,
  mixer: Attention | LatentAttention,
  {
    heads,
    kvHeads,
    qk,
    v,
  }: { readonly heads: number; readonly kvHeads: number; readonly qk: number; readonly v: number },
  { requests, tokens }: Load,
  dtype: Dtype,
  { flopPasses = 1, bytePasses = 1, window = null as number | null } = {},
): Work {
  const T = requests * tokens;
  const seen = averageContext(tokens, window ?? tokens);
  return {
    ...place,
    name: 'attention',
    kind: 'attention',
    dtype,
    flops: flopPasses * place.layers * attentionFlops(T, seen, heads, qk + v),
    weightBytes: 0,
    cacheBytes: 0,
    bytes: bytePasses * place.layers * heldBytes(T, heads + kvHeads, qk + v, HALF),
    call: { kind: 'attention', mixer },
  };
}

/** Attention of one new token a request over a paged cache: the cache is read whole, or as far as the window goes. */
export function decodeAttention(
  place: Place,
  mixer: Attention | LatentAttention,
  { requests, context }: Load,
  { tp, cacheElement, attention }: Cut,
): Work {
  const heads = Math.ceil(mixer.heads / tp);
  const grouped = mixer.kind === 'attention';
  const seen = grouped ? Math.min(context, mixer.window ?? context) : context;
  const elements = grouped ? 2 * Math.max(1, mixer.kvHeads / tp) * mixer.headDim : mixer.kvLoraRank + mixer.qkRope; // the latent is on every rank whole
  const score = grouped ? mixer.headDim : mixer.kvLoraRank + mixer.qkRope;
  const value = grouped ? mixer.headDim : mixer.kvLoraRank;
  const cacheBytes = place.layers * cacheReadBytes(requests, seen, elements, cacheElement);
  return {
    ...place,
    name: 'attention',
    kind: 'attention',
    dtype: attention,
    flops: place.layers * attentionFlops(requests, seen, heads, score + value),
    weightBytes: 0,
    cacheBytes,
    bytes: cacheBytes + place.layers * heldBytes(requests, heads, score + value, HALF),
    call: { kind: 'attention', mixer },
  };
}

const STATE_BYTES = 4; // engines keep recurrent states in 32 bit

/**
 * A recurrent state for one new token: read, changed, written. FLOP an element: decay, outer product, sum, and read by the query (Mamba-2,
 * arXiv:2405.21060, section 2: 5); the delta rule first reads it by the key and takes that back (arXiv:2412.06464, equation 10: 4 more).
 */
export function stateWork(
  place: Place,
  { heads, headDim, stateDim, rule }: Mamba,
  { requests }: Load,
  tp: number,
): Work {
  const elements = (requests * place.layers * heads * headDim * stateDim) / tp;
  const bytes = 2 * STATE_BYTES * elements;
  return {
    ...place,
    name: 'scan',
    kind: 'state',
    dtype: 'fp32',
    flops: (rule === 'gated-delta' ? 9 : 5) * elements,
    weightBytes: 0,
    cacheBytes: bytes,
    bytes,
    call: null,
  };
}

/** Kernels that move and do not multiply: norms, activations, residuals, rotary embedding. */
export const smallWork = (place: Place, bytes: number): Work => ({
  ...place,
  name: 'small',
  kind: 'small',
  dtype: 'bf16',
  flops: 0,
  weightBytes: 0,
  cacheBytes: 0,
  bytes,
  call: null,
});
