import type { ServingProblem } from '../deployment.ts';
import type { EngineProfile } from '../profile/index.ts';
import { elementWise } from './element-wise.ts';
import { expertsOf } from './experts.ts';
import type { KernelShelf } from './kernel-choice.ts';
import { type Links, sendsToExperts } from './links.ts';
import { type OctaveAxis, octaveAxis, pool } from './octave-axis.ts';
import { type Products, productFor } from './products.ts';
import type { ProductWidth, RankLayer } from './rank-layer.ts';
import { libraryKey, remembered } from './table-memo.ts';

/** Tokens of one iteration: every one up to 16, then 8 points an octave. */
export const TOKENS: OctaveAxis = octaveAxis(0, 17, 3);
/** The same, coarser, for layers of experts: how many of them wake changes smoothly. */
const EVEN_BATCH = 8; // captured graphs and padded batches come in multiples of it

/** Parts of an iteration that depend on its number of tokens alone; seconds of the whole model on one rank. */
export interface TokenTables {
  readonly products: Float64Array;
  /** The same where rows do not come in whole tiles: see `isWhole`. */
  readonly productsBetween: Float64Array;
  readonly small: Float64Array;
  readonly reduce: Float64Array;
  /** By tokens of the whole replica, not of a rank: experts see them all. */
  readonly experts: Float64Array;
  readonly exchange: Float64Array;
}

/** Fills a row at whole numbers of tokens, draws lines between them, and pools it. */
export function tabulate(axis: OctaveAxis, seconds: (x: number) => number): Float64Array {
  const { points } = axis;
  const values = new Float64Array(points.length);
  let last = -1;
  for (let i = 0; i < points.length; i++) {
    if (!Number.isInteger(points[i]!)) continue;
    values[i] = seconds(points[i]!);
    for (let j = last + 1; last >= 0 && j < i; j++) {
      const at = (points[j]! - points[last]!) / (points[i]! - points[last]!);
      values[j] = values[last]! + at * (values[i]! - values[last]!);
    }
    last = i;
  }
  pool(values);
  return values;
}

/** Formats of products whose activations have one scale, known beforehand or one a token. */
const ONE_SCALE = new Set(['fp8', 'int8']);

/** Rows that a product really runs: decode batches are padded. */
const padded = (tokens: number, profile: EngineProfile): number =>
  tokens > EVEN_BATCH && tokens <= profile.graphTokens ? Math.ceil(tokens / EVEN_BATCH) * EVEN_BATCH : tokens;

/** Tokens of the largest graphs that engines capture by default: more than that are prompts, and nobody pads those. */
const REPLAYED = 512;
const TILE = 128; // rows
const MANY = 8192;

/** Whether a rank's tokens fill tiles: padded batches, and pieces of prompts cut where a budget ends. */
export const isWhole = (tokens: number): boolean => tokens <= REPLAYED || tokens % TILE === 0;

/**
 * Mean over numbers of tokens about this one: tables of products are read at powers of two and their eighths, where every tile is full; a
 * prompt and the requests that decode beside it fill none. `odd` = each residue of four once.
 */
function between(tokens: number, odd: boolean, seconds: (m: number) => number): number {
  // Of thousands of rows one tile more is nothing.
  if (tokens > MANY) return odd ? 0.25 * seconds(tokens) + 0.75 * seconds(tokens + 1) : seconds(tokens);
  let sum = 0;
  for (let i = 0; i < 4; i++) sum += seconds(tokens + (i - 1.5) * (TILE / 2) + (odd ? i : 0));
  return sum / 4;
}

/**
 * Rows that are no multiple of four cost vLLM's products of narrow operands a third more. Tables of 16 bit show nothing of the kind, nor do
 * TensorRT-LLM's own (2 %), whose narrow products those of vLLM stand in for.
 */
const mindsOddRows = ({ profile }: KernelShelf, narrows: boolean): boolean => narrows && profile.family !== 'trtllm';

export function tokenTables(
  problem: ServingProblem,
  layers: readonly RankLayer[],
  shelf: KernelShelf,
  products: Products,
  links: Links,
  routerSkew: number,
): TokenTables {
  const { architecture, deployment, machine } = problem;
  const { hidden } = architecture;
  const { tp, dp, ep, weights } = deployment;
  const { profile } = shelf;
  const { overheads } = profile;
  const passing = elementWise(machine.chip);
  const timesOf = countProducts(layers);
  const reductions = layers.reduce((sum, l) => sum + l.layers * l.reductions, 0) + 1; // and one of the embedding
  const smallReductions = layers.reduce((sum, l) => sum + l.layers * l.smallReductions, 0);
  const moe = layers.filter(({ block }) => block.mlp?.kind === 'moe');
  const moeLayers = moe.reduce((sum, l) => sum + l.layers, 0);
  const fixed = layers.reduce(
    (sum, l) =>
      sum + l.layers * (overheads.layer + (weights.quantisesActivations ? overheads.narrow * narrowedShare(l) : 0)),
    0,
  );
  const moved = (tokens: number): number =>
    layers.reduce(
      (sum, l) => sum + l.layers * l.passes.reduce((s, { kernels, bytes }) => s + kernels * passing(tokens * bytes), 0),
      passing(4 * hidden * tokens),
    );
  const apart = dp > 1; // attention runs on other tokens than experts do
  const sent = apart && ep > 1 && sendsToExperts(machine, tp * dp);
  const times = moe.map((l) => ({
    layers: l.layers,
    seconds: expertsOf(shelf, moeOf(l), hidden, { tp, dp, ep, weights }, routerSkew, sent),
  }));
  const factor = /^blackwell/.test(machine.chip.architecture) ? overheads.allReduceBlackwell : overheads.allReduce;
  const odd = mindsOddRows(shelf, weights.quantisesActivations);
  const productsOfAll = (what: 'narrow' | 'bare', whole: boolean) =>
    remembered(
      shelf,
      [what, whole, timesOf, weights.gemmFit, weights.bits, profile.graphTokens, libraryKey(shelf)],
      () => {
        const all = (m: number): number =>
          timesOf.reduce(
            (sum, { n, k, width, times: count }) => sum + count * productFor(products, width, what)(m, n, k),
            0,
          );
        return tabulate(TOKENS, (tokens) =>
          whole || tokens <= REPLAYED ? all(padded(tokens, profile)) : between(tokens, odd, all),
        );
      },
    );
  const left = ONE_SCALE.has(weights.gemmFit) ? overheads.narrowing : overheads.grouping;
  const productsTable = (whole: boolean): Float64Array => {
    const bare = productsOfAll('bare', whole);
    return productsOfAll('narrow', whole).map(
      (narrow, i) => overheads.products * (bare[i]! + left * (narrow - bare[i]!)),
    );
  };
  const zero = () => new Float64Array(TOKENS.points.length);
  return {
    products: productsTable(true),
    productsBetween: productsTable(false),
    small: tabulate(TOKENS, (tokens) => fixed + moeLayers * overheads.moe + moved(tokens)),
    reduce:
      tp > 1
        ? late(
            factor,
            apart ? reductions - moeLayers : reductions,
            remembered(shelf, ['all-reduce', machine.count, tp, hidden, libraryKey(shelf)], () =>
              tabulate(TOKENS, (tokens) => links.allReduce(tp, tokens * hidden * 2)),
            ),
            links.allReduce(tp, LATENCY_BYTES),
          ).map((v, i) => v + smallReductions * factor * links.allReduce(tp, SQUARES_BYTES * TOKENS.points[i]!))
        : zero(),
    experts:
      times.length > 0
        ? scaled(
            overheads.experts,
            remembered(
              shelf,
              [
                'experts',
                moe.map(moeOf),
                moe.map(layersOf),
                hidden,
                tp,
                dp,
                ep,
                weights,
                routerSkew,
                sent,
                libraryKey(shelf),
              ],
              () => tabulate(TOKENS, (tokens) => times.reduce((sum, t) => sum + t.layers * t.seconds(tokens), 0)),
            ),
          )
        : zero(),
    exchange:
      apart && moeLayers > 0
        ? tabulate(TOKENS, (tokens) => {
            const mlp = moeOf(moe[0]!);
            const ranks = tp * dp;
            if (sent) return moeLayers * links.exchange(Math.ceil(tokens / ranks), hidden, mlp.topk, mlp.experts, ep);
            const bytes = tokens * hidden * 2;
            return (
              moeLayers * (links.gather('all-gather', ranks, bytes) + links.gather('reduce-scatter', ranks, bytes))
            );
          })
        : zero(),
  };
}

/** A buffer that an all-reduce spends waiting on, not moving: its time has risen by a few microseconds only. */
const LATENCY_BYTES = 2 ** 19;

/** Bytes a token of the sums of squares of its queries and keys, in 32 bit. */
const SQUARES_BYTES = 8;

/** Ranks that do not arrive together, or a norm that is fused, change what a call waits for; they move no byte quicker or slower. */
const late = (factor: number, times: number, values: Float64Array, latency: number): Float64Array =>
  values.map((v) => times * (v + (factor - 1) * Math.min(v, latency)));

const scaled = (factor: number, values: Float64Array): Float64Array => values.map((v) => factor * v);
const layersOf = ({ layers }: RankLayer): number => layers;

/** The layer's experts; callers have made sure that there are some. */
function moeOf({ block }: RankLayer) {
  if (block.mlp?.kind !== 'moe') throw new Error('not a layer of experts');
  return block.mlp;
}

interface CountedProduct {
  readonly n: number;
  readonly k: number;
  readonly width: ProductWidth;
  times: number;
}

/** Of a layer's products, those whose activations are narrowed first. */
const narrowedShare = ({ products }: RankLayer): number => {
  const matrices = products.filter(({ name }) => name !== 'router');
  return matrices.filter(({ width }) => width === 'format').length / Math.max(1, matrices.length);
};

/** Distinct products of all layers with how often they run: kinds of layers share most of theirs. */
function countProducts(layers: readonly RankLayer[]): CountedProduct[] {
  const found = new Map<string, CountedProduct>();
  for (const layer of layers) {
    for (const { n, k, width } of layer.products) {
      const key = `${n}x${k}x${width}`;
      const known = found.get(key);
      if (known) known.times += layer.layers;
      else found.set(key, { n, k, width, times: layer.layers });
    }
  }
  return [...found.values()];
}
