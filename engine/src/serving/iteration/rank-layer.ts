import { type Block, type Mixer, type Operator, operatorsOf, scanOf } from '../../model/index.ts';
import type { WeightFormat } from '../deployment.ts';
import { staysWide } from '../quantisation/index.ts';

/** How wide a product's operands are. */
export type ProductWidth = 'format' | '16' | '32';

/** Matrix products of one layer on one rank, besides routed experts and what latent attention does inside. */
export interface RankProduct {
  readonly name: string;
  readonly n: number;
  readonly k: number;
  /** Elements of both operands: the deployment's format, 16 bit whatever that is, or 32 bit (routers). */
  readonly width: ProductWidth;
  /** Runs with the layer of experts. */
  readonly routed: boolean;
}

/** One kind of layer on one rank: what it multiplies, moves and sends for a token. */
export interface RankLayer {
  readonly block: Block;
  readonly layers: number;
  readonly products: readonly RankProduct[];
  /** Bytes for a token of element-wise kernels after fusion: of all, and of each with how many pass over so many. */
  readonly movedBytes: number;
  readonly passes: readonly Passes[];
  /** All-reduces of a [tokens, hidden] buffer. */
  readonly reductions: number;
  /** All-reduces of one or two numbers a token. */
  readonly smallReductions: number;
  /** A recurrent state: bytes read and written for a new token, FLOP and bytes for a token of a prompt. */
  readonly scan: { readonly stateBytes: number; readonly flops: number; readonly bytes: number } | null;
}

/** Element-wise kernels alike of one layer. */
export interface Passes {
  readonly kernels: number;
  /** Of a token, in and out of one of them. */
  readonly bytes: number;
}

const STATE_BYTES = 4; // engines keep recurrent states in 32 bit
/** Passes left of element-wise work when residual, norm and narrowing are one kernel and rotary writes in place. */
const FUSED = 0.55;

/** One kind of layer cut by tensor parallelism over `tp` ranks. */
export function rankLayer(block: Block, layers: number, hidden: number, tp: number, weights: WeightFormat): RankLayer {
  const operators = operatorsOf(block, hidden);
  const scan = block.mixer?.kind === 'mamba' ? scanOf(block.mixer) : null;
  const state =
    block.mixer?.kind === 'mamba'
      ? (block.mixer.heads * block.mixer.headDim * block.mixer.stateDim * STATE_BYTES) / tp
      : 0;
  const passes = passesIn(operators, block, tp);
  return {
    block,
    layers,
    products: productsIn(operators, block, tp, weights),
    movedBytes: passes.reduce((sum, { kernels, bytes }) => sum + kernels * bytes, 0),
    passes,
    reductions: (block.mixer ? 1 : 0) + (block.mlp ? 1 : 0),
    smallReductions: block.mixer?.kind === 'attention' && block.mixer.normsAllHeads ? 1 : 0,
    scan: scan && { stateBytes: 2 * state, flops: scan.flopsPerToken / tp, bytes: (2 * scan.elementsPerToken) / tp },
  };
}

function productsIn(
  operators: readonly Operator[],
  { mixer, mlp }: Block,
  tp: number,
  weights: WeightFormat,
): RankProduct[] {
  const router: ProductWidth = mlp?.kind === 'moe' && mlp.wideRouter ? '32' : '16';
  const found: RankProduct[] = [];
  for (const operator of operators) {
    if (operator.op !== 'matmul') continue;
    const { name, shard, part } = operator;
    // Latent keys and values are expanded, or absorbed into queries, inside attention.
    if (mixer?.kind === 'mla' && name === 'kv-up') continue;
    const n = shard === 'column' ? columns(operator.n, name, mixer, tp) : operator.n;
    const k = shard === 'row' ? Math.ceil(operator.k / tp) : operator.k;
    const width = part === 'router' ? router : staysWide(weights, part, name) ? '16' : 'format';
    found.push({ name, n, k, width, routed: part === 'router' || part === 'shared-expert' });
  }
  return mixer?.kind === 'mla' ? fuseDown(found) : found;
}

/** Columns of one rank; where there are fewer key-value heads than ranks each rank holds one whole. */
function columns(n: number, name: string, mixer: Mixer | null, tp: number): number {
  if (name !== 'qkv' || mixer?.kind !== 'attention') return Math.ceil(n / tp);
  const queries = ((mixer.outputGate ? 2 : 1) * mixer.heads) / tp;
  return Math.ceil((queries + 2 * Math.max(1, mixer.kvHeads / tp)) * mixer.headDim);
}

/** Engines run both projections down to latents as one product. */
function fuseDown(products: readonly RankProduct[]): RankProduct[] {
  const q = products.find(({ name }) => name === 'q-down');
  const kv = products.find(({ name }) => name === 'kv-down');
  if (!q || !kv) return [...products];
  return [{ ...kv, name: 'down', n: q.n + kv.n }, ...products.filter((p) => p !== q && p !== kv)];
}

/** Bytes moved for a token in 16 bit, experts' rows apart: their kernels hold them. Norms and residuals are one kernel for each of a layer. */
function passesIn(operators: readonly Operator[], { norms }: Block, tp: number): Passes[] {
  return operators.flatMap((operator): Passes[] => {
    if (operator.op !== 'elementwise' || operator.tokensFactor !== 1) return [];
    const kernels = /^(norms|residual)$/.test(operator.name) ? Math.max(1, norms) : 1;
    const elements = operator.elementsPerToken / (operator.region === 'tensor' ? tp : 1);
    return [{ kernels, bytes: (2 * FUSED * elements) / kernels }];
  });
}
