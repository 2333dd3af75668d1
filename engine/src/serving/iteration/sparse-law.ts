import type { Chip } from '../../facts/index.ts';
import { FITTED_SPARSE } from './fitted-sparse.generated.ts';

/**
 * What sparse attention takes on one kind of chip: an indexer scores every token of the context for each query (heads x size products in
 * 8 bit, DeepSeek-V3.2, arXiv 2512.02556 section 2.1), the best `topk` are gathered and attended to. Fitted to tables of the whole block
 * of attention by calibration/sparse.ts.
 */
export interface SparseLaw {
  /** Microseconds of a decode call over one of dense latent attention without context: the indexer's projections, norms, choosing. */
  readonly start: number;
  /** The same for each request of it, us. */
  readonly request: number;
  /** Share of memory bandwidth at which the indexer reads its keys, and attention the entries chosen. */
  readonly keys: number;
  readonly entries: number;
  /** Prompts: us for each token (choosing, gathering), share of the 16-bit peak of attention, of the 8-bit peak of scoring. */
  readonly token: number;
  readonly attending: number;
  readonly scoring: number;
}

/** Bytes of one key of the indexer: an 8-bit number for each element and one 32-bit scale. */
export const indexKeyBytes = (size: number): number => size + 4;

/** Heads that the kernel of prompts computes however few a rank holds: FlashMLA's sparse prefill takes 64 or more (its README). */
export const SPARSE_HEADS = 64;

/**
 * Microseconds of vLLM's host for one layer's sparse attention where a step has prompts: whatever its size up to a thousand tokens, on
 * three x86 hosts (aiconfigurator's tables of vLLM 0.24, DSA context module, H100, H200, B200: 1.45 to 1.6 ms).
 */
export const SPARSE_HOST = 1500;

/** The law of a chip's family; chips of neither by Hopper's. */
export const sparseLaw = ({ architecture }: Chip): SparseLaw =>
  architecture.startsWith('blackwell') ? FITTED_SPARSE.blackwell : FITTED_SPARSE.hopper;

/** Sizes of one layer on one rank that the law needs. */
export interface SparseLayer {
  readonly heads: number;
  readonly entryBytes: number;
  /** FLOP of one pair of query and entry for a head. */
  readonly pairFlop: number;
  readonly indexHeads: number;
  readonly indexSize: number;
  readonly topk: number;
}

/** Datasheet rates, base units. */
export interface SparseRates {
  readonly bandwidth: number;
  readonly peak16: number;
  readonly peak8: number;
}

/** Seconds of n requests with `queries` tokens each, beyond dense attention without context. */
export function sparseDecode(
  law: SparseLaw,
  layer: SparseLayer,
  rates: SparseRates,
  n: number,
  context: number,
  queries: number,
): number {
  const keys = n * context * indexKeyBytes(layer.indexSize);
  const entries = n * queries * Math.min(context, layer.topk) * layer.entryBytes;
  return 1e-6 * (law.start + law.request * n * queries) + (keys / law.keys + entries / law.entries) / rates.bandwidth;
}

/** Seconds of `batch` prompts of `tokens` after `prefix` cached ones, projections apart. */
export function sparsePrefill(
  law: SparseLaw,
  layer: SparseLayer,
  rates: SparseRates,
  batch: number,
  tokens: number,
  prefix: number,
): number {
  const scored = batch * tokens * (prefix + (tokens + 1) / 2);
  const attended = batch * attendedPairs(tokens, prefix, layer.topk);
  const attending = attended * Math.max(SPARSE_HEADS, layer.heads) * layer.pairFlop;
  const scoring = scored * 2 * layer.indexHeads * layer.indexSize;
  return (
    1e-6 * law.token * batch * tokens +
    attending / (law.attending * rates.peak16) +
    scoring / (law.scoring * rates.peak8)
  );
}

/** Pairs of query and entry: each query sees all before it and itself, at most `most`. */
export function attendedPairs(tokens: number, prefix: number, most: number): number {
  const rising = Math.max(0, Math.min(tokens, most - prefix));
  return rising * prefix + (rising * (rising + 1)) / 2 + (tokens - rising) * most;
}
